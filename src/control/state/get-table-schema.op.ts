import * as z from 'zod'
import type { AnyTable } from '../../core/store/definition.ts'
import { dropUsualLimits } from '../../core/values/json-schema.ts'
import { defineOperation } from '../conventions/operation.ts'
import { tableOf } from './conventions.ts'

type Schema = Record<string, unknown>

/** To work one out takes longer than to read a row. */
const known = new WeakMap<AnyTable, Schema>()

function schemaOf(table: AnyTable): Schema {
  const before = known.get(table)
  if (before) return before
  const schema: Schema = z.toJSONSchema(table.schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => dropUsualLimits(jsonSchema),
  })
  known.set(table, schema)
  return schema
}

export const getTableSchema = defineOperation({
  id: 'getTableSchema',
  route: 'GET /schemas/{table}',
  summary: 'What a row of a table must be',
  description: 'The JSON Schema of its rows. What has a default, or follows from other columns, may be left out of a new one.',
  source: 'arsim',
  responses: {
    200: z
      .object({
        table: z.string(),
        schema: z.looseObject({}).meta({ description: 'What a row may hold, in JSON Schema 2020-12.' }),
      })
      .meta({ id: 'TableSchema' }),
  },
  refuses: { missing: 'There is no such table.' },

  handle({ world, path, reply }) {
    const table = tableOf(world, path.table)
    return reply(200, { table: table.name, schema: schemaOf(table) })
  },

  examples: [
    {
      name: 'tells what each column may hold',
      mark: 'C',
      path: { table: 'payments' },
      expect: {
        status: 200,
        body: { table: 'payments', schema: { type: 'object', properties: { amount: { type: 'number' } } } },
      },
    },
    {
      name: 'a table that does not exist has none',
      mark: 'C',
      path: { table: 'payment' },
      expect: { status: 404, body: { error: { message: 'There is no table "payment". Did you mean "payments"?' } } },
    },
  ],
})
