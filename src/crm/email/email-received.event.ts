import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import type { World } from '../../core/world/handle.ts'
import { crmUsers } from '../auth/user.ts'
import { activeConnection, type ConnectionRow, crmConnections, isActive } from '../connections/connection.ts'
import { expireConnections } from '../connections/needs-connection.ts'
import { AddressInput, FilledText, ONE_LINE, OneLine, RowIdInput } from '../conventions/values.ts'
import { linksOf } from '../entities/entity.ts'
import { crmEmails } from './email.ts'

const NOBODY = 'Name a user or a connection.'
const BOTH = 'Name a user or a connection, not both.'
const NOT_CONNECTED = 'The mailbox is not connected: there is no active connection.'
const NOT_THEIRS = 'The mailbox has no e-mail of this thread.'

const letter = { from: 'pat@company.com', subject: 'Our meeting', body: 'Does Tuesday suit you?' }

export const emailReceived = defineEvent({
  type: 'crm.email_received',
  summary: 'An e-mail reaches somebody’s mailbox.',
  description:
    'It is in the inbox at once, unread, and linked to the records that know its address; with `"on": "sync"` it waits at the provider until the connection is synced next. The mailbox is that of `connection`, or of the active connection of `user`: one of the two is needed. `thread` is one of that person’s; without it a new one begins.',
  body: z
    .object({
      user: RowIdInput.optional(),
      connection: RowIdInput.optional(),
      from: AddressInput,
      subject: OneLine,
      body: FilledText,
      thread: z.string().optional(),
      on: z.enum(['now', 'sync']).default('now'),
    })
    .refine(({ user, connection }) => (user ?? connection) !== undefined, { path: ['user'], error: NOBODY })
    .refine(({ user, connection }) => user === undefined || connection === undefined, { path: ['user'], error: BOTH }),
  references: { user: crmUsers, connection: crmConnections },
  rules: [
    { refuse: NOT_CONNECTED, when: ({ world, body }) => connectionOf(world, body) === undefined },
    {
      refuse: NOT_THEIRS,
      when: ({ world, body: { thread, ...body } }) =>
        thread !== undefined && world.table(crmEmails).in('ofThread', connectionOf(world, body)?.user ?? '', thread).size === 0,
    },
  ],

  handle({ world, body }) {
    const connection = connectionOf(world, body)
    const user = world.table(crmUsers).get(connection?.user ?? '')
    if (!connection || !user) throw new Error('The rules have seen to the connection.')
    const { from, subject, body: text, thread = world.ids.uuid('crm_thread'), on } = body
    const email = world.create(crmEmails, {
      user: user.id,
      connectionId: connection.id,
      threadId: thread,
      from,
      to: [connection.email],
      cc: [],
      bcc: [],
      subject,
      body: text,
      isRead: false,
      isStarred: false,
      isArchived: false,
      receivedAt: world.clock.now(),
      entities: linksOf(world, user.tenantSlug, [from, connection.email]),
      isSent: false,
      isSynced: on === 'now',
    })
    return { email: Number(email.id), thread }
  },

  examples: [
    {
      name: 'an e-mail is in the inbox at once, unread',
      mark: 'C',
      body: { connection: '$samples.crm_connections.active', ...letter },
      expect: {
        status: 201,
        body: {
          rows: [
            {
              table: 'crm_emails',
              before: null,
              after: { from: 'pat@company.com', subject: 'Our meeting', isRead: false, isSynced: true },
            },
          ],
        },
      },
    },
    {
      name: 'a person gets it over their active connection',
      mark: 'C',
      body: { user: '$crm_users.0.id', ...letter },
      expect: { status: 201, body: { rows: [{ after: { user: '1', connectionId: '1' } }] } },
    },
    {
      name: 'an e-mail can wait at the provider for the next sync',
      mark: 'C',
      body: { connection: '$samples.crm_connections.active', ...letter, on: 'sync' },
      expect: { status: 201, body: { rows: [{ after: { isSynced: false } }] } },
    },
    {
      name: 'needs a mailbox',
      mark: 'C',
      body: letter,
      expect: { status: 400, body: { error: { details: [{ field: 'user', message: NOBODY }] } } },
    },
    {
      name: 'takes one name of the mailbox',
      mark: 'C',
      body: { user: '$crm_users.0.id', connection: '$samples.crm_connections.active', ...letter },
      expect: { status: 400, body: { error: { details: [{ field: 'user', message: BOTH }] } } },
    },
    {
      name: 'refuses somebody who does not exist, what is no address, several lines and what is no time',
      mark: 'C',
      body: { user: 999_999, ...letter, from: 'pat', subject: 'Our\nmeeting', on: 'tuesday' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'from', message: 'Must be a valid email address.' },
              { field: 'subject', message: ONE_LINE },
              { field: 'on', message: 'Must be one of: now, sync.' },
              { field: 'user', message: 'There is no "999999".' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses a mailbox that is not connected',
      mark: 'C',
      given: expireConnections,
      body: { connection: '$samples.crm_connections.expired', ...letter },
      expect: { status: 400, body: { error: { message: NOT_CONNECTED } } },
    },
    {
      name: 'refuses a thread that the mailbox does not have',
      mark: 'C',
      body: { connection: '$samples.crm_connections.active', ...letter, thread: 'no-such-thread' },
      expect: { status: 400, body: { error: { message: NOT_THEIRS } } },
    },
  ],
})

interface Mailbox {
  readonly user?: string | undefined
  readonly connection?: string | undefined
}

/** The connection that is named, or the person's oldest; where it is active. */
function connectionOf(world: World, { user = '', connection }: Mailbox): ConnectionRow | undefined {
  const person = world.table(crmUsers).get(user)
  const named = world.table(crmConnections).get(connection ?? '')
  return person ? activeConnection(world, person) : named && isActive(named) ? named : undefined
}
