import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { RowIdInput } from '../conventions/values.ts'
import { connectionLifecycle } from './connection.lifecycle.ts'
import { crmConnections } from './connection.ts'
import { disconnectedEventExample, refuseDisconnected } from './needs-connection.ts'
import { withoutSync } from './sync.ts'

const EXPIRED_BEFORE = 'The connection has expired already.'

export const connectionExpired = defineEvent({
  type: 'connection.expired',
  summary: 'The token of a connected account expires, and the provider does not renew it.',
  description:
    'An active connection renews its token whenever it is used, so this is the way in which one expires. Nothing is read or sent through it until it is refreshed. A sync under way ends without anything.',
  target: crmConnections.at('connection'),
  body: z.object({ connection: RowIdInput }),
  rules: [refuseDisconnected, { refuse: EXPIRED_BEFORE, when: ({ target }) => !connectionLifecycle.can('expire', target) }],

  handle({ world, target }) {
    const expired = connectionLifecycle.apply('expire', withoutSync(target))
    return { connection: Number(world.save(crmConnections, { ...expired, tokenExpiresAt: world.clock.now() }).id) }
  },

  examples: [
    {
      name: 'an active connection is expired from now on',
      mark: 'C',
      body: { connection: '$samples.crm_connections.active' },
      expect: {
        status: 201,
        body: {
          rows: [
            {
              table: 'crm_connections',
              before: { status: 'active' },
              after: { status: 'expired', isRevoked: false, tokenExpiresAt: '2026-06-01T14:00:00Z' },
            },
          ],
        },
      },
    },
    {
      name: 'a sync that runs ends',
      mark: 'C',
      body: { connection: '$samples.crm_connections.syncing' },
      expect: { status: 201, body: { rows: [{ after: { status: 'expired', syncs: [] } }] } },
    },
    {
      name: 'refuses a connection that has expired',
      mark: 'C',
      body: { connection: '$samples.crm_connections.expired' },
      expect: { status: 400, body: { error: { message: EXPIRED_BEFORE } } },
    },
    disconnectedEventExample,
  ],
})
