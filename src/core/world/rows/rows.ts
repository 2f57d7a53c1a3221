/** What a resource knows of the rows of a table, beside the table itself: the ones worth naming, and what a test author need not say. */
import type * as z from 'zod'
import type { AnyTable, Columns, Row, TableDefinition } from '../../store/definition.ts'
import type { World } from '../handle.ts'
import type { RowRule } from './row-rule.ts'

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

/** By name: what fits; of a list, the first that any row fits. */
export type Samples<R extends Row, Name extends string = string> = Readonly<Record<Name, Sample<R> | readonly Sample<R>[]>>

/** One for each of these names. */
export const samplesFor = <R extends Row, Name extends string>(
  names: readonly Name[],
  sampleOf: (name: Name) => Sample<R> | readonly Sample<R>[],
): Samples<R, Name> => Object.fromEntries(names.map((name) => [name, sampleOf(name)])) as Samples<R, Name>

/**
 * Plausible values for the columns that a test author left out, in keeping with what is given. That fits the schema, and its
 * references exist; the id, the times at which the row was made and changed, and whose it is by its references are known already.
 */
export type Defaults<R> = (given: Columns<R> & Row, world: World) => Columns<R>

/** When a row was made that a scenario tells as it begins, as its dates say. Where that is past, it counts. */
export type MadeAt<R> = (row: R, world: World) => string

/** What a test author's rows of a table are made and judged by. */
export interface AboutRows {
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly defaults: Defaults<any> | undefined
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly madeAt: MadeAt<any> | undefined
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly rules: readonly RowRule<any>[]
  /** The API's words for one failing column. */
  readonly message: (issue: z.core.$ZodRawIssue) => string | undefined
}

export interface Rows<T extends AnyTable = AnyTable, Name extends string = string> {
  readonly table: T
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly samples: Samples<any, Name>
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly defaults: Defaults<any> | undefined
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly madeAt?: MadeAt<any> | undefined
  /** What the world has against a test author's row that fits its schema. */
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly rules: readonly RowRule<any>[]
}

/**
 * Defines what is known of the rows of a table.
 *
 * @example
 * export const petRows = defineRows(pets, {
 *   samples: { old: (pet) => pet.age > 10 },
 *   defaults: ({ id }) => ({ name: `Pet ${id}` }),
 *   rules: [{ column: 'age', refuse: 'Nothing is that old.', when: ({ age }) => age > 500 }],
 * })
 */
export const defineRows = <R extends Row, T extends TableDefinition<R>, const Name extends string = never>(
  table: T & TableDefinition<R>,
  spec: { samples?: Samples<R, Name>; defaults?: Defaults<R>; madeAt?: MadeAt<R>; rules?: readonly RowRule<R>[] } = {},
): Rows<T, Name> => {
  const { samples = {} as Samples<R, Name>, defaults, madeAt, rules = [] } = spec
  return { table, samples, defaults, madeAt, rules }
}
