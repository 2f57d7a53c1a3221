import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { queryUuid } from '../conventions/query.ts'
import { ThreadNote, threadNotes } from './thread-note.ts'

export const listThreadNotes = defineOperation({
  id: 'listThreadNotes',
  route: 'GET /companies/{company_id}/thread-notes',
  summary: 'List thread notes',
  description: 'All notes on messages of the company, newest first.',
  source: 'seed 001, List thread notes',
  query: z.object({ thread_id: queryUuid('Only the notes on this message.') }),
  responses: { 200: z.array(ThreadNote) },

  handle({ world, company, query: { thread_id }, reply }) {
    const notes = world.table(threadNotes)
    const rows = thread_id ? notes.in('ofThread', thread_id) : notes.in('ofCompany', company.id)
    const mine = [...rows.keys()].filter((note) => note.company === company.id)
    return reply(
      200,
      mine.map((note) => world.show(threadNotes, note)),
    )
  },

  examples: [
    { name: 'lists the notes as a bare array', mark: 'D', expect: { status: 200 } },
    {
      name: 'a thread that does not exist has none',
      mark: 'C',
      query: { thread_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 200, body: [] },
    },
    {
      name: 'refuses what is no id',
      mark: 'C',
      query: { thread_id: '7' },
      expect: { status: 400, body: { thread_id: ['Must be a valid UUID.'] } },
    },
  ],
})
