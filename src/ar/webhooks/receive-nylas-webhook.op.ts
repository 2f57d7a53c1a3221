import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { Uuid } from '../conventions/values.ts'
import { readMessage } from './nylas-message.ts'
import { type Reason, reasons, receiveMessage } from './receive-message.ts'
import { signatureHeader, signed, signedBy } from './signature.ts'

const HANDLED = 'message.created'
/** Not meant for anybody here. */
const ignored: readonly (Reason | null)[] = ['unhandled_event', 'unknown_grant']

/** Providers send more than is read here. */
const Body = z.looseObject({
  specversion: z.string().optional(),
  type: z.string(),
  source: z.string().optional(),
  id: z.string().optional(),
  time: z.number().optional(),
  webhook_delivery_attempt: z.number().optional(),
  data: z.looseObject({
    application_id: z.string().optional(),
    object: z.record(z.string(), z.unknown()).meta({
      description:
        'Of `message.created` the message: `id`, `grant_id`, `thread_id`, `subject`, `from`, `to`, `cc`, `date` in seconds, `body`, `snippet`, `headers`, `attachments`. `id`, `grant_id` and `from` are needed.',
    }),
  }),
})

export const receiveNylasWebhook = defineOperation({
  id: 'receiveNylasWebhook',
  route: 'POST /webhooks/nylas',
  summary: 'Take an event of Nylas',
  description:
    'Needs no token but a signature. `message.created` adds the message, once: to the conversation of its thread, of the message it answers (`In-Reply-To: <id@host>`, with the id of a message here), or of the same subject and contact where the subject begins with "Re:"; else to a new one. One with the header `Auto-Submitted` is an automatic reply, which waits for no answer. What is not added is `skipped` or `ignored`, with the reason.',
  source: 'webhooks, Nylas webhook',
  isPublic: true,
  headers: signatureHeader('nylas', 'in hexadecimal'),
  forbids: [signedBy('nylas')],
  body: Body,
  responses: {
    200: z.object({
      status: z.enum(['processed', 'skipped', 'ignored']),
      reason: z.enum(Object.keys(reasons) as Reason[]).nullable(),
      connection_id: Uuid.nullable(),
      thread_id: Uuid.nullable(),
    }),
  },

  handle({ world, body: { type, data }, warn, reply }) {
    const outcome =
      type === HANDLED
        ? receiveMessage(world, readMessage(data.object))
        : { reason: 'unhandled_event' as const, connection_id: null, thread_id: null }
    const { reason } = outcome
    if (reason) warn(reasons[reason])
    return reply(200, { status: reason ? (ignored.includes(reason) ? 'ignored' : 'skipped') : 'processed', ...outcome })
  },

  examples: [
    {
      name: 'adds the message of a contact',
      mark: 'D webhooks-10',
      as: 'nobody',
      body: created('$webhooks.nylas.grants.nylas_own'),
      sign: signed('nylas'),
      expect: {
        status: 200,
        body: { status: 'processed', reason: null, connection_id: '$samples.connections.nylas_own' },
      },
    },
    {
      name: 'skips the message of somebody who is no contact',
      mark: 'C',
      as: 'nobody',
      body: created('$webhooks.nylas.grants.nylas_own', 'lee@stranger.example'),
      sign: signed('nylas'),
      expect: {
        status: 200,
        body: { status: 'skipped', reason: 'unknown_sender', thread_id: null },
        headers: { 'x-sim-warning': 'No contact of the company has the address of the sender.' },
      },
    },
    {
      name: 'a mailbox whose credential has expired gets nothing',
      mark: 'C',
      as: 'nobody',
      body: created('$webhooks.nylas.grants.nylas_expired'),
      sign: signed('nylas'),
      expect: { status: 200, body: { status: 'skipped', reason: 'no_credentials', thread_id: null } },
    },
    {
      name: 'a mailbox that is disconnected gets nothing',
      mark: 'C',
      as: 'nobody',
      body: created('$webhooks.nylas.grants.nylas_inactive'),
      sign: signed('nylas'),
      expect: { status: 200, body: { status: 'skipped', reason: 'inactive', thread_id: null } },
    },
    {
      name: 'acknowledges every other type, and ignores it',
      mark: 'D webhooks-10',
      as: 'nobody',
      body: { ...created('$webhooks.nylas.grants.nylas_own'), type: 'grant.expired' },
      sign: signed('nylas'),
      expect: {
        status: 200,
        body: { status: 'ignored', reason: 'unhandled_event' },
        headers: { 'x-sim-warning': 'Only the event "message.created" is handled.' },
      },
    },
    {
      name: 'ignores a grant that it does not know',
      mark: 'C',
      as: 'nobody',
      body: created('00000000-0000-4000-8000-00000000dead'),
      sign: signed('nylas'),
      expect: { status: 200, body: { status: 'ignored', reason: 'unknown_grant', connection_id: null } },
    },
    {
      name: 'a body without a signature is refused before anything else',
      mark: 'D webhooks-12',
      as: 'nobody',
      rawBody: '{',
      expect: { status: 401, body: { detail: 'Authentication credentials were not provided.' } },
    },
    {
      name: 'the signature of another body is refused',
      mark: 'D webhooks-12',
      as: 'nobody',
      body: created('$webhooks.nylas.grants.nylas_own'),
      sign: (world) => signed('nylas')(world, '{}'),
      expect: { status: 401 },
    },
    {
      name: 'refuses a message that does not say whose it is and who wrote it',
      mark: 'C',
      as: 'nobody',
      body: { type: HANDLED, data: { object: { id: 'm', from: [] } } },
      sign: signed('nylas'),
      expect: {
        status: 400,
        body: { data: { object: { grant_id: ['This field is required.'], from: ['This list may not be empty.'] } } },
      },
    },
  ],
})

/** What Nylas sends. */
function created(grant_id: string, email = '$webhooks.nylas.known_sender') {
  const object = {
    id: '18df98cadcc8534a',
    object: 'message',
    grant_id,
    thread_id: '18df98cadcc8534a',
    subject: 'Question about our account',
    from: [{ name: 'Lee', email }],
    to: [{ name: 'Receivables', email: 'receivables@example.com' }],
    date: 1_780_315_200,
    body: 'Could you send us a statement of our account?',
    snippet: 'Could you send us a statement of our account?',
  }
  const data = { application_id: '1f3f8d2c-0d3a-4f5e-9c53-4a3b1f0d9a77', object }
  return { specversion: '1.0', type: HANDLED, source: '/nylas/system', id: 'mock-id', time: 1_780_315_200, data }
}
