import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'

export const clearJournal = defineOperation({
  id: 'clearJournal',
  route: 'DELETE /journal',
  summary: 'Empty the journal',
  description: 'The world stays as it is; there is no way back to before it any more.',
  source: 'arsim',
  responses: { 204: z.undefined() },

  handle({ world, reply }) {
    world.journal.clear()
    return reply(204, undefined)
  },

  examples: [{ name: 'empties the list', mark: 'C', expect: { status: 204 } }],
})
