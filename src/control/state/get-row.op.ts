import { defineOperation } from '../conventions/operation.ts'
import { RowBody, rowOf, shownAlone, tableOf } from './conventions.ts'

export const getRow = defineOperation({
  id: 'getRow',
  route: 'GET /tables/{table}/{id}',
  summary: 'Read a row as it is stored',
  description: 'With every column, those too that no call of the APIs shows.',
  source: 'arsim',
  responses: { 200: RowBody },
  refuses: { missing: 'There is no such table, or no such row.' },

  handle({ world, path, reply }) {
    const table = tableOf(world, path.table)
    return reply(200, shownAlone(table, rowOf(world, table, path.id)))
  },

  examples: [
    {
      name: 'shows all columns',
      mark: 'C',
      path: { table: 'actions', id: '$samples.actions.proposed' },
      expect: { status: 200, body: { id: '$samples.actions.proposed', status: 'proposed' } },
    },
    {
      name: 'a row that does not exist is not found',
      mark: 'C',
      path: { table: 'actions', id: 'none' },
      expect: { status: 404, body: { error: { message: 'There is no action "none".' } } },
    },
  ],
})
