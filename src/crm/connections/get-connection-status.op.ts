import * as z from 'zod'
import { crmEvents } from '../calendar/event.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { crmEmails } from '../email/email.ts'
import { Connection, connectionOfPath } from './connection.ts'

const ConnectionHealth = Connection.extend({
  error: z.string().nullable(),
  counts: z.object({ emails: z.int(), events: z.int() }),
}).meta({ id: 'ConnectionHealth' })

export const getConnectionStatus = defineOperation({
  id: 'getConnectionStatus',
  route: 'GET /integrations/connections/{id}/status',
  summary: 'Get the status of a connection',
  source: 'crm-connections, Get connection status',
  target: connectionOfPath,
  responses: { 200: dataOf(ConnectionHealth) },

  handle({ world, target, show, reply }) {
    const emails = world.table(crmEmails).in('ofConnection', target.id).size
    const events = world.table(crmEvents).in('ofConnection', target.id).size
    return reply(200, ok({ ...show(target), error: target.error, counts: { emails, events } }))
  },

  examples: [
    {
      name: 'shows a connection with what came through it',
      mark: 'D crm-connections-2',
      path: { id: 'active' },
      expect: { status: 200, body: { success: true, data: { status: 'active', syncStatus: 'idle', error: null } } },
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
