import * as z from 'zod'
import type { Row } from '../../core/store/definition.ts'
import { changedRow, editRows } from '../../core/world/rows/edit-row.ts'
import { defineOperation } from '../conventions/operation.ts'
import { refusing } from '../conventions/refusals.ts'
import { RowBody, rowOf, shownAlone, writableTableOf } from './conventions.ts'

export const updateRow = defineOperation({
  id: 'updateRow',
  route: 'PATCH /tables/{table}/{id}',
  summary: 'Change columns of a row',
  description: 'A status may become any, and what follows from the change follows.',
  source: 'arsim',
  body: z.looseObject({}),
  responses: { 200: RowBody },
  refuses: {
    missing: 'There is no such table, or no such row.',
    'not-possible': 'The table can only be read.',
  },

  handle({ world, path, body, reply }) {
    const table = writableTableOf(world, path.table)
    const before = rowOf(world, table, path.id)
    const row: Row = refusing(() =>
      editRows(world, table, 'update', () => {
        const changed = changedRow(world, table, before, { data: () => body })
        return changed === before ? before : world.table(table).put(changed)
      }),
    )
    return reply(200, shownAlone(table, row))
  },

  examples: [
    {
      name: 'changes what is given, whatever the API allows',
      mark: 'C',
      path: { table: 'actions', id: '$samples.actions.proposed' },
      body: { status: 'completed' },
      expect: { status: 200, body: { id: '$samples.actions.proposed', status: 'completed' } },
    },
    {
      name: 'an id cannot change',
      mark: 'C',
      path: { table: 'actions', id: '$samples.actions.proposed' },
      body: { id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 400, body: { error: { details: [{ field: 'id', message: 'An id cannot change.' }] } } },
    },
    {
      name: 'a row that does not exist is not found',
      mark: 'C',
      path: { table: 'actions', id: 'none' },
      body: {},
      expect: { status: 404 },
    },
    {
      name: 'what arsim keeps itself can only be read',
      mark: 'C',
      path: { table: 'counters', id: 'action' },
      body: { last: 0 },
      expect: {
        status: 400,
        body: { error: { message: 'The table "counters" can only be read: its rows are kept by arsim itself.' } },
      },
    },
  ],
})
