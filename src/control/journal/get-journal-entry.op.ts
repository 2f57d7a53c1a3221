import * as z from 'zod'
import { Refused } from '../../core/call/refusal.ts'
import type { World } from '../../core/world/world.ts'
import { defineOperation } from '../conventions/operation.ts'
import { wholeNumber } from '../conventions/query.ts'
import { EntryWithRows } from './entry.ts'

export const getJournalEntry = defineOperation({
  id: 'getJournalEntry',
  route: 'GET /journal/{number}',
  summary: 'One entry, with the rows it changed',
  description:
    'Calls have their request and answer, and the rows as they were and are. `last` stands for the number of the newest that is kept.',
  source: 'arsim',
  params: z.object({
    number: z
      .union([z.literal('last'), wholeNumber(1)], { error: 'A number of an entry is required, or "last".' })
      .meta({ description: 'The number of the entry; `last` for the newest.' }),
  }),
  responses: { 200: EntryWithRows },
  refuses: { 'not-found': 'No such entry.' },

  handle({ world, path, reply }) {
    const { number } = path
    const entry = world.journal.entry(number === 'last' ? number : Number(number))
    const hint = number === 'last' ? 'The journal is empty.' : world.journal.noEntry(Number(number))
    if (!entry) throw new Refused({ kind: 'not-found', hint })
    return reply(200, entry as z.input<typeof EntryWithRows>)
  },

  examples: [
    {
      name: 'the newest entry, with the rows it changed',
      mark: 'C',
      path: { number: 'last' },
      given: (world) => (world as World).journal.record({ kind: 'control', action: 'noted' }),
      expect: { status: 200, body: { kind: 'control', at: '2026-06-01T14:00:00Z', action: 'noted', changed: 0, rows: [] } },
    },
    {
      name: 'a number is required, or the word for the newest',
      mark: 'C',
      path: { number: 'newest' },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'number', message: 'A number of an entry is required, or "last".' }] } },
      },
    },
    {
      name: 'a number that is not in the list is not found',
      mark: 'C',
      path: { number: '1000000' },
      expect: { status: 404, body: { error: { message: 'There is no entry 1000000.' } } },
    },
    {
      name: 'an empty journal has no newest entry',
      mark: 'C',
      path: { number: 'last' },
      expect: { status: 404, body: { error: { message: 'The journal is empty.' } } },
    },
    {
      name: 'what is no number is refused',
      mark: 'C',
      path: { number: 'first' },
      expect: { status: 400, body: { error: { details: [{ field: 'number' }] } } },
    },
  ],
})
