import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { connections } from './connection.ts'

export const reactivateIntegration = defineOperation({
  id: 'reactivateIntegration',
  route: 'POST /companies/{company_id}/integrations/{connection_id}/reactivate',
  summary: 'Reactivate an integration',
  description:
    'Needs a stored credential: one that expired or is gone is connected anew at the provider, here by the event `connection.reconnected`. An active connection is answered with success.',
  source: 'integrations, Reactivate integration',
  target: connections.at('connection_id'),
  rules: [
    {
      refuse: 'This connection has no stored credentials. Reconnect it through OAuth.',
      when: ({ target }) => !target.is_active && target.credential !== 'stored',
    },
  ],
  responses: { 200: z.object({ success: z.literal(true), message: z.string() }) },

  handle({ target, save, reply }) {
    if (target.is_active) return reply(200, { success: true, message: 'Connection is already active' })
    save({ ...target, is_active: true, health_status: 'valid' })
    return reply(200, { success: true, message: 'Integration reactivated' })
  },

  examples: [
    {
      name: 'reactivates a mailbox whose credential is stored',
      mark: 'D integrations-25',
      path: { connection_id: 'nylas_inactive' },
      expect: { status: 200, body: { success: true, message: 'Integration reactivated' } },
    },
    {
      name: 'an active connection is a success already',
      mark: 'D integrations-26',
      path: { connection_id: 'nylas_own' },
      expect: { status: 200, body: { success: true, message: 'Connection is already active' } },
    },
    {
      name: 'refuses a connection without a stored credential',
      mark: 'D integrations-27',
      path: { connection_id: 'merge_disconnected' },
      expect: { status: 400 },
    },
  ],
})
