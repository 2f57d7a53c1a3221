/** Lists: in pages by number, or from a cursor on. */
import * as z from 'zod'
import { namedAfter } from '../../core/call/naming.ts'
import type { Example } from '../../core/call/operation.ts'
import { Refused } from '../../core/call/refusal.ts'
import type { Row, TableDefinition } from '../../core/store/definition.ts'
import type { Slice } from '../../core/store/select.ts'
import type { Table } from '../../core/store/table.ts'
import type { World } from '../../core/world/handle.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

export type Condition<R> = (row: R) => boolean

/** All of these, where there are any; undefined where there is none. */
export function allOf<R>(...conditions: readonly (Condition<R> | undefined | '')[]): Condition<R> | undefined {
  const all = conditions.filter((condition) => condition !== undefined && condition !== '')
  return all.length ? (row) => all.every((condition) => condition(row)) : undefined
}

/** What a list is made of: some groups of an index, what else must hold, and how a row is shown. */
export interface ListOf<R extends Row, Index extends string, Shown> {
  readonly table: TableDefinition<R, Index>
  readonly index: Index
  readonly slices: readonly Slice<R>[]
  readonly where?: Condition<R> | undefined
  readonly show: (row: R) => Shown
}

/** The shape of a page of something. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  namedAfter(item, 'Page', z.object({ count: z.int(), page: z.int(), page_size: z.int(), data: z.array(item) }))

/** The shape of a whole list of something. */
export const listOf = <T extends z.ZodType>(item: T) =>
  namedAfter(item, 'List', z.object({ count: z.int(), data: z.array(item) }))

/** One page of a list; past the end it is empty. */
export function toPage<R extends Row, Index extends string, Shown>(
  world: World,
  { page, page_size }: { page: number; page_size: number },
  { table, index, slices, where, show }: ListOf<R, Index, Shown>,
): { count: number; page: number; page_size: number; data: Shown[] } {
  const selection = { where, offset: (page - 1) * page_size, limit: page_size }
  const { count, rows } = world.table(table).select(index, slices, selection)
  return { count, page, page_size, data: rows.map(show) }
}

/** The shape of a part of a list that goes on from a cursor. */
export const cursorPageOf = <T extends z.ZodType, More extends z.ZodRawShape = Record<never, never>>(item: T, more?: More) => {
  const page = { count: z.int().optional(), next_cursor: z.string().nullable(), data: z.array(item) }
  return namedAfter(item, 'Page', z.object({ ...page, ...(more as More) }))
}

const INVALID_CURSOR = 'Invalid cursor'

/**
 * The part of a list behind a cursor; the first part without one, with the count of all.
 * A cursor names the last row that was shown by its place in the order, so rows that come and go do not move it.
 *
 * @throws Refused for a cursor that is none, or is another list's
 */
export function toCursorPage<R extends Row, Index extends string, Shown>(
  world: World,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  list: ListOf<R, Index, Shown>,
): { count?: number; next_cursor: string | null; data: Shown[] } {
  const { table, index, slices, where, show } = list
  const rows = world.table(table)
  const after = cursor === undefined ? undefined : decodeCursor(table, index, cursor)
  if (cursor !== undefined && !after) throw new Refused({ kind: 'bad-request', why: INVALID_CURSOR })
  const found = take(rows, list, limit + 1, after)
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    ...(cursor === undefined && { count: rows.count(index, slices, where) }),
    next_cursor: last ? encodeCursor(table, index, last) : null,
    data: shown.map(show),
  }
}

export const invalidCursorExample: Example = {
  name: 'refuses a cursor that is none',
  mark: 'C',
  query: { cursor: 'next' },
  expect: { status: 400, body: { detail: INVALID_CURSOR } },
}

function take<R extends Row, Index extends string>(
  rows: Table<R, Index>,
  { index, slices, where }: Pick<ListOf<R, Index, unknown>, 'index' | 'slices' | 'where'>,
  most: number,
  after: R | undefined,
): R[] {
  const found: R[] = []
  const walk = rows.walk(index, slices, after)
  for (let item = walk.next(); !item.done && found.length < most; item = walk.next())
    if (!where || where(item.value)) found.push(item.value)
  return found
}
