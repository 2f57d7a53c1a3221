/** What a resource knows of the rows of a table, beside the table itself: the ones worth naming, and what a test author need not say. */
import type * as z from 'zod'
import type { AnyTable, Columns, Row, TableDefinition } from '../store/definition.ts'
import type { World } from './handle.ts'

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
export type Samples<R extends Row> = Readonly<Record<string, Sample<R> | readonly Sample<R>[]>>

/** Plausible values for the columns that a test author left out. What is given fits the schema, and its references exist; the id is known already. */
export type Defaults<R> = (given: Columns<R> & Row, world: World) => Columns<R>

/** What a test author's rows of a table are made and judged by. */
export interface AboutRows {
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly defaults: Defaults<any> | undefined
  /** The API's words for one failing column. */
  readonly message: (issue: z.core.$ZodRawIssue) => string | undefined
}

export interface Rows<T extends AnyTable = AnyTable> {
  readonly table: T
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly samples: Samples<any>
  // biome-ignore lint/suspicious/noExplicitAny: rows of any kind
  readonly defaults: Defaults<any> | undefined
}

/**
 * Defines what is known of the rows of a table.
 *
 * @example
 * export const petRows = defineRows(pets, {
 *   samples: { old: (pet) => pet.age > 10 },
 *   defaults: ({ id }) => ({ name: `Pet ${id}` }),
 * })
 */
export const defineRows = <R extends Row, T extends TableDefinition<R>>(
  table: T & TableDefinition<R>,
  { samples = {}, defaults }: { samples?: Samples<R>; defaults?: Defaults<R> } = {},
): Rows<T> => ({ table, samples, defaults })
