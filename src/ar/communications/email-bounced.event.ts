import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { Uuid } from '../conventions/values.ts'
import { bounceBack, mailboxOf, wasSent } from './bounce-back.ts'
import { breakMailboxes } from './event-examples.ts'
import { threads } from './thread.ts'

const NOT_SENT = 'Only an e-mail that went out from a mailbox to somebody can bounce.'
const NO_REPORT = 'The mailbox that sent it no longer works, so no report can reach it.'

export const emailBounced = defineEvent({
  type: 'email.bounced',
  summary: 'An e-mail could not be delivered.',
  description:
    'A delivery report comes back into the conversation, from the mail system of the mailbox’s domain; nobody waits for an answer to it. The simulator remembers the address as one that bounced.',
  target: threads.at('thread'),
  body: z.object({ thread: Uuid }),
  rules: [
    { refuse: NOT_SENT, when: ({ target }) => !wasSent(target) },
    { refuse: NO_REPORT, when: ({ world, target }) => mailboxOf(world, target) === undefined },
  ],

  handle({ world, target }) {
    const bounced = bounceBack(world, target)
    if (!bounced) throw new Error('The rules have seen to the mailbox and the recipient.')
    const { report, address } = bounced
    return { thread: report.id, address, is_synced: report.is_synced }
  },

  examples: [
    {
      name: 'a report stands in the conversation, and waits for no answer',
      mark: 'C',
      body: { thread: '$samples.threads.sent' },
      expect: {
        status: 201,
        body: {
          rows: [
            {
              table: 'threads',
              before: null,
              after: {
                direction: 'inbound',
                is_ar_related: true,
                requires_response: false,
                subject: 'Delivery Status Notification (Failure)',
              },
            },
            { table: 'bounces', before: null, after: { thread: '$samples.threads.sent' } },
          ],
        },
      },
    },
    {
      name: 'refuses what was not sent by e-mail',
      mark: 'C',
      body: { thread: '$samples.threads.call' },
      expect: { status: 400, body: { error: { message: NOT_SENT } } },
    },
    {
      name: 'refuses where the mailbox that sent it no longer works',
      mark: 'C',
      given: breakMailboxes,
      body: { thread: '$samples.threads.sent' },
      expect: { status: 400, body: { error: { message: NO_REPORT } } },
    },
    {
      name: 'refuses a thread that does not exist',
      mark: 'C',
      body: { thread: '00000000-0000-4000-8000-00000000dead' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [{ field: 'thread', message: 'Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.' }],
          },
        },
      },
    },
  ],
})
