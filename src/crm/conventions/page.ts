/** Lists in pages. */
import * as z from 'zod'
import { compareBy, type Key } from '../../core/store/compare.ts'
import type { Row } from '../../core/store/definition.ts'

const Pagination = z.object({ page: z.int(), limit: z.int(), total: z.int(), totalPages: z.int() })

/** The shape of a page of something. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ success: z.literal(true), data: z.array(item), pagination: Pagination })

const NOT_POSITIVE = 'Must be a positive integer.'
const positive = z
  .string()
  .regex(/^\s*\+?\d+\s*$/, { error: NOT_POSITIVE })
  .transform(Number)
  .pipe(z.int({ error: NOT_POSITIVE }).min(1, { error: NOT_POSITIVE }))

/** `page` and `limit`, and the order. The first of the columns is the usual one. */
export const pageParameters = <const Column extends string>(columns: readonly [Column, ...Column[]]) => ({
  page: positive.default(1).meta({ type: 'integer', minimum: 1, default: 1, description: 'Page number, from 1.' }),
  limit: positive
    .transform((limit) => Math.min(limit, 100))
    .default(20)
    .meta({ type: 'integer', minimum: 1, default: 20, description: 'Items on a page; more than 100 act as 100.' }),
  sortBy: z.enum(columns).optional().meta({ default: columns[0], description: 'What to sort by.' }),
  sortOrder: z.enum(['asc', 'desc']).default('desc').meta({ description: 'Upwards or downwards.' }),
})

/** How to sort by each column that callers may name; the first is the usual one. */
export type Columns<R> = Readonly<Record<string, (row: R) => Key>>

/** One page of rows, sorted, then as they arrived; past the end it is empty. */
export function toPage<R extends Row, Shown>(
  rows: readonly R[],
  { page, limit, sortBy, sortOrder }: { page: number; limit: number; sortBy?: string | undefined; sortOrder: 'asc' | 'desc' },
  columns: Columns<R>,
  show: (row: R) => Shown,
) {
  const keyOf = columns[sortBy ?? ''] ?? Object.values(columns)[0] ?? (() => null)
  const data = rows
    .toSorted(compareBy<R>([sortOrder === 'asc' ? { asc: keyOf } : { desc: keyOf }]))
    .slice((page - 1) * limit, page * limit)
    .map(show)
  const total = rows.length
  return { success: true as const, data, pagination: { page, limit, total, totalPages: Math.ceil(total / limit) } }
}
