import { defineOperation } from '../conventions/operation.ts'
import { isMail, threads } from './thread.ts'
import { ThreadDetail, toDetail } from './thread-detail.ts'

export const getEmailThread = defineOperation({
  id: 'getEmailThread',
  route: 'GET /companies/{company_id}/communications/emails/{thread_id}',
  summary: 'Get an e-mail thread',
  description: 'The e-mail, and all messages of its conversation with their attachments, oldest first.',
  source: 'communications, Get email thread',
  target: threads.at('thread_id', isMail, 'The message is no e-mail that went through a mailbox.'),
  responses: { 200: ThreadDetail },

  handle: ({ world, target, reply }) => reply(200, toDetail(world, target)),

  examples: [
    {
      name: 'shows an e-mail with its conversation and the attachments',
      mark: 'D communications-15',
      path: { thread_id: 'attachment' },
      expect: { status: 200, body: { thread: { attachments: [{ content_type: 'application/pdf' }] } } },
    },
    { name: 'what is no e-mail is not found', mark: 'C', path: { thread_id: 'call' }, expect: { status: 404 } },
  ],
})
