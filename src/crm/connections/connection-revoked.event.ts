import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { RowIdInput } from '../conventions/values.ts'
import { connectionLifecycle } from './connection.lifecycle.ts'
import { crmConnections } from './connection.ts'
import { disconnectedEventExample, refuseDisconnected } from './needs-connection.ts'
import { withoutSync } from './sync.ts'

const REVOKED_BEFORE = 'The permission has been taken back already.'

export const connectionRevoked = defineEvent({
  type: 'connection.revoked',
  summary: 'A person takes the permission back at the provider.',
  description: 'The connection has expired, and no refresh helps: the account has to be connected again.',
  target: crmConnections.at('connection'),
  body: z.object({ connection: RowIdInput }),
  rules: [refuseDisconnected, { refuse: REVOKED_BEFORE, when: ({ target }) => target.isRevoked }],

  handle({ world, target }) {
    const ended = withoutSync(target)
    const expired = connectionLifecycle.can('expire', ended) ? connectionLifecycle.apply('expire', ended) : ended
    const tokenExpiresAt = world.clock.isPast(target.tokenExpiresAt) ? target.tokenExpiresAt : world.clock.now()
    return { connection: Number(world.save(crmConnections, { ...expired, isRevoked: true, tokenExpiresAt }).id) }
  },

  examples: [
    {
      name: 'an active connection is expired and revoked',
      mark: 'C',
      body: { connection: '$samples.crm_connections.active' },
      expect: {
        status: 201,
        body: {
          rows: [{ table: 'crm_connections', after: { status: 'expired', isRevoked: true } }],
        },
      },
    },
    {
      name: 'an expired connection can be revoked too',
      mark: 'C',
      body: { connection: '$samples.crm_connections.expired' },
      expect: { status: 201, body: { rows: [{ before: { isRevoked: false }, after: { isRevoked: true } }] } },
    },
    {
      name: 'refuses a connection that was revoked before',
      mark: 'C',
      body: { connection: '$samples.crm_connections.revoked' },
      expect: { status: 400, body: { error: { message: REVOKED_BEFORE } } },
    },
    disconnectedEventExample,
  ],
})
