import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import type { UserRow } from '../auth/user.ts'
import { activeConnection, type ConnectionRow } from '../connections/connection.ts'
import { expireConnections, NO_CONNECTION, needsConnection } from '../connections/needs-connection.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { EmailAddress, FilledText } from '../conventions/values.ts'
import { linksOf } from '../entities/entity.ts'
import { addressesOf, crmEmails, Email } from './email.ts'
import { NO_THREAD, threadOf } from './thread.ts'

const Addresses = z.array(EmailAddress)

const NewEmail = z.object({
  to: Addresses.min(1),
  subject: FilledText,
  body: z.string().min(1),
  cc: Addresses.default([]),
  bcc: Addresses.default([]),
  threadId: z.string().optional().meta({ description: 'The thread to go on with; without it a new one begins.' }),
})

export const sendEmail = defineOperation({
  id: 'sendEmail',
  route: 'POST /integrations/email/send',
  summary: 'Send an e-mail',
  description:
    'Through the caller’s oldest active connection. It is in `sent` at once, linked to all records that know an address of it.',
  source: 'crm-email, Send email',
  body: NewEmail,
  rules: [needsConnection],
  responses: { 201: dataOf(Email) },
  refuses: { 'not-found': NO_THREAD },

  handle({ world, user, body: { threadId, ...message }, reply }) {
    const thread = threadId === undefined ? world.ids.uuid('crm_thread') : threadOf(world, user, threadId).id
    const email = world.create(crmEmails, { ...message, threadId: thread, ...sentBy(world, user, message) })
    return reply(201, ok(world.show(crmEmails, email)))
  },

  examples: [
    {
      name: 'sends an e-mail through the connected account',
      mark: 'D crm-email-9',
      body: { to: ['recipient@company.com'], subject: 'Follow up', body: '...', cc: [], bcc: [] },
      expect: {
        status: 201,
        body: {
          success: true,
          data: {
            connectionId: '$samples.crm_connections.active',
            folder: 'sent',
            to: ['recipient@company.com'],
            subject: 'Follow up',
            body: '...',
            isRead: true,
            receivedAt: '2026-06-01T14:00:00Z',
          },
        },
      },
    },
    {
      name: 'addresses are in lower case',
      mark: 'C',
      body: { to: ['Recipient@Company.com'], subject: 'Follow up', body: 'Hello', cc: ['CC@company.com'] },
      expect: { status: 201, body: { data: { to: ['recipient@company.com'], cc: ['cc@company.com'], bcc: [] } } },
    },
    {
      name: 'needs an address, a subject and a body',
      mark: 'C',
      body: {},
      expect: {
        status: 400,
        body: {
          error: {
            code: 'VALIDATION_ERROR',
            details: [
              { field: 'to', message: 'This field is required.' },
              { field: 'subject', message: 'This field is required.' },
              { field: 'body', message: 'This field is required.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses an empty list of recipients, what is no address, and a blank subject',
      mark: 'C',
      body: { to: [], subject: ' ', body: 'Hello', cc: ['nobody'] },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'to', message: 'Must not be empty.' },
              { field: 'subject', message: 'Must not be blank.' },
              { field: 'cc.0', message: 'Must be a valid email address.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses a thread that the caller does not have',
      mark: 'C',
      body: { to: ['recipient@company.com'], subject: 'Follow up', body: 'Hello', threadId: 'no-such-thread' },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND' } } },
    },
    {
      name: 'refuses without an active connection',
      mark: 'C',
      given: expireConnections,
      body: { to: ['recipient@company.com'], subject: 'Follow up', body: 'Hello' },
      expect: { status: 409, body: { error: { code: 'CONFLICT', message: NO_CONNECTION } } },
    },
  ],
})

/** What the sender brings to a message. The rule has seen to the connection. */
function sentBy(world: World, user: UserRow, ends: Pick<z.output<typeof NewEmail>, 'to' | 'cc' | 'bcc'>) {
  const { id: connectionId, email: from } = activeConnection(world, user) as ConnectionRow
  return {
    user: user.id,
    connectionId,
    from,
    isRead: true,
    isStarred: false,
    isArchived: false,
    isSent: true,
    isSynced: true,
    receivedAt: world.clock.now(),
    entities: linksOf(world, user.tenantSlug, addressesOf({ from, ...ends })),
  }
}
