import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import type { UserRow } from '../auth/user.ts'
import { type ConnectionRow, crmConnections, use } from '../connections/connection.ts'
import { connectionExamples, connectionToUse, needs } from '../connections/needs-connection.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { AddressInput, ONE_LINE, OneLine, RowRef } from '../conventions/values.ts'
import { linksOf } from '../entities/entity.ts'
import { deliver } from './deliver.ts'
import { addressesOf, crmEmails, Email } from './email.ts'
import { findThread, NO_THREAD } from './thread.ts'

const MOST_RECIPIENTS = 100
const TOO_MANY = `Must be at most ${MOST_RECIPIENTS} recipients, cc and bcc included.`

const Addresses = z.array(AddressInput)

const NewEmail = z
  .object({
    to: Addresses.min(1),
    subject: OneLine,
    body: z
      .string()
      .refine((body) => body.trim() !== '', { error: 'Must not be blank.' })
      .meta({ minLength: 1 }),
    cc: Addresses.default([]),
    bcc: Addresses.default([]),
    threadId: z.string().optional().meta({ description: 'The thread to go on with; without it a new one begins.' }),
    connectionId: RowRef.optional().meta({
      description: 'The connection of the caller to send through; that of the thread unless told, or the oldest active one.',
    }),
  })
  .refine((ends) => Object.values(onceEach(ends)).flat().length <= MOST_RECIPIENTS, {
    path: ['to'],
    error: TOO_MANY,
    when: ({ issues }) => issues.length === 0,
  })

interface Ends {
  readonly to: string[]
  readonly cc: string[]
  readonly bcc: string[]
}

/** Everybody gets an e-mail once: the first mention counts. */
function onceEach({ to, cc, bcc }: Ends): Ends {
  const seen = new Set<string>()
  const unseen = (address: string): boolean => !seen.has(address) && seen.add(address) !== undefined
  return { to: to.filter(unseen), cc: cc.filter(unseen), bcc: bcc.filter(unseen) }
}

interface Sending {
  readonly world: World
  readonly user: UserRow
  readonly body: { readonly threadId?: string | undefined; readonly connectionId?: string | undefined }
}

/** The connection that is asked for, that of the thread, or the usual one. */
function connectionOf(call: Sending): ConnectionRow | undefined {
  const { world, user, body } = call
  const last = body.threadId === undefined ? undefined : findThread(world, user, body.threadId)?.emails.at(-1)
  const id = body.connectionId ?? last?.connectionId
  return id === undefined ? connectionToUse(call) : world.table(crmConnections).get(id)
}

export const sendEmail = defineOperation({
  id: 'sendEmail',
  route: 'POST /integrations/email/send',
  summary: 'Send an e-mail',
  description:
    'Through the connection that is named, that of the thread, or the caller’s oldest active one. It is in `sent` at once, linked to all records that know an address of it; an account of this world that it is sent to has it at its next sync.',
  source: 'crm-email, Send email',
  body: NewEmail,
  references: { connectionId: crmConnections },
  rules: [
    {
      refuse: NO_THREAD,
      kind: 'missing',
      when: ({ world, user, body: { threadId } }) => threadId !== undefined && !findThread(world, user, threadId),
    },
    ...needs(connectionOf),
  ],
  responses: { 201: dataOf(Email) },

  handle(call) {
    const { world, user, body, reply } = call
    const { threadId = world.ids.uuid('crm_thread'), connectionId: _, ...message } = body
    const sender = use(world, connectionOf(call) as ConnectionRow)
    const ends = { from: sender.email, ...onceEach(message) }
    const email = world.create(crmEmails, {
      ...message,
      ...ends,
      threadId,
      user: user.id,
      connectionId: sender.id,
      isRead: true,
      isStarred: false,
      isArchived: false,
      isSent: true,
      isSynced: true,
      receivedAt: world.clock.now(),
      entities: linksOf(world, user.tenantSlug, addressesOf(ends)),
    })
    deliver(world, email)
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
      name: 'an address may have a name or letters of its own, and gets the e-mail once',
      mark: 'C',
      body: {
        to: ['Ann Lee <Ann@company.com>', 'info@müller.example'],
        subject: 'Follow up',
        body: 'Hello',
        cc: ['ann@company.com', 'cc@company.com'],
      },
      expect: { status: 201, body: { data: { to: ['ann@company.com', 'info@müller.example'], cc: ['cc@company.com'] } } },
    },
    {
      name: 'refuses a blank body, and a subject of several lines',
      mark: 'C',
      body: { to: ['recipient@company.com'], subject: 'Follow\nup', body: ' \n ' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'subject', message: ONE_LINE },
              { field: 'body', message: 'Must not be blank.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses more than 100 recipients',
      mark: 'C',
      body: { to: Array.from({ length: 101 }, (_, i) => `person-${i}@company.com`), subject: 'Follow up', body: 'Hello' },
      expect: { status: 400, body: { error: { details: [{ field: 'to', message: TOO_MANY }] } } },
    },
    {
      name: 'refuses a connection that the caller does not have',
      mark: 'C',
      body: { to: ['recipient@company.com'], subject: 'Follow up', body: 'Hello', connectionId: 999_999 },
      expect: { status: 400, body: { error: { details: [{ field: 'connectionId', message: 'There is no "999999".' }] } } },
    },
    {
      name: 'refuses a thread that the caller does not have',
      mark: 'C',
      body: { to: ['recipient@company.com'], subject: 'Follow up', body: 'Hello', threadId: 'no-such-thread' },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND', message: NO_THREAD } } },
    },
    ...connectionExamples({ body: { to: ['recipient@company.com'], subject: 'Follow up', body: 'Hello' } }),
  ],
})
