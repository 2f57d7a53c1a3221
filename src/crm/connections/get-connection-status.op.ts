import * as z from 'zod'
import { crmEvents } from '../calendar/event.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { crmEmails } from '../email/email.ts'
import { Connection, type ConnectionRow, connectionOfPath } from './connection.ts'

const ConnectionHealth = Connection.extend({
  error: z.string().nullable(),
  counts: z.object({ emails: z.int(), events: z.int() }),
}).meta({ id: 'ConnectionHealth' })

const [EXPIRED, REVOKED, FAILED] = [
  'The token has expired.',
  'The grant was revoked at the provider.',
  'The provider reports an error.',
]
/** What is wrong where the provider gives no reason. */
const usual: Readonly<Partial<Record<ConnectionRow['status'], string>>> = { expired: EXPIRED, error: FAILED }

/** What is wrong: for an expired connection, whether a refresh helps. */
const errorOf = ({ error, isRevoked, status }: ConnectionRow): string | null =>
  isRevoked ? REVOKED : (error ?? usual[status] ?? null)

export const getConnectionStatus = defineOperation({
  id: 'getConnectionStatus',
  route: 'GET /integrations/connections/{id}/status',
  summary: 'Get the status of a connection',
  description:
    'What is wrong with it, whether a sync runs, and how many e-mails and events are here from it. One that has expired can be refreshed; one whose grant was revoked has to be connected again.',
  source: 'crm-connections, Get connection status',
  target: connectionOfPath,
  responses: { 200: dataOf(ConnectionHealth) },

  handle({ world, target, show, reply }) {
    const emails = world.table(crmEmails).in('ofConnection', target.id).size
    const events = world.table(crmEvents).in('ofConnection', target.id).size
    return reply(200, ok({ ...show(target), error: errorOf(target), counts: { emails, events } }))
  },

  examples: [
    {
      name: 'shows a connection with what came through it',
      mark: 'D crm-connections-2',
      path: { id: 'active' },
      expect: { status: 200, body: { success: true, data: { status: 'active', syncStatus: 'idle', error: null } } },
    },
    {
      name: 'tells that a token has expired',
      mark: 'C',
      path: { id: 'expired' },
      expect: { status: 200, body: { data: { status: 'expired', error: EXPIRED } } },
    },
    {
      name: 'tells that a grant was revoked',
      mark: 'C',
      as: 'colleague',
      path: { id: 'revoked' },
      expect: { status: 200, body: { data: { status: 'expired', error: REVOKED } } },
    },
    {
      name: 'the connection of somebody else is not found',
      mark: 'C',
      as: 'colleague',
      path: { id: 'active' },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND', message: 'Resource not found' } } },
    },
  ],
})
