/** Rows as a world stores them, and the other side that acts upon them. */
import { type Call, call, type GotOf, type Query } from './call.ts'

export interface Rows<Row> {
  readonly count: number
  readonly rows: readonly Row[]
}

/** A row of any table. */
type StoredRow = GotOf<'sim.getRow'>

/** The most that one call reads. */
export const MOST_ROWS = 1_000

/**
 * Reads rows of a table.
 * @example
 * useRead(rowsOf<ThreadRow>(world, 'threads', { direction: 'inbound', sort: '-timestamp' }))
 */
export const rowsOf = <Row = StoredRow>(world: string, table: string, query: Query = {}): Call<Rows<Row>> =>
  call('sim.listRows', { world, path: { table }, query }) as Call<Rows<Row>>

export const rowOf = <Row = StoredRow>(world: string, table: string, id: string): Call<Row> =>
  call('sim.getRow', { world, path: { table, id } }) as Call<Row>

export type Emitted = GotOf<'sim.emitEvent'>

/** Lets the other side act. */
export const emit = (world: string, type: string, body: Readonly<Record<string, unknown>>): Call<Emitted> =>
  call('sim.emitEvent', { world, body: { type, ...body } })
