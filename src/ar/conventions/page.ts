/** Lists in pages. */
import * as z from 'zod'
import type { Row, TableDefinition } from '../../core/store/definition.ts'
import type { Rows } from '../../core/store/table.ts'
import type { World } from '../../core/world.ts'

/** The shape of a page of something. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ count: z.int(), page: z.int(), page_size: z.int(), data: z.array(item) })

/** One page over some groups of an index, in its order; past the end it is empty. */
export function toPage<R extends Row, Index extends string, Shown>(
  world: World,
  table: TableDefinition<R, Index, Shown>,
  { page, page_size }: { page: number; page_size: number },
  from: { index: Index; groups: readonly Rows<R>[]; where?: ((row: R) => boolean) | undefined },
): { count: number; page: number; page_size: number; data: Shown[] } {
  const selection = { where: from.where, offset: (page - 1) * page_size, limit: page_size }
  const { count, rows } = world.table(table).select(from.index, from.groups, selection)
  return { count, page, page_size, data: rows.map((row) => world.show(table, row)) }
}
