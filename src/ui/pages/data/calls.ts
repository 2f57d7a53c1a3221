/** The calls that this page makes. */
import { call } from '../../data/call.ts'

export const tablesOf = (world: string) => call('sim.listTables', { world })
export const schemaOf = (world: string, table: string) => call('sim.getTableSchema', { world, path: { table } })
export const creation = (world: string, table: string, body: object) =>
  call('sim.createRow', { world, path: { table }, body: body as never })
export const change = (world: string, table: string, id: string, body: object) =>
  call('sim.updateRow', { world, path: { table, id }, body: body as never })
export const deletion = (world: string, table: string, id: string) => call('sim.deleteRow', { world, path: { table, id } })
