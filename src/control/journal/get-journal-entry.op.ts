import * as z from 'zod'
import { Refused } from '../../core/call/refusal.ts'
import { defineOperation } from '../conventions.ts'
import { EntryWithRows } from './entry.ts'

export const getJournalEntry = defineOperation({
  id: 'getJournalEntry',
  route: 'GET /journal/{number}',
  summary: 'One entry, with the rows it changed',
  source: 'arsim',
  params: z.object({ number: z.coerce.number().int().min(1).meta({ description: 'The number of the entry.' }) }),
  responses: { 200: EntryWithRows },
  refuses: { 'not-found': 'No such entry.' },

  handle({ world, path, reply }) {
    const entry = world.journal.entry(Number(path.number))
    if (!entry) throw new Refused({ kind: 'not-found', hint: `There is no entry ${path.number}.` })
    return reply(200, entry as z.input<typeof EntryWithRows>)
  },

  examples: [
    {
      name: 'a number that is not in the list is not found',
      mark: 'C',
      path: { number: '17' },
      expect: { status: 404, body: { error: { message: 'There is no entry 17.' } } },
    },
    {
      name: 'what is no number is refused',
      mark: 'C',
      path: { number: 'last' },
      expect: { status: 400, body: { error: { details: [{ field: 'number' }] } } },
    },
  ],
})
