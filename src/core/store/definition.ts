/** What a table is: a plain value, shared by all worlds. */
import type * as z from 'zod'
import type { Lifecycle } from '../lifecycle.ts'
import type { World } from '../world.ts'
import { type Compare, compareBy, type Key, type KeyOf, type Order, reader } from './compare.ts'

export interface Row {
  readonly id: string
}

/** UUIDs that tell nothing, UUIDs that show their number, or 40 secret-looking hexadecimal digits. */
export type IdStyle = 'uuid' | 'numbered' | 'secret'

/** A tree per value of the grouping columns, sorted by the order columns and then by id. */
export interface IndexDefinition<R extends Row = Row> {
  /** Undefined for a row that the index leaves out. */
  readonly groupOf: (row: R) => string | undefined
  readonly compare: Compare<R>
}

export interface TableDefinition<R extends Row = Row, Index extends string = string, Shown = unknown> {
  readonly name: string
  /** The kind of thing a row is; ids derive from it, and messages use it. */
  readonly kind: string
  readonly schema: z.ZodType<R>
  /** What the API shows of a row. */
  readonly shows: z.ZodType<Shown>
  readonly fields: readonly string[]
  /** The fields of what is shown that a search looks into. */
  readonly searched: readonly string[]
  readonly columns: readonly string[]
  readonly indexes: Readonly<Record<Index, IndexDefinition<R>>>
  /** The place of each index among them. */
  readonly indexNumbers: ReadonlyMap<string, number>
  readonly references: Readonly<Record<string, AnyTable>>
  readonly labels: Readonly<Record<string, Label<R>>>
  readonly lifecycles: readonly Lifecycle[]
  readonly samples: Readonly<Record<string, Sample<R> | readonly Sample<R>[]>>
  readonly ids: IdStyle
  readonly defaults: Defaults<R> | undefined
  /** The row that a path parameter names. */
  at<const Param extends string>(
    param: Param,
    where?: (row: R, path: Readonly<Record<string, string>>) => boolean,
  ): Target<R, Shown, Param>
}

// biome-ignore lint/suspicious/noExplicitAny: a table of rows of any kind
export type AnyTable = TableDefinition<any, any, any>
export type RowOf<T> = T extends TableDefinition<infer R, string, unknown> ? R : never

export interface Target<R extends Row = Row, Shown = unknown, Param extends string = string> {
  readonly table: TableDefinition<R, string, Shown>
  readonly param: Param
  readonly where: ((row: R, path: Readonly<Record<string, string>>) => boolean) | undefined
}

/** A fact shown beside the columns, from the rows they refer to and the date. */
// biome-ignore lint/suspicious/noExplicitAny: each definition types its own related rows
export type Label<R extends Row> = (related: any, row: R, today: string) => unknown

/** Whether a row is the one that a name in the guide stands for. */
export type Sample<R> = (row: R, context: { readonly today: string; readonly caller: string }) => boolean

/** Some columns of a row. */
export type Columns<R> = { readonly [Column in keyof R]?: R[Column] | undefined }

/** Fills in the columns that a test author left out. What is given fits the schema, and its references exist; the id is known already. */
export type Defaults<R> = (given: Columns<R> & Row, world: World) => Columns<R>

type Related<References> = {
  readonly [Column in keyof References]: RowOf<References[Column]> | undefined
}

/** `when` leaves out the rows that nobody looks up this way. */
interface IndexSpec<R> {
  readonly group: readonly KeyOf<R>[]
  readonly order?: readonly Order<R>[]
  readonly when?: (row: R) => boolean
}

/**
 * Defines a table: its row, its indexes, what the API shows of a row.
 *
 * @example
 * const pets = defineTable({
 *   name: 'pets',
 *   kind: 'pet',
 *   row: z.object({ id: z.string(), owner: z.string(), name: z.string() }),
 *   indexes: { ofOwner: { group: ['owner'], order: [{ asc: 'name' }] } },
 * })
 */
export function defineTable<
  S extends z.ZodObject,
  const Index extends string = never,
  const References extends Readonly<Record<string, AnyTable>> = Readonly<Record<never, AnyTable>>,
  V extends z.ZodObject = S,
>(spec: {
  name: string
  kind: string
  row: S
  /** What the API shows, in this order; the row itself unless told. Fields that are no columns need a label. */
  shows?: V
  indexes?: Readonly<Record<Index, IndexSpec<z.output<S>>>>
  /** Columns that hold the id of a row of another table. */
  references?: References
  labels?: Readonly<Record<string, (related: Related<References>, row: z.output<S>, today: string) => unknown>>
  lifecycles?: readonly Lifecycle[]
  /** The fields of what is shown that a search looks into. */
  searched?: readonly (keyof z.output<V> & string)[]
  /** Rows worth naming in the guide: the first that fits; of a list, the first that fits the first of these that any row fits. */
  samples?: Readonly<Record<string, Sample<z.output<S>> | readonly Sample<z.output<S>>[]>>
  ids?: IdStyle
  defaults?: Defaults<z.output<S> & Row>
}): TableDefinition<z.output<S> & Row, Index, z.output<V>> {
  type R = z.output<S> & Row
  const indexes = Object.entries<IndexSpec<R>>(spec.indexes ?? {})
  const shows = spec.shows ?? (spec.row as unknown as V)
  const table: TableDefinition<R, Index, z.output<V>> = {
    name: spec.name,
    kind: spec.kind,
    schema: spec.row as unknown as z.ZodType<R>,
    shows: shows as unknown as z.ZodType<z.output<V>>,
    fields: Object.keys(shows.shape),
    searched: spec.searched ?? [],
    columns: Object.keys(spec.row.shape),
    indexes: Object.fromEntries(
      indexes.map(([name, { group, order = [], when }]) => [name, { groupOf: grouper(group, when), compare: compareBy(order) }]),
    ) as unknown as Record<Index, IndexDefinition<R>>,
    indexNumbers: new Map(indexes.map(([name], number) => [name, number])),
    references: spec.references ?? {},
    labels: (spec.labels ?? {}) as Record<string, Label<R>>,
    lifecycles: spec.lifecycles ?? [],
    samples: spec.samples ?? {},
    ids: spec.ids ?? 'uuid',
    defaults: spec.defaults,
    at: (param, where) => ({ table, param, where }),
  }
  return table
}

function grouper<R extends Row>(group: readonly KeyOf<R>[], when?: (row: R) => boolean): (row: R) => string | undefined {
  const readers = group.map((by) => reader(by))
  const [only] = readers
  const name =
    readers.length === 1 && only ? (row: R) => String(only(row)) : (row: R) => groupKey(readers.map((read) => read(row)))
  return when ? (row) => (when(row) ? name(row) : undefined) : name
}

/** The name of one group of an index. */
export const groupKey = (values: readonly Key[]): string => values.join('\u0001')
