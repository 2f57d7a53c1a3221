/** What a table is: a plain value, shared by all worlds. */
import * as z from 'zod'
import { hint } from '../values/nearest-name.ts'
import { type Compare, compareBy, type Key, type KeyOf, type Order, reader } from './compare.ts'
import type { Lifecycle } from './lifecycle.ts'
import { shaper } from './row-shape.ts'

export interface Row {
  readonly id: string
}

/** UUIDs that tell nothing, UUIDs that show their number, 40 secret-looking hexadecimal digits, or just the number, as a text. */
export type IdStyle = 'uuid' | 'numbered' | 'secret' | 'integer'

/** A tree per value of the grouping columns, sorted by the order columns and then as the rows arrived. */
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

export interface TableDefinition<
  R extends Row = Row,
  Index extends string = string,
  Shown = unknown,
  New = unknown,
  Event extends string = string,
  Name extends string = string,
  IsDerived extends boolean = boolean,
> {
  readonly name: Name
  /** The kind of thing a row is; ids derive from it. */
  readonly kind: string
  /** What a row is called in a sentence. */
  readonly noun: string
  readonly schema: z.ZodType<R>
  /** What the API shows of a row. */
  readonly shows: z.ZodType<Shown>
  readonly fields: readonly string[]
  /** The fields of what is shown that a search looks into. */
  readonly searched: readonly string[]
  /** The zone whose day labels are told: a related row, and its column. UTC where there is none. */
  readonly zone: (RelatedRow & { readonly name: string }) | undefined
  readonly columns: readonly string[]
  /** What a column of a new row is unless it is given, for the columns that have a default. */
  readonly defaults: Readonly<Record<string, unknown>>
  /** The columns that tell when a row was made, and changed last. */
  readonly stamps: { readonly created: string | undefined; readonly updated: string | undefined }
  readonly indexes: Readonly<Record<Index, IndexDefinition<R>>>
  /** The place of each index among them. */
  readonly indexNumbers: ReadonlyMap<string, number>
  readonly references: Readonly<Record<string, AnyTable>>
  /** The rows that labels read, by the name they have there: those of `references` and `beside`. */
  readonly related: Readonly<Record<string, RelatedRow>>
  /** Its rows follow from those of other tables: only followers write them. */
  readonly isDerived: IsDerived
  /** The columns that follow from other rows, each with what to do instead of setting it. */
  readonly kept: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, Label<R>>>
  readonly lifecycle: Lifecycle<Event> | undefined
  readonly ids: IdStyle
  /** Only a type: what a new row must be given. */
  readonly new?: New
  /** The row that a path parameter names; where only some are open to calls, with a sentence for the others. */
  at<const Param extends string>(
    param: Param,
    ...open: [] | [where: (row: R, path: Readonly<Record<string, string>>) => boolean, refuse: string]
  ): Target<R, Shown, Param, Event>
  /** @throws for a row with a column that the table does not have, or without one that it needs */
  check(row: object): void
  /** The row with its columns in the table's order: rows of one shape are read several times as fast. */
  shape(row: R): R
}

// biome-ignore lint/suspicious/noExplicitAny: a table of rows of any kind
export type AnyTable = TableDefinition<any, any, any, any, any, any, any>
export type RowOf<T> = T extends TableDefinition<infer R, string, unknown, unknown, string, string> ? R : never

export interface Target<R extends Row = Row, Shown = unknown, Param extends string = string, Event extends string = string> {
  readonly table: TableDefinition<R, string, Shown, unknown, Event>
  readonly param: Param
  readonly where: ((row: R, path: Readonly<Record<string, string>>) => boolean) | undefined
  /** What is said of a row that is not open to the call. */
  readonly refuse: string | undefined
}

/** A fact shown beside the columns, from the rows they refer to and the date. */
// biome-ignore lint/suspicious/noExplicitAny: each definition types its own related rows
export type Label<R extends Row> = (related: any, row: R, today: string) => unknown

/** Some columns of a row. */
export type Columns<R> = { readonly [Column in keyof R]?: R[Column] | undefined }

/** The columns of a table that follow from other rows: nobody may give them. */
export type KeptOf<T extends AnyTable> = Exclude<keyof RowOf<T>, keyof NonNullable<T['new']> | 'id' | Stamp>

/** The columns that a table fills in by itself, with the time. */
type Stamp = 'created_at' | 'updated_at' | 'createdAt' | 'updatedAt'
const stampNames: Readonly<Record<'created' | 'updated', readonly Stamp[]>> = {
  created: ['created_at', 'createdAt'],
  updated: ['updated_at', 'updatedAt'],
}

/** The columns that have a default. */
type Defaulted<S extends z.ZodObject> = {
  [Column in keyof z.input<S>]-?: Record<never, never> extends Pick<z.input<S>, Column> ? Column : never
}[keyof z.input<S>]

/** What a new row must be given: all but its id, the times, and what has a default. */
type NewRow<S extends z.ZodObject> = Omit<z.output<S>, 'id' | Stamp | Defaulted<S>> & {
  readonly [Column in Defaulted<S> & keyof z.output<S>]?: z.output<S>[Column]
}

/** What a new row may be given at all: nothing that follows from other rows. */
type GivenRow<S extends z.ZodObject, Kept extends string> = Omit<NewRow<S>, Kept>

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

interface TableSpec<
  S extends z.ZodObject,
  Name extends string,
  Index extends string,
  References,
  B,
  V extends z.ZodObject,
  Event extends string,
  IsDerived extends boolean,
  Kept extends string,
> {
  readonly name: Name
  readonly kind: string
  /** What a row is called in a sentence; the kind unless told. */
  readonly noun?: string
  readonly row: S
  /** What the API shows, in this order; the row itself unless told. Fields that are no columns need a label. */
  readonly shows?: V
  readonly indexes?: Readonly<Record<Index, IndexSpec<z.output<S>>>>
  /** Columns that hold the id of a row of another table. */
  readonly references?: References
  /** Derived rows that labels read too: by name, the table and the column that holds the id. */
  readonly beside?: B
  /** Its rows follow from those of other tables: only followers write them, and nobody else sees them as rows. */
  readonly isDerived?: IsDerived
  /** Columns that follow from other rows, each with a sentence that says what to do instead of setting it. They need a default. */
  readonly kept?: Readonly<Record<Kept, string>>
  readonly labels?: Readonly<Record<string, (related: Related<References, B>, row: z.output<S>, today: string) => unknown>>
  /** Whose day labels are told: a column that refers to a row, and the column of that row with its time zone. UTC unless told. */
  readonly zone?: readonly [column: keyof References & string, zone: string]
  readonly lifecycle?: Lifecycle<Event>
  /** The fields of what is shown that a search looks into. */
  readonly searched?: readonly (keyof z.output<V> & string)[]
  readonly ids?: IdStyle
}

/**
 * Defines a table: its row, its indexes, what the API shows of a row.
 * A column with a zod default need not be given when a row is made.
 *
 * @throws for a lifecycle whose column the table does not have, or whose statuses the column does not take
 * @example
 * const pets = defineTable({
 *   name: 'pets',
 *   kind: 'pet',
 *   row: z.object({ id: z.string(), owner: z.string(), name: z.string(), tags: z.array(z.string()).default([]) }),
 *   indexes: { ofOwner: { group: ['owner'], order: [{ asc: 'name' }] } },
 * })
 */
export function defineTable<
  S extends z.ZodObject,
  const Name extends string,
  const Index extends string = never,
  const References extends Readonly<Record<string, AnyTable>> = Readonly<Record<never, AnyTable>>,
  const B extends Beside = Readonly<Record<never, never>>,
  V extends z.ZodObject = S,
  Event extends string = never,
  const IsDerived extends boolean = false,
  const Kept extends keyof z.output<S> & string = never,
>(
  spec: TableSpec<S, Name, Index, References, B, V, Event, IsDerived, Kept>,
): TableDefinition<z.output<S> & Row, Index, z.output<V>, GivenRow<S, Kept>, Event, Name, IsDerived> {
  type R = z.output<S> & Row
  const indexes = Object.entries<IndexSpec<R>>(spec.indexes ?? {})
  const shows = spec.shows ?? (spec.row as unknown as V)
  const columns = Object.keys(spec.row.shape)
  let defaults: Record<string, unknown> | undefined
  const kept: Readonly<Record<string, string>> = spec.kept ?? {}
  checkLifecycle(spec.name, spec.row, spec.lifecycle)
  for (const column of Object.keys(kept))
    if (!(spec.row.shape[column] instanceof z.ZodDefault))
      throw new Error(`The column "${column}" of "${spec.name}" is kept, and needs a default.`)
  const table: TableDefinition<R, Index, z.output<V>, GivenRow<S, Kept>, Event, Name, IsDerived> = {
    name: spec.name,
    kind: spec.kind,
    noun: spec.noun ?? spec.kind.replaceAll('_', ' '),
    schema: spec.row as unknown as z.ZodType<R>,
    shows: shows as unknown as z.ZodType<z.output<V>>,
    fields: Object.keys(shows.shape),
    searched: spec.searched ?? [],
    zone: zoneOf(spec.references ?? {}, spec.zone),
    columns,
    get defaults() {
      defaults ??= defaultsOf(spec.row)
      return defaults
    },
    stamps: {
      created: stampNames.created.find((column) => columns.includes(column)),
      updated: stampNames.updated.find((column) => columns.includes(column)),
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
    isDerived: (spec.isDerived ?? false) as IsDerived,
    kept,
    labels: (spec.labels ?? {}) as Record<string, Label<R>>,
    lifecycle: spec.lifecycle,
    ids: spec.ids ?? 'uuid',
    at: (param, ...[where, refuse]) => ({ table, param, where, refuse }),
    check: columnCheck(spec.name, spec.row),
    shape: shaper(columns),
  }
  return table
}

function defaultsOf({ shape }: z.ZodObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([column, schema]) =>
      schema instanceof z.ZodDefault ? [[column, schema.def.defaultValue] as const] : [],
    ),
  )
}

/** What is said of a column that a table does not have. */
export function noColumn(
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
  column: string,
): string {
  return `The table "${name}" has no column "${column.slice(0, 80)}".${hint(column, columns)}`
}

/** What a value of a column is sorted by: ids that are numbers come in the order of the numbers. */
export const sortKey = ({ ids, references }: AnyTable, column: string | undefined, value: unknown): unknown =>
  typeof value === 'string' && (column === 'id' ? ids : references[column ?? '']?.ids) === 'integer' ? Number(value) : value

function columnCheck(name: string, { shape }: z.ZodObject): (row: object) => void {
  const columns = Object.keys(shape)
  const known = new Set(columns)
  const needed = new Set(columns.filter((column) => !(shape[column] instanceof z.ZodOptional)))
  return (row) => {
    let found = 0
    let lacked: string | undefined
    for (const column of columns)
      if (row[column as keyof typeof row] !== undefined) found++
      else if (needed.has(column)) lacked ??= column
    if (lacked === undefined && found === Object.keys(row).length) return
    for (const column in row) if (!known.has(column)) throw new Error(noColumn({ name, columns }, column))
    if (lacked !== undefined) throw new Error(`A row of "${name}" needs its column "${lacked}".`)
  }
}

function checkLifecycle(name: string, { shape }: z.ZodObject, lifecycle: Lifecycle | undefined): void {
  if (!lifecycle) return
  const column = shape[lifecycle.field]
  if (!column)
    throw new Error(`The lifecycle of "${name}" is about the column "${lifecycle.field}", which the table does not have.`)
  const strange = lifecycle.statuses.find((status) => !(column as z.ZodType).safeParse(status).success)
  if (strange !== undefined)
    throw new Error(`The column "${lifecycle.field}" of "${name}" does not take the status "${strange}".`)
}

function relatedRows(references: Readonly<Record<string, AnyTable>>, beside: Beside): Record<string, RelatedRow> {
  return {
    ...Object.fromEntries(Object.entries(references).map(([column, table]) => [column, { table, column }])),
    ...Object.fromEntries(Object.entries(beside).map(([name, [table, column]]) => [name, { table, column }])),
  }
}

function zoneOf(
  references: Readonly<Record<string, AnyTable>>,
  zone: readonly [name: string, column: string] | undefined,
): TableDefinition['zone'] {
  if (!zone) return undefined
  const [name, column] = zone
  const table = references[name]
  return table && { table, name, column }
}

function columnsOf<R>(orders: readonly Order<R>[]): string[] | undefined {
  const columns = orders.flatMap((order) => Object.values<KeyOf<R>>(order)).filter((by) => typeof by === 'string')
  return columns.length === orders.length ? columns : undefined
}

function grouper<R extends Row>(group: readonly KeyOf<R>[], when?: (row: R) => boolean): (row: R) => string | undefined {
  const readers = group.map((by) => reader(by))
  return (row) => (when && !when(row) ? undefined : joined(readers, (read) => read(row)))
}

/** The name of one group of an index. */
export const groupKey = (values: readonly Key[]): string => joined(values, (value) => value)

/** Twice as fast as `join`. */
function joined<Part>(parts: readonly Part[], keyOf: (part: Part) => Key): string {
  let key = String(keyOf(parts[0] as Part))
  for (let i = 1; i < parts.length; i++) key += `\u0001${keyOf(parts[i] as Part)}`
  return key
}
