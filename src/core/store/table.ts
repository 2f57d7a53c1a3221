/** One table in one world: what reads and writes its rows. */
import { arrivalOf, withArrival } from './arrival.ts'
import { BTree } from './btree.ts'
import type { Key } from './compare.ts'
import { groupKey, type Row, type TableDefinition } from './definition.ts'
import { count, type Rows, type Selection, type Slice, select, walk } from './select.ts'
import type { TableIndex } from './table-index.ts'
import type { Transactions } from './transaction.ts'
import { copyOf, replace, type Version } from './version.ts'

/** What a change of a row brings with it. */
export type Follow<R extends Row> = (before: R | undefined, after: R | undefined) => void

/** The row as it is to be stored. */
export type Keep<R extends Row> = (before: R | undefined, row: R) => R

export class Table<R extends Row = Row, IndexName extends string = string> {
  readonly definition: TableDefinition<R, IndexName>
  readonly #transactions: Transactions
  readonly #follows: readonly Follow<R>[]
  readonly #keep: Keep<R> | undefined
  version: Version<R>

  /**
   * @param follows what every change brings with it
   * @param keep what is done with a row before it is stored
   */
  constructor(
    definition: TableDefinition<R, IndexName>,
    transactions: Transactions,
    version: Version<R>,
    follows: readonly (Follow<R> | undefined)[] = [],
    keep?: Keep<R>,
  ) {
    this.definition = definition
    this.#transactions = transactions
    this.#follows = follows.filter((follow) => follow !== undefined)
    this.#keep = keep
    this.version = version
  }

  /** The version, once it changes no more: as long as it is the same, so are the rows. Undefined while it is being changed. */
  get settled(): Version<R> | undefined {
    return this.#transactions.isChanging(this.version) ? undefined : this.version
  }

  get size(): number {
    return this.version.rows.size
  }

  /** How many rows have arrived so far. */
  get arrivals(): number {
    return this.version.arrivals
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
    const { rows, written } = this.version
    const name = group.length === 1 ? String(group[0]) : groupKey(group)
    return this.#index(index).groups(rows, written).get(name) ?? (nothing as unknown as Rows<R>)
  }

  /** The same as a list of their own: what is written while it is read does not change it. */
  list(index: IndexName, ...group: Key[]): R[] {
    return this.in(index, ...group).keysArray()
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
    return select(slices, this.#index(index).compare, selection)
  }

  /** The rows of some groups of an index in its order, one by one; only those behind a place, where one is given. */
  walk(index: IndexName, slices: readonly Slice<R>[], after?: R): IterableIterator<R, undefined> {
    return walk(slices, this.#index(index).compare, after)
  }

  /** How many rows some groups of an index have. */
  count(index: IndexName, slices: readonly Slice<R>[], where?: (row: R) => boolean): number {
    return count(slices, this.#index(index).compare, where)
  }

  /**
   * Adds a row or replaces the one with its id.
   *
   * @param arrival which number it arrives as, where that is not the next: a derived row, with the row it follows
   * @returns the row as it is once all that follows has happened
   * @throws for a column that the table does not have, or a new row without one that it needs; where the lifecycle's column
   *   starts or changes in a way its table does not allow
   */
  put(given: R, arrival?: number): R {
    const before = this.get(given.id)
    // A row made of one that was checked has as many columns, unless a name was mistyped.
    if (!before || countOf(given) !== countOf(before)) this.definition.check(given)
    const shaped = this.definition.shape(this.#keep ? this.#keep(before, given) : given)
    this.#checkMove(before, shaped)
    const version = this.#write()
    const row = withArrival(shaped, arrival ?? (before && arrivalOf(before)) ?? version.arrivals + 1)
    this.#transactions.change(this, row.id, before, row, before !== undefined && version.rows.isBase(row.id, before))
    version.arrivals = Math.max(version.arrivals, arrivalOf(row) as number)
    replace(version, row.id, before, row)
    const { writes } = version
    for (const follow of this.#follows) follow(before, row)
    return this.version.writes === writes ? row : (this.get(row.id) ?? row)
  }

  delete(id: string): R | undefined {
    const before = this.get(id)
    if (!before) return undefined
    const version = this.#write()
    this.#transactions.change(this, id, before, undefined, version.rows.isBase(id, before))
    replace(version, id, before, undefined)
    for (const follow of this.#follows) follow(before, undefined)
    return before
  }

  putBack(id: string, before: R | undefined, arrivals: number): void {
    const version = this.#write()
    replace(version, id, this.get(id), before)
    if (before) version.rows.restored(id, before)
    version.arrivals = arrivals
  }

  /** So many have arrived, those that are gone included. */
  skipTo(arrivals: number): void {
    const version = this.#write()
    version.arrivals = Math.max(version.arrivals, arrivals)
  }

  #index(name: string): TableIndex<R> {
    const index = this.version.indexes[this.definition.indexNumbers.get(name) ?? -1]
    if (!index) throw new Error(`The table "${this.definition.name}" has no index "${name}".`)
    return index
  }

  #write(): Version<R> {
    const transaction = this.#transactions.current
    if (this.version.transaction !== transaction) {
      this.#transactions.keep(this, this.version)
      this.version = copyOf(this.version, transaction)
    }
    this.version.writes++
    return this.version
  }

  #checkMove(before: R | undefined, after: R): void {
    const { noun, lifecycle } = this.definition
    if (!lifecycle) return
    const { field, statuses, allows, initial } = lifecycle
    const to = after[field as keyof R] as string
    const from = before?.[field as keyof R] as string | undefined
    if (from === to) return
    if (!statuses.includes(to)) throw new Error(`"${to}" is no ${field} of the ${noun}; there is: ${statuses.join(', ')}.`)
    if (this.#transactions.isSeeding) return
    if (from === undefined ? !initial.includes(to) : !allows(from, to))
      throw new Error(`The lifecycle of the ${noun} has no way from ${field} "${from ?? 'nothing'}" to "${to}".`)
  }
}

const countOf = (row: object): number => Object.keys(row).length

const nothing: Rows<Row> = new BTree<Row, undefined>()
