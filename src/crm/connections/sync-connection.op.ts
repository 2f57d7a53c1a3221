import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { type ConnectionRow, connectionOfPath, syncTypes } from './connection.ts'
import { EXPIRED, NOT_CONNECTED, needs, speakingOf } from './needs-connection.ts'
import { SYNC_SECONDS, SyncAnswer, startSync } from './sync.ts'

export const syncConnection = defineOperation({
  id: 'syncConnection',
  route: 'POST /integrations/connections/{id}/sync',
  summary: 'Sync a connection',
  description: `Takes ${SYNC_SECONDS} seconds. A second call for the same while it runs starts nothing; one of \`all\` is for both. The first one brings the last weeks of an account.`,
  source: 'crm-connections, Sync connection',
  target: connectionOfPath,
  body: z.object({ type: z.enum(syncTypes).default('all') }),
  rules: needs(({ target }: { readonly target: ConnectionRow }) => target),
  responses: { 202: dataOf(SyncAnswer), 200: dataOf(SyncAnswer) },

  handle({ world, target, body, reply }) {
    const { status, data } = startSync(world, target, body.type)
    return reply(status, ok(data))
  },

  examples: [
    {
      name: 'starts a sync',
      mark: 'D crm-connections-3',
      path: { id: 'active' },
      body: { type: 'email' },
      expect: { status: 202, body: { success: true, data: { type: 'email', status: 'started' } } },
    },
    {
      name: 'starts no second sync of the same while one runs',
      mark: 'C',
      as: 'colleague',
      path: { id: 'syncing' },
      expect: { status: 200, body: { data: { status: 'already_running' } } },
    },
    {
      name: 'refuses a connection whose token has expired',
      mark: 'C',
      path: { id: 'expired' },
      expect: {
        status: 409,
        body: { error: { code: 'CONFLICT', message: speakingOf(EXPIRED, { id: '2', provider: 'microsoft' }) } },
      },
    },
    {
      name: 'refuses a connection whose grant was revoked',
      mark: 'C',
      as: 'colleague',
      path: { id: 'revoked' },
      expect: {
        status: 409,
        body: { error: { code: 'CONFLICT', message: speakingOf(NOT_CONNECTED, { id: '4', provider: 'google' }) } },
      },
    },
    {
      name: 'refuses what cannot be synced',
      mark: 'D crm-connections-4',
      path: { id: 'active' },
      body: { type: 'contacts' },
      expect: {
        status: 400,
        body: { error: { details: [{ field: 'type', message: 'Must be one of: email, calendar, all.' }] } },
      },
    },
  ],
})
