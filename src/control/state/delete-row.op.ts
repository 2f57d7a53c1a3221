import * as z from 'zod'
import { editRows } from '../../core/world/rows/edit-row.ts'
import { defineOperation } from '../conventions/operation.ts'
import { rowOf, writableTableOf } from './conventions.ts'

export const deleteRow = defineOperation({
  id: 'deleteRow',
  route: 'DELETE /tables/{table}/{id}',
  summary: 'Delete a row',
  description: 'Rows that refer to it stay, as they are.',
  source: 'arsim',
  responses: { 204: z.undefined() },
  refuses: { missing: 'There is no such table, or no such row.', 'not-possible': 'The table can only be read.' },

  handle({ world, path, reply }) {
    const table = writableTableOf(world, path.table)
    const { id } = rowOf(world, table, path.id)
    editRows(world, table, 'delete', () => world.table(table).delete(id))
    return reply(204, undefined)
  },

  examples: [
    {
      name: 'deletes a row',
      mark: 'C',
      path: { table: 'actions', id: '$samples.actions.proposed' },
      expect: { status: 204 },
    },
    {
      name: 'a row that does not exist is not found',
      mark: 'C',
      path: { table: 'actions', id: 'none' },
      expect: { status: 404 },
    },
  ],
})
