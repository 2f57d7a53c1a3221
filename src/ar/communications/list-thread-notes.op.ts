import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { queryUuid } from '../conventions/query.ts'
import { threads } from './thread.ts'
import { ThreadNote, threadNotes } from './thread-note.ts'

/** The vendor has no pages here. */
const MOST = 1_000

export const listThreadNotes = defineOperation({
  id: 'listThreadNotes',
  route: 'GET /companies/{company_id}/thread-notes',
  summary: 'List thread notes',
  description: `The notes on messages of the company, newest first; at most ${MOST}.`,
  source: 'communications, List thread notes',
  query: z.object({ thread_id: queryUuid('Only the notes on this message.') }),
  responses: { 200: z.array(ThreadNote) },

  handle({ world, company, query: { thread_id }, warn, reply }) {
    const notes = world.table(threadNotes)
    const isMine = (id: string) => world.table(threads).get(id)?.company === company.id
    if (thread_id && !isMine(thread_id)) return reply(200, [])
    const index = thread_id ? 'ofThread' : 'ofCompany'
    const group = notes.in(index, thread_id ?? company.id)
    const { count, rows } = notes.select(index, [{ rows: group }], { offset: 0, limit: MOST })
    if (count > MOST) warn(`There are ${count} notes; these are the newest ${MOST}.`)
    return reply(
      200,
      rows.map((note) => world.show(threadNotes, note)),
    )
  },

  examples: [
    {
      name: 'lists the notes as a bare array',
      mark: 'D communications-28',
      expect: { status: 200, body: Array(7).fill({ company: '$companies.0.id' }) },
    },
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
