import * as z from 'zod'
import type { Row } from '../../core/store/definition.ts'
import { editRows, newRow } from '../../core/world/rows/edit-row.ts'
import { defineOperation } from '../conventions/operation.ts'
import { refusing } from '../conventions/refusals.ts'
import { RowBody, shownAlone, writableTableOf } from './conventions.ts'

export const createRow = defineOperation({
  id: 'createRow',
  route: 'POST /tables/{table}',
  summary: 'Make a row',
  description: 'What is left out gets a default, a status may be any, and what follows from the row follows.',
  source: 'arsim',
  body: z.looseObject({}),
  responses: { 201: RowBody },
  refuses: { missing: 'There is no such table.', 'not-possible': 'The table can only be read.' },

  handle({ world, path, body, reply }) {
    const table = writableTableOf(world, path.table)
    const row: Row = refusing(() => editRows(world, table, 'create', () => world.table(table).put(newRow(world, table, body))))
    return reply(201, shownAlone(table, row))
  },

  examples: [
    {
      name: 'makes a row with defaults for what is left out',
      mark: 'C',
      path: { table: 'customers' },
      body: { customer_company_name: 'Acme' },
      expect: { status: 201, body: { customer_company_name: 'Acme' } },
    },
    {
      name: 'all that the table does not take is listed, with the nearest name',
      mark: 'C',
      path: { table: 'invoices' },
      body: { customr: 'x', customer: '00000000-0000-4000-8000-00000000dead' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'customr', message: 'There is no such column. Did you mean "customer"?' },
              { field: 'customer', message: 'There is no customer "00000000-0000-4000-8000-00000000dead".' },
            ],
          },
        },
      },
    },
    {
      name: 'a table whose rows are worked out from others can only be read',
      mark: 'C',
      path: { table: 'conversations' },
      body: {},
      expect: {
        status: 400,
        body: { error: { message: 'The table "conversations" can only be read: its rows are worked out from others.' } },
      },
    },
  ],
})
