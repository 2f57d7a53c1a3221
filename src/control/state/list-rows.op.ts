import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { wholeNumber } from '../conventions/query.ts'
import { RowBody, shownInList, tableOf } from './conventions.ts'
import { selectRows } from './select-rows.ts'

const RowPage = z
  .object({ table: z.string(), count: z.int(), page: z.int(), page_size: z.int(), rows: z.array(RowBody) })
  .meta({ id: 'RowPage' })

export const listRows = defineOperation({
  id: 'listRows',
  route: 'GET /tables/{table}',
  summary: 'Read the rows of a table as they are stored',
  description:
    'Any column filters, as in `?status=proposed&requires_response=true&contact=null`, and so does a way inside one, as in `?approval_log.action=approved`; of a list, any item. `search` looks into all texts and numbers. `sort` is a column, with a minus for downwards; otherwise rows are in the order in which they were made. Of stored files the length is shown.',
  source: 'arsim',
  query: z.looseObject({
    search: z.string().optional(),
    sort: z.string().optional(),
    page: wholeNumber(1, 1_000_000).default(1),
    page_size: wholeNumber(1, 1_000).default(50),
  }),
  responses: { 200: RowPage },
  refuses: { missing: 'There is no such table.' },

  handle({ world, path, query: { search, sort, page, page_size, ...filters }, reply }) {
    const table = tableOf(world, path.table)
    const all = selectRows(world, table, { search, sort, filters })
    const rows = all.slice((page - 1) * page_size, page * page_size).map((row) => shownInList(table, row))
    return reply(200, { table: table.name, count: all.length, page, page_size, rows })
  },

  examples: [
    {
      name: 'filters by a column, sorts and pages',
      mark: 'C',
      path: { table: 'actions' },
      query: { status: 'proposed', sort: '-created_at', page_size: '1' },
      expect: { status: 200, body: { table: 'actions', page: 1, page_size: 1, rows: [{ status: 'proposed' }] } },
    },
    {
      name: 'searches',
      mark: 'C',
      path: { table: 'companies' },
      query: { search: 'nothing is called like this' },
      expect: { status: 200, body: { count: 0, rows: [] } },
    },
    {
      name: 'a column that does not exist is refused, and the nearest one is named',
      mark: 'C',
      path: { table: 'actions' },
      query: { statsu: 'proposed', sort: 'creatd_at' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'statsu', message: 'The table "actions" has no column "statsu". Did you mean "status"?' },
              { field: 'sort', message: 'The table "actions" has no column "creatd_at". Did you mean "created_at"?' },
            ],
          },
        },
      },
    },
    {
      name: 'a value that the column cannot have is refused',
      mark: 'C',
      path: { table: 'actions' },
      query: { status: 'propsed' },
      expect: { status: 400, body: { error: { details: [{ field: 'status' }] } } },
    },
    {
      name: 'a table that does not exist is not found, and the nearest one is named',
      mark: 'C',
      path: { table: 'action' },
      expect: { status: 404, body: { error: { message: 'There is no table "action". Did you mean "actions"?' } } },
    },
  ],
})
