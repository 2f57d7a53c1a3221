/** The rows of a table as a value: by id, and in the order of each group of each index. */
import { withArrival } from './arrival.ts'
import { BTree, treeOf } from './btree.ts'
import { type Compare, compareIds } from './compare.ts'
import type { Row, TableDefinition } from './definition.ts'
import { Overlay } from './overlay.ts'
import type { Rows } from './select.ts'
import type { Transaction } from './transaction.ts'

export interface Index<R extends Row> {
  readonly groupOf: (row: R) => string | undefined
  readonly compare: Compare<R>
  readonly groups: Overlay<Rows<R>>
}

/** One version of a table. Only the transaction that made it may change it; afterwards it is shared. */
export interface Version<R extends Row> {
  readonly transaction: Transaction | undefined
  readonly rows: Overlay<R>
  readonly indexes: readonly Index<R>[]
  /** How many rows have arrived so far. */
  arrivals: number
  /** Counted, so that it shows whether something may have changed. */
  writes: number
  /** The group trees that this version does not share with an older one. */
  readonly own: Set<Rows<R>>
}

export function emptyVersion<R extends Row>(definition: TableDefinition<R>): Version<R> {
  return {
    transaction: undefined,
    rows: Overlay.empty<R>(),
    indexes: Object.values(definition.indexes).map(({ groupOf, compare }) => ({
      groupOf,
      compare,
      groups: Overlay.empty<Rows<R>>(),
    })),
    arrivals: 0,
    writes: 0,
    own: new Set(),
  }
}

/** A row with the number as which it arrived. */
export interface Arrival<R extends Row> {
  readonly row: R
  readonly number: number
}

/**
 * A version that nothing has changed yet, whose rows are read when they are first asked for.
 * @param arrivals how many rows have arrived so far
 */
export function unreadVersion<R extends Row>(
  definition: TableDefinition<R>,
  arrivals: number,
  read: () => readonly Arrival<R>[],
): Version<R> {
  const rows = Overlay.over(() => byId(read()))
  const indexes = Object.values(definition.indexes).map(({ groupOf, compare }) => ({
    groupOf,
    compare,
    groups: Overlay.over(() => grouped(rows.values(), groupOf, compare)),
  }))
  return { transaction: undefined, rows, indexes, arrivals, writes: 0, own: new Set() }
}

function byId<R extends Row>(arrived: readonly Arrival<R>[]): Map<string, R> {
  const rows = arrived.map(({ row, number }) => withArrival(row, number)).sort((a, b) => compareIds(a.id, b.id))
  return new Map(rows.map((row) => [row.id, row]))
}

function grouped<R extends Row>(
  rows: Iterable<R>,
  groupOf: Index<R>['groupOf'],
  compare: Compare<R>,
): ReadonlyMap<string, Rows<R>> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const name = groupOf(row)
    if (name === undefined) continue
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  const inOrder = [...groups].sort(([a], [b]) => compareIds(a, b))
  return new Map(inOrder.map(([name, group]) => [name, treeOf(group.sort(compare), compare)]))
}

/** The version as a base of its own: what forks change stands beside it. */
export function settledVersion<R extends Row>(version: Version<R>): Version<R> {
  const indexes = version.indexes.map((index) => ({ ...index, groups: index.groups.settled() }))
  return { transaction: undefined, rows: version.rows.settled(), indexes, arrivals: version.arrivals, writes: 0, own: new Set() }
}

/** A version that this transaction may change; the old one stays as it is. */
export function copyOf<R extends Row>(version: Version<R>, transaction: Transaction): Version<R> {
  return {
    transaction,
    rows: version.rows.clone(),
    indexes: version.indexes.map((index) => ({ ...index, groups: index.groups.clone() })),
    arrivals: version.arrivals,
    writes: version.writes,
    own: new Set(),
  }
}

/** Puts a row in the place of another, either of which may not be there. */
export function replace<R extends Row>(version: Version<R>, id: string, before: R | undefined, after: R | undefined): void {
  if (after) version.rows.set(id, after, !before)
  else if (before) version.rows.delete(id)
  for (const index of version.indexes) place(index, version.own, before, after)
}

function place<R extends Row>(index: Index<R>, own: Set<Rows<R>>, before: R | undefined, after: R | undefined): void {
  const was = before && index.groupOf(before)
  const is = after && index.groupOf(after)
  if (before && was !== undefined && !(after && was === is && index.compare(before, after) === 0)) remove(index, own, was, before)
  if (after && is !== undefined) writable(index, own, is).set(after, undefined)
}

function remove<R extends Row>(index: Index<R>, own: Set<Rows<R>>, group: string, row: R): void {
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
