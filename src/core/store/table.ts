/** The rows of one table in one world: by id, and in the order of each group of each index. */
import { BTree, rankOf } from './btree.ts'
import type { Compare, Key } from './compare.ts'
import { groupKey, type Row, type TableDefinition } from './definition.ts'
import { Overlay } from './overlay.ts'
import type { Transaction, Transactions } from './transaction.ts'

export type Rows<R extends Row> = BTree<R, undefined>

interface Index<R extends Row> {
  readonly groupOf: (row: R) => string | undefined
  readonly compare: Compare<R>
  readonly groups: Overlay<Rows<R>>
}

/** One version of a table. Only the transaction that made it may change it; afterwards it is shared. */
export interface Version<R extends Row> {
  readonly transaction: Transaction | undefined
  readonly rows: Overlay<R>
  readonly indexes: readonly Index<R>[]
  /** The group trees that this version does not share with an older one. */
  readonly own: Set<Rows<R>>
}

/** Rows of one group, in its order: all of them, or those from one place to another. Places are rows, real or made up. */
export interface Slice<R extends Row> {
  readonly rows: Rows<R>
  readonly from?: R | undefined
  /** The first that is left out. */
  readonly until?: R | undefined
}

export interface Selection<R extends Row> {
  readonly where?: ((row: R) => boolean) | undefined
  readonly offset: number
  readonly limit: number
}

/** What a change of a row brings with it. */
export type Follow<R extends Row> = (before: R | undefined, after: R | undefined) => void

export class Table<R extends Row = Row, IndexName extends string = string> {
  readonly definition: TableDefinition<R, IndexName>
  readonly #transactions: Transactions
  readonly #follows: readonly Follow<R>[]
  /** Counted, so that it shows whether a row may have changed again. */
  #writes = 0
  version: Version<R>

  /** @param follows what every change brings with it */
  constructor(
    definition: TableDefinition<R, IndexName>,
    transactions: Transactions,
    version: Version<R>,
    follows: readonly (Follow<R> | undefined)[] = [],
  ) {
    this.definition = definition
    this.#transactions = transactions
    this.#follows = follows.filter((follow) => follow !== undefined)
    this.version = version
  }

  /** The version, once it changes no more: as long as it is the same, so are the rows. Undefined while it is being changed. */
  get settled(): Version<R> | undefined {
    return this.#transactions.isChanging(this.version) ? undefined : this.version
  }

  get size(): number {
    return this.version.rows.size
  }

  get(id: string): R | undefined {
    return this.version.rows.get(id)
  }

  /** All rows, by id. */
  all(): IterableIterator<R> {
    return this.version.rows.values()
  }

  /** The rows of one group of an index, in its order. */
  in(index: IndexName, ...group: Key[]): Rows<R> {
    return (
      this.#index(index).groups.get(group.length === 1 ? String(group[0]) : groupKey(group)) ?? (nothing as unknown as Rows<R>)
    )
  }

  /** The first row of a group, where an index holds what is unique. */
  find(index: IndexName, ...group: Key[]): R | undefined {
    return this.in(index, ...group).minKey()
  }

  /**
   * A window over some groups, in the order of an index, with the count of all rows that fit.
   * Groups of another index need a condition, and are sorted.
   */
  select(index: IndexName, slices: readonly Slice<R>[], selection: Selection<R>): { count: number; rows: R[] } {
    const filled = slices.filter(({ rows }) => rows.size > 0)
    const { compare } = this.#index(index)
    return selection.where ? filtered(filled, compare, selection.where, selection) : windowed(filled, compare, selection)
  }

  /** The rows of some groups of an index in its order, one by one; only those behind a place, where one is given. */
  walk(index: IndexName, slices: readonly Slice<R>[], after?: R): Iterator<R, undefined> {
    const filled = slices.filter(({ rows }) => rows.size > 0)
    const { compare } = this.#index(index)
    return merged(filled, compare, after)
  }

  /** How many rows some groups of an index have. */
  count(index: IndexName, slices: readonly Slice<R>[], where?: (row: R) => boolean): number {
    if (!where) return sizeOf(slices)
    const { compare } = this.#index(index)
    let count = 0
    for (const slice of slices) for (const row of rowsIn(slice, compare)) if (where(row)) count++
    return count
  }

  /**
   * Adds a row or replaces the one with its id.
   *
   * @returns the row as it is once all that follows has happened
   * @throws if a column of a lifecycle starts or changes in a way its table does not allow
   */
  put(row: R): R {
    const before = this.get(row.id)
    if (!this.#transactions.isSeeding) this.#checkMoves(before, row)
    const version = this.#write()
    version.rows.set(row.id, row, !before)
    for (const index of version.indexes) place(index, version.own, before, row)
    const writes = this.#writes
    for (const follow of this.#follows) follow(before, row)
    return this.#writes === writes ? row : (this.get(row.id) ?? row)
  }

  delete(id: string): R | undefined {
    const before = this.get(id)
    if (!before) return undefined
    const version = this.#write()
    version.rows.delete(id)
    for (const index of version.indexes) remove(index, version.own, before)
    for (const follow of this.#follows) follow(before, undefined)
    return before
  }

  #index(name: string): Index<R> {
    const index = this.version.indexes[this.definition.indexNumbers.get(name) ?? -1]
    if (!index) throw new Error(`The table "${this.definition.name}" has no index "${name}".`)
    return index
  }

  #write(): Version<R> {
    const transaction = this.#transactions.current
    this.#writes++
    if (this.version.transaction !== transaction) {
      this.#transactions.keep(this, this.version)
      this.version = copyOf(this.version, transaction)
    }
    return this.version
  }

  #checkMoves(before: R | undefined, after: R): void {
    const { kind, lifecycles } = this.definition
    for (const { field, allows, initial } of lifecycles) {
      const to = after[field as keyof R] as string
      const from = before?.[field as keyof R] as string | undefined
      if (from === undefined ? !initial.includes(to) : from !== to && !allows(from, to))
        throw new Error(`The lifecycle of ${kind} has no way from ${field} "${from ?? 'nothing'}" to "${to}".`)
    }
  }
}

const nothing: Rows<Row> = new BTree<Row, undefined>()

export function emptyVersion<R extends Row>(definition: TableDefinition<R>): Version<R> {
  return {
    transaction: undefined,
    rows: Overlay.empty<R>(),
    indexes: Object.values(definition.indexes).map(({ groupOf, compare }) => ({
      groupOf,
      compare,
      groups: Overlay.empty<Rows<R>>(),
    })),
    own: new Set(),
  }
}

/** The version as a base of its own: what forks change stands beside it. */
export function settledVersion<R extends Row>(version: Version<R>): Version<R> {
  const indexes = version.indexes.map((index) => ({ ...index, groups: index.groups.settled() }))
  return { transaction: undefined, rows: version.rows.settled(), indexes, own: new Set() }
}

function copyOf<R extends Row>(version: Version<R>, transaction: Transaction): Version<R> {
  return {
    transaction,
    rows: version.rows.clone(),
    indexes: version.indexes.map((index) => ({ ...index, groups: index.groups.clone() })),
    own: new Set(),
  }
}

function place<R extends Row>(index: Index<R>, own: Set<Rows<R>>, before: R | undefined, row: R): void {
  const group = index.groupOf(row)
  if (before && (index.groupOf(before) !== group || index.compare(before, row) !== 0)) remove(index, own, before)
  if (group !== undefined) writable(index, own, group).set(row, undefined)
}

function remove<R extends Row>(index: Index<R>, own: Set<Rows<R>>, row: R): void {
  const group = index.groupOf(row)
  if (group === undefined) return
  const rows = writable(index, own, group)
  rows.delete(row)
  if (rows.size === 0) index.groups.delete(group)
}

function writable<R extends Row>({ groups, compare }: Index<R>, own: Set<Rows<R>>, group: string): Rows<R> {
  const current = groups.get(group)
  if (current && own.has(current)) return current
  const rows = current ? current.clone() : new BTree<R, undefined>(undefined, compare)
  groups.set(group, rows, !current)
  own.add(rows)
  return rows
}

type Columns = Readonly<Record<string, Key>>

/** Stands behind every id, as the empty text stands before every one. */
const LAST_ID = '\uffff'

/** The place before all rows with these values in the columns of an order. */
export const placeBefore = <R extends Row>(columns: Columns): R => ({ ...columns, id: '' }) as unknown as R

/** The place behind them. */
export const placeBehind = <R extends Row>(columns: Columns): R => ({ ...columns, id: LAST_ID }) as unknown as R

const sizeOf = <R extends Row>(slices: readonly Slice<R>[]): number =>
  slices.reduce((sum, { rows, from, until }) => sum + (from || until ? sizeBetween(rows, from, until) : rows.size), 0)

/** None where the places are in the wrong order. */
const sizeBetween = <R extends Row>(rows: Rows<R>, from: R | undefined, until: R | undefined): number =>
  Math.max(0, (until ? rankOf(rows, until) : rows.size) - (from ? rankOf(rows, from) : 0))

function* rowsIn<R extends Row>({ rows, from, until }: Slice<R>, compare: Compare<R>, after?: R): Generator<R, undefined> {
  const start = from && after && compare(from, after) > 0 ? from : (after ?? from)
  for (const row of rows.keys(start)) {
    if (until && compare(row, until) >= 0) return
    if (!after || compare(row, after) > 0) yield row
  }
}

function windowed<R extends Row>(slices: readonly Slice<R>[], compare: Compare<R>, { offset, limit }: Selection<R>) {
  const count = sizeOf(slices)
  const rows: R[] = []
  if (offset >= count) return { count, rows }
  const next = merged(slices, compare)
  for (let i = 0; i < offset; i++) next.next()
  for (let item = next.next(); !item.done && rows.length < limit; item = next.next()) rows.push(item.value)
  return { count, rows }
}

function filtered<R extends Row>(
  slices: readonly Slice<R>[],
  compare: Compare<R>,
  where: (row: R) => boolean,
  { offset, limit }: Selection<R>,
) {
  const rows: R[] = []
  for (const slice of slices) for (const row of rowsIn(slice, compare)) if (where(row)) rows.push(row)
  rows.sort(compare)
  return { count: rows.length, rows: rows.slice(offset, offset + limit) }
}

/** Several sorted groups as one. */
function merged<R extends Row>(slices: readonly Slice<R>[], compare: Compare<R>, after?: R): Iterator<R, undefined> {
  const [only] = slices
  if (only && slices.length === 1) return only.from || only.until || after ? rowsIn(only, compare, after) : only.rows.keys()
  return mergedHeads(
    slices.map((slice) => rowsIn(slice, compare, after)),
    compare,
  )
}

function* mergedHeads<R extends Row>(heads: readonly Iterator<R, undefined>[], compare: Compare<R>): Generator<R, undefined> {
  const rows = heads.map((head) => head.next().value)
  for (;;) {
    let first = -1
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]
      if (row !== undefined && (first < 0 || compare(row, rows[first] as R) < 0)) first = i
    }
    if (first < 0) return
    yield rows[first] as R
    rows[first] = heads[first]?.next().value
  }
}
