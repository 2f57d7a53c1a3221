/** The rows of a table as a value: by id, and in the order of each group of each index. */
import { withArrival } from './arrival.ts'
import { compareIds } from './compare.ts'
import type { Row, TableDefinition } from './definition.ts'
import { Overlay } from './overlay.ts'
import { patience, TableIndex, type Written } from './table-index.ts'
import type { Transaction } from './transaction.ts'

/** One version of a table. Only the transaction that made it may change it; afterwards it is shared. */
export interface Version<R extends Row> {
  readonly transaction: Transaction | undefined
  readonly rows: Overlay<R>
  readonly indexes: readonly TableIndex<R>[]
  /** What the indexes may not have put in its place yet. */
  readonly written: Written<R>
  /** How many rows have arrived so far. */
  arrivals: number
  /** Counted, so that it shows whether something may have changed. */
  writes: number
}

export const emptyVersion = <R extends Row>(definition: TableDefinition<R>): Version<R> =>
  versionOf(definition, 0, Overlay.empty<R>())

/** A row with the number as which it arrived. */
export interface Arrival<R extends Row> {
  readonly row: R
  readonly number: number
}

/**
 * A version that nothing has changed yet, whose rows are read when they are first asked for.
 * @param arrivals how many rows have arrived so far
 */
export const unreadVersion = <R extends Row>(
  definition: TableDefinition<R>,
  arrivals: number,
  read: () => readonly Arrival<R>[],
): Version<R> =>
  versionOf(
    definition,
    arrivals,
    Overlay.over(() => byId(read())),
  )

function byId<R extends Row>(arrived: readonly Arrival<R>[]): Map<string, R> {
  const rows = arrived.map(({ row, number }) => withArrival(row, number)).sort((a, b) => compareIds(a.id, b.id))
  return new Map(rows.map((row) => [row.id, row]))
}

/** The version as a base of its own: what forks change stands beside it. */
export function settledVersion<R extends Row>(version: Version<R>): Version<R> {
  const rows = version.rows.settled()
  const indexes = version.indexes.map((index) => index.settled(rows, version.written))
  return { transaction: undefined, rows, indexes, written: [], arrivals: version.arrivals, writes: 0 }
}

function versionOf<R extends Row>(definition: TableDefinition<R>, arrivals: number, rows: Overlay<R>): Version<R> {
  const indexes = Object.values(definition.indexes).map((index) => TableIndex.over(index, rows))
  return { transaction: undefined, rows, indexes, written: [], arrivals, writes: 0 }
}

/** A version that this transaction may change; the old one stays as it is. */
export function copyOf<R extends Row>(version: Version<R>, transaction: Transaction): Version<R> {
  const { rows, indexes, written, arrivals, writes } = version
  return {
    transaction,
    rows: rows.clone(),
    indexes: indexes.map((index) => index.copy(rows, written)),
    written: [],
    arrivals,
    writes,
  }
}

/** Puts a row in the place of another, either of which may not be there. */
export function replace<R extends Row>(
  { rows, indexes, written }: Version<R>,
  id: string,
  before: R | undefined,
  after: R | undefined,
): void {
  if (after) rows.set(id, after, !before)
  else if (before) rows.delete(id)
  written.push(before, after)
  if (written.length <= patience(rows.size)) return
  for (const index of indexes) index.settle(rows, written)
  written.length = 0
}
