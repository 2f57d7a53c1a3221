/** What a table is: a plain value, shared by all worlds. */
import type * as z from 'zod'
import type { Lifecycle } from '../lifecycle.ts'
import type { World } from '../world.ts'
import { type Compare, compareBy, type Key, type KeyOf, type Order, reader } from './compare.ts'

export interface Row {
  readonly id: string
}

/** UUIDs that tell nothing, UUIDs that show their number, 40 secret-looking hexadecimal digits, or just the number, as a text. */
export type IdStyle = 'uuid' | 'numbered' | 'secret' | 'integer'

/** A tree per value of the grouping columns, sorted by the order columns and then by id. */
export interface IndexDefinition<R extends Row = Row> {
  /** Undefined for a row that the index leaves out. */
  readonly groupOf: (row: R) => string | undefined
  readonly compare: Compare<R>
  /** The columns of the order; undefined where a key is made of the row. */
  readonly orderedBy: readonly string[] | undefined
}

/** A row that a label reads, beside those that columns refer to. */
export interface RelatedRow {
  readonly table: AnyTable
  /** The column that holds its id. */
  readonly column: string
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
  /** The columns that tell when a row was made, and changed last. */
  readonly stamps: { readonly created: string | undefined; readonly updated: string | undefined }
  readonly indexes: Readonly<Record<Index, IndexDefinition<R>>>
  /** The place of each index among them. */
  readonly indexNumbers: ReadonlyMap<string, number>
  readonly references: Readonly<Record<string, AnyTable>>
  /** The rows that labels read, by the name they have there: those of `references` and `beside`. */
  readonly related: Readonly<Record<string, RelatedRow>>
  /** Its rows follow from those of other tables: only followers write them. */
  readonly isDerived: boolean
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
export type Sample<R> = (row: R, context: SampleContext) => boolean

export interface SampleContext {
  readonly world: World
  readonly today: string
  /** The id of the member whose guide it is. */
  readonly caller: string
  /** The samples chosen before, by table and name: those that belong together make better examples. */
  readonly chosen: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Some columns of a row. */
export type Columns<R> = { readonly [Column in keyof R]?: R[Column] | undefined }

/** Fills in the columns that a test author left out. What is given fits the schema, and its references exist; the id is known already. */
export type Defaults<R> = (given: Columns<R> & Row, world: World) => Columns<R>

type Beside = Readonly<Record<string, readonly [table: AnyTable, column: string]>>
type Related<References, B> = {
  readonly [Column in keyof References]: RowOf<References[Column]> | undefined
} & { readonly [Name in keyof B]: B[Name] extends readonly [infer T, string] ? RowOf<T> | undefined : never }

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
  const B extends Beside = Readonly<Record<never, never>>,
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
  /** Derived rows that labels read too: by name, the table and the column that holds the id. */
  beside?: B
  /** Its rows follow from those of other tables: only followers write them, and nobody else sees them as rows. */
  isDerived?: boolean
  labels?: Readonly<Record<string, (related: Related<References, B>, row: z.output<S>, today: string) => unknown>>
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
  const columns = Object.keys(spec.row.shape)
  const table: TableDefinition<R, Index, z.output<V>> = {
    name: spec.name,
    kind: spec.kind,
    schema: spec.row as unknown as z.ZodType<R>,
    shows: shows as unknown as z.ZodType<z.output<V>>,
    fields: Object.keys(shows.shape),
    searched: spec.searched ?? [],
    columns,
    stamps: {
      created: columns.find((column) => column === 'created_at' || column === 'createdAt'),
      updated: columns.find((column) => column === 'updated_at' || column === 'updatedAt'),
    },
    indexes: Object.fromEntries(
      indexes.map(([name, { group, order = [], when }]) => [
        name,
        { groupOf: grouper(group, when), compare: compareBy(order), orderedBy: columnsOf(order) },
      ]),
    ) as unknown as Record<Index, IndexDefinition<R>>,
    indexNumbers: new Map(indexes.map(([name], number) => [name, number])),
    references: spec.references ?? {},
    related: relatedRows(spec.references ?? {}, spec.beside ?? {}),
    isDerived: spec.isDerived ?? false,
    labels: (spec.labels ?? {}) as Record<string, Label<R>>,
    lifecycles: spec.lifecycles ?? [],
    samples: spec.samples ?? {},
    ids: spec.ids ?? 'uuid',
    defaults: spec.defaults,
    at: (param, where) => ({ table, param, where }),
  }
  return table
}

function relatedRows(references: Readonly<Record<string, AnyTable>>, beside: Beside): Record<string, RelatedRow> {
  return {
    ...Object.fromEntries(Object.entries(references).map(([column, table]) => [column, { table, column }])),
    ...Object.fromEntries(Object.entries(beside).map(([name, [table, column]]) => [name, { table, column }])),
  }
}

function columnsOf<R>(orders: readonly Order<R>[]): string[] | undefined {
  const columns = orders.flatMap((order) => Object.values<KeyOf<R>>(order)).filter((by) => typeof by === 'string')
  return columns.length === orders.length ? columns : undefined
}

function grouper<R extends Row>(group: readonly KeyOf<R>[], when?: (row: R) => boolean): (row: R) => string | undefined {
  const readers = group.map((by) => reader(by))
  const [only] = readers
  const name =
    readers.length === 1 && only ? (row: R) => String(only(row)) : (row: R) => groupKey(readers.map((read) => read(row)))
  return when ? (row) => (when(row) ? name(row) : undefined) : name
}

/** The name of one group of an index. Twice as fast as `join`. */
export function groupKey(values: readonly Key[]): string {
  let key = String(values[0])
  for (let i = 1; i < values.length; i++) key += `\u0001${values[i]}`
  return key
}
