import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { connectionLifecycle } from './connection.lifecycle.ts'
import { Connection, connectionOfPath, tokenExpiry } from './connection.ts'

const REVOKED = 'The grant was revoked at the provider. Connect again.'

export const refreshConnection = defineOperation({
  id: 'refreshConnection',
  route: 'POST /integrations/connections/{id}/refresh',
  summary: 'Refresh the token of a connection',
  description: 'It is good for another hour. Where the grant was revoked the connection is expired.',
  source: 'crm-connections, Refresh connection',
  target: connectionOfPath,
  responses: { 200: dataOf(Connection) },
  refuses: { conflict: REVOKED },

  handle({ world, target, save, show, reply, refuseKeeping }) {
    if (target.isRevoked) {
      if (target.status !== 'expired') save(connectionLifecycle.apply('refresh', target, 'expired'))
      return refuseKeeping({ kind: 'conflict', why: REVOKED })
    }
    const refreshed = connectionLifecycle.apply('refresh', target)
    return reply(200, ok(show(save({ ...refreshed, tokenExpiresAt: tokenExpiry(world), error: null }))))
  },

  examples: [
    {
      name: 'an expired connection is active for another hour',
      mark: 'D crm-connections-5',
      path: { id: 'expired' },
      expect: { status: 200, body: { data: { status: 'active', tokenExpiresAt: '2026-06-01T15:00:00Z' } } },
    },
    {
      name: 'a revoked grant stays expired',
      mark: 'C',
      as: 'colleague',
      path: { id: 'revoked' },
      expect: { status: 409, body: { error: { code: 'CONFLICT', message: REVOKED } } },
    },
  ],
})
