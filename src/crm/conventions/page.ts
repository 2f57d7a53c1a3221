/** Lists in pages. */
import * as z from 'zod'
import { named, namedAfter } from '../../core/call/naming.ts'
import { compareBy, type Key, type Order } from '../../core/store/compare.ts'
import type { Row, TableDefinition } from '../../core/store/definition.ts'

const Pagination = z.object({ page: z.int(), limit: z.int(), total: z.int(), totalPages: z.int() }).meta({ id: 'Pagination' })

const SortOrder = named('SortOrder', z.enum(['asc', 'desc']))

/** The shape of a page of something. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  namedAfter(item, 'Page', z.object({ success: z.literal(true), data: z.array(item), pagination: Pagination }))

const NOT_POSITIVE = 'Must be a positive integer.'
const positive = z
  .string()
  .regex(/^\s*\+?\d+\s*$/, { error: NOT_POSITIVE })
  .transform(Number)
  .pipe(z.int({ error: NOT_POSITIVE }).min(1, { error: NOT_POSITIVE }))

/** How to sort by each column that callers may name, upwards; the first is the usual one. */
export type Columns<R> = Readonly<Record<string, readonly Order<R>[]>>

const USUAL = 'created_at'
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * All columns that a table shows, named as in answers or in snake_case, as the usual one is; of lists the first item tells.
 * Lists of things that have no order are none.
 * @param ties what tells apart the rows that are the same in it
 */
export function columnsOf<R extends Row>(table: TableDefinition<R>, ties: readonly Order<R>[] = []): Columns<R> {
  const shape = (table.shows as unknown as z.ZodObject).shape as Readonly<Record<string, z.ZodType>>
  const fields = Object.keys(shape).filter((field) => !hasNoOrder(plain(shape[field])))
  const orderOf = (field: string): readonly Order<R>[] => {
    const label = table.labels[field]
    const read = (row: R): Key => {
      const value = label ? label({}, row, '') : row[field as keyof R]
      return (Array.isArray(value) ? (value[0] ?? null) : value) as Key
    }
    return [isInstant(plain(shape[field])) ? { oldest: read } : { asc: read }, ...ties]
  }
  const columns = Object.fromEntries(fields.flatMap((field) => [snakeCase(field), field].map((name) => [name, orderOf(field)])))
  return { [USUAL]: columns[USUAL] ?? ties, ...columns }
}

const plain = (schema: unknown): unknown => (schema instanceof z.ZodDefault ? schema.unwrap() : schema)
const hasNoOrder = (schema: unknown): boolean => schema instanceof z.ZodArray && schema.element instanceof z.ZodObject
/** By its format: one schema may be two objects, what stands for it until it is made and what was made. */
const isInstant = (schema: unknown): boolean => (schema as z.ZodISODateTime | undefined)?.def.format === 'datetime'

/** `page` and `limit`, and the order. */
export const pageParameters = (columns: Readonly<Record<string, unknown>>) => ({
  page: positive.default(1).meta({ type: 'integer', minimum: 1, default: 1, description: 'Page number, from 1.' }),
  limit: positive
    .transform((limit) => Math.min(limit, 100))
    .default(20)
    .meta({ type: 'integer', minimum: 1, default: 20, description: 'Items on a page; more than 100 act as 100.' }),
  sortBy: z.enum(Object.keys(columns)).optional().meta({ default: USUAL, description: 'What to sort by.' }),
  sortOrder: SortOrder.default('desc').meta({ description: 'Upwards or downwards.' }),
})

/** One page of rows, sorted, then as they arrived; past the end it is empty. */
export function toPage<R extends Row, Shown>(
  rows: readonly R[],
  {
    page,
    limit,
    sortBy = USUAL,
    sortOrder,
  }: { page: number; limit: number; sortBy?: string | undefined; sortOrder: 'asc' | 'desc' },
  columns: Columns<R>,
  show: (row: R) => Shown,
) {
  const upwards = compareBy(columns[sortBy] ?? [])
  const data = rows
    .toSorted(sortOrder === 'asc' ? upwards : (a, b) => upwards(b, a))
    .slice((page - 1) * limit, page * limit)
    .map(show)
  const total = rows.length
  return { success: true as const, data, pagination: { page, limit, total, totalPages: Math.ceil(total / limit) } }
}
