/** The calls that this page makes. */
import { type Call, call, type Query } from '../../data/call.ts'
import type { Row } from './shape.ts'

export interface Page {
  readonly count: number
  readonly rows: readonly Row[]
}

export const tablesOf = (world: string) => call('sim.listTables', { world })
export const schemaOf = (world: string, table: string) => call('sim.getTableSchema', { world, path: { table } })
export const rowsOf = (world: string, table: string, query: Query) =>
  call('sim.listRows', { world, path: { table }, query }) as unknown as Call<Page>
export const rowOf = (world: string, table: string, id: string) =>
  call('sim.getRow', { world, path: { table, id } }) as unknown as Call<Row>
export const creation = (world: string, table: string, body: object) =>
  call('sim.createRow', { world, path: { table }, body: body as never }) as unknown as Call<Row>
export const change = (world: string, table: string, id: string, body: object) =>
  call('sim.updateRow', { world, path: { table, id }, body: body as never }) as unknown as Call<Row>
export const deletion = (world: string, table: string, id: string) => call('sim.deleteRow', { world, path: { table, id } })
