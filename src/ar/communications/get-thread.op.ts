import { defineOperation } from '../conventions/operation.ts'
import { threads } from './thread.ts'
import { ThreadDetail, toDetail } from './thread-detail.ts'

export const getThread = defineOperation({
  id: 'getThread',
  route: 'GET /companies/{company_id}/communications/threads/{thread_id}',
  summary: 'Get a thread',
  description: 'The message, and all messages of its thread group, oldest first.',
  source: 'communications, Get thread detail',
  target: threads.at('thread_id'),
  responses: { 200: ThreadDetail },

  handle: ({ world, target, reply }) => reply(200, toDetail(world, target)),

  examples: [
    {
      name: 'shows a message with its conversation',
      mark: 'D communications-11',
      path: { thread_id: 'email' },
      expect: { status: 200, body: { thread: { id: '$samples.threads.email', communication_type: 'email' } } },
    },
    {
      name: 'shows a call',
      mark: 'D communications-11',
      path: { thread_id: 'call' },
      expect: { status: 200, body: { messages: [{ id: '$samples.threads.call' }] } },
    },
    {
      name: 'an unknown thread is not found',
      mark: 'C',
      path: { thread_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404, body: { detail: 'Not found.' } },
    },
  ],
})
