import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { isWritable } from './conventions.ts'

const TableBody = z
  .object({
    name: z.string(),
    count: z.int(),
    columns: z.array(z.string()),
    references: z
      .record(z.string(), z.string())
      .meta({ description: 'The columns that hold ids of other tables, with their names.' }),
    searched: z.array(z.string()).meta({ description: 'The fields that a search of the API looks into.' }),
    is_derived: z.boolean().meta({ description: 'Its rows are worked out from others.' }),
    is_writable: z.boolean(),
  })
  .meta({ id: 'TableInfo' })

export const listTables = defineOperation({
  id: 'listTables',
  route: 'GET /tables',
  summary: 'List the tables of this world',
  description: 'With their columns, and how many rows each has; the names are those that `listRows` takes.',
  source: 'arsim',
  responses: { 200: z.array(TableBody) },

  handle({ world, reply }) {
    const tables = world.tables.map((table) => ({
      name: table.name,
      count: world.table(table).size,
      columns: [...table.columns],
      references: Object.fromEntries(Object.entries(table.references).map(([column, { name }]) => [column, name])),
      searched: [...table.searched],
      is_derived: table.isDerived,
      is_writable: isWritable(world, table),
    }))
    return reply(200, tables)
  },

  examples: [{ name: 'lists the tables, with what they hold', mark: 'C', expect: { status: 200 } }],
})
