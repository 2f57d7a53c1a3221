import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText, Uuid } from '../conventions/values.ts'
import { threads } from './thread.ts'
import { ThreadNote, threadNotes } from './thread-note.ts'

export const createThreadNote = defineOperation({
  id: 'createThreadNote',
  route: 'POST /companies/{company_id}/thread-notes',
  summary: 'Create a thread note',
  description: 'For the team only: nothing is sent.',
  source: 'communications, Create thread note',
  body: z.object({ thread_id: Uuid, content: FilledText }),
  references: { thread_id: threads },
  responses: { 201: ThreadNote },

  handle({ world, company, member, body, reply }) {
    const { thread_id: thread, content } = body
    return reply(201, world.create(threadNotes, { company: company.id, thread, content, author: member.id }))
  },

  examples: [
    {
      name: 'adds a note to a message, by the caller',
      mark: 'D communications-29',
      body: { thread_id: '$samples.threads.email', content: 'AP confirmed check is in the mail.' },
      expect: {
        status: 201,
        body: {
          thread: '$samples.threads.email',
          content: 'AP confirmed check is in the mail.',
          author: '$companies.0.members.0.id',
          created_at: '2026-06-01T14:00:00Z',
        },
      },
    },
    {
      name: 'needs a thread and a content',
      mark: 'D communications-30',
      body: {},
      expect: { status: 400, body: { thread_id: ['This field is required.'], content: ['This field is required.'] } },
    },
    {
      name: 'refuses a thread that does not exist and a blank content',
      mark: 'C',
      body: { thread_id: '00000000-0000-4000-8000-00000000dead', content: ' ' },
      expect: {
        status: 400,
        body: {
          thread_id: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'],
          content: ['This field may not be blank.'],
        },
      },
    },
  ],
})
