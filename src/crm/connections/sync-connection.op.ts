import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { crmConnections, isActive, syncTypes } from './connection.ts'
import { EXPIRED, SyncAnswer, startSync } from './sync.ts'

export const syncConnection = defineOperation({
  id: 'syncConnection',
  route: 'POST /integrations/connections/{id}/sync',
  summary: 'Sync a connection',
  description: 'Takes 10 seconds. A second call while it runs starts nothing.',
  source: 'crm-connections, Sync connection',
  target: crmConnections.at('id'),
  body: z.object({ type: z.enum(syncTypes).default('all') }),
  rules: [{ refuse: EXPIRED, when: ({ target }) => !isActive(target) }],
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
      name: 'starts no second sync while one runs',
      mark: 'C',
      as: 'colleague',
      path: { id: 'syncing' },
      expect: { status: 200, body: { data: { status: 'already_running' } } },
    },
    {
      name: 'refuses a connection whose token has expired',
      mark: 'C',
      path: { id: 'expired' },
      expect: { status: 409, body: { error: { code: 'CONFLICT', message: EXPIRED } } },
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
