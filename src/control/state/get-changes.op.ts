import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { RowBody, shownInList, tableOf } from './conventions.ts'

const ChangeBody = z
  .object({
    table: z.string(),
    added: z.array(RowBody),
    changed: z.array(z.object({ before: RowBody, after: RowBody })),
    removed: z.array(RowBody),
  })
  .meta({ id: 'TableChanges' })

export const getChanges = defineOperation({
  id: 'getChanges',
  route: 'GET /changes',
  summary: 'What differs in this world from its base',
  description: 'Rows added, changed and removed, by table; tables whose rows follow from others are left out.',
  source: 'arsim',
  responses: { 200: z.array(ChangeBody) },

  handle({ world, reply }) {
    const changes = world.changes().map(({ table: name, added, changed, removed }) => {
      const table = tableOf(world, name)
      return {
        table: name,
        added: added.map((row) => shownInList(table, row)),
        changed: changed.map(({ before, after }) => ({ before: shownInList(table, before), after: shownInList(table, after) })),
        removed: removed.map((row) => shownInList(table, row)),
      }
    })
    return reply(200, changes)
  },

  examples: [
    { name: 'nothing differs in a world that is as it started', mark: 'C', expect: { status: 200, body: [] } },
    {
      name: 'shows what was changed, by table',
      mark: 'C',
      given: (world) => world.ids.count('letter'),
      expect: { status: 200, body: [{ table: 'counters', added: [{ id: 'letter', last: 1 }], changed: [], removed: [] }] },
    },
  ],
})
