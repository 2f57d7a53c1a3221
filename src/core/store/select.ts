/** Reading groups of an index: windows, merges, counts and places. */
import { type BTree, rankOf } from './btree.ts'
import type { Compare, Key } from './compare.ts'
import type { Row } from './definition.ts'

/** Rows in the order of one group of an index. */
export type Rows<R extends Row> = BTree<R, undefined>

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

/** A window over some groups, in order, with the count of all rows that fit. */
export function select<R extends Row>(
  slices: readonly Slice<R>[],
  compare: Compare<R>,
  selection: Selection<R>,
): { count: number; rows: R[] } {
  const filled = slices.filter(({ rows }) => rows.size > 0)
  return selection.where ? filtered(filled, compare, selection.where, selection) : windowed(filled, compare, selection)
}

/** The rows of some groups in order, one by one; only those behind a place, where one is given. */
export function walk<R extends Row>(slices: readonly Slice<R>[], compare: Compare<R>, after?: R): IterableIterator<R, undefined> {
  const filled = slices.filter(({ rows }) => rows.size > 0)
  return merged(filled, compare, after)
}

/** How many rows some groups have. */
export function count<R extends Row>(slices: readonly Slice<R>[], compare: Compare<R>, where?: (row: R) => boolean): number {
  if (!where) return sizeOf(slices)
  let found = 0
  for (const slice of slices) for (const row of rowsIn(slice, compare)) if (where(row)) found++
  return found
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
function merged<R extends Row>(slices: readonly Slice<R>[], compare: Compare<R>, after?: R): IterableIterator<R, undefined> {
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
