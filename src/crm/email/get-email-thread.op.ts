import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { crmEmails, Email } from './email.ts'
import { NO_THREAD, threadOf } from './thread.ts'

export const getEmailThread = defineOperation({
  id: 'getEmailThread',
  route: 'GET /integrations/email/thread/{threadId}',
  summary: 'Get the e-mails of a thread',
  description: 'The caller’s own, in order of time.',
  source: 'crm-email, Get thread',
  params: z.object({ threadId: z.string() }),
  responses: { 200: dataOf(z.array(Email)) },
  refuses: { 'not-found': NO_THREAD },

  handle({ world, user, path, reply }) {
    const { emails } = threadOf(world, user, path.threadId)
    return reply(200, ok(emails.map((email) => world.show(crmEmails, email))))
  },

  examples: [
    {
      name: 'shows the thread of an e-mail in the inbox',
      mark: 'C',
      path: {
        threadId: (world, sample) => world.table(crmEmails).get(sample('samples.crm_emails.inbox'))?.threadId ?? '',
      },
      expect: { status: 200, body: { success: true, data: [{ id: '$samples.crm_emails.inbox' }] } },
    },
    {
      name: 'shows the e-mails of a thread',
      mark: 'D crm-email-12',
      given: (world, sample) => {
        const email = world.table(crmEmails).get(sample('samples.crm_emails.inbox'))
        if (email) world.save(crmEmails, { ...email, threadId: 'thread-of-example' })
      },
      path: { threadId: 'thread-of-example' },
      expect: {
        status: 200,
        body: { success: true, data: [{ id: '$samples.crm_emails.inbox', threadId: 'thread-of-example' }] },
      },
    },
    {
      name: 'a thread without an e-mail of the caller is not found',
      mark: 'C',
      path: { threadId: 'no-such-thread' },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND' } } },
    },
  ],
})
