import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { Uuid } from '../conventions/values.ts'
import { connections } from './connection.ts'
import { withBrokenSync } from './sync.ts'

const NOTHING_TO_REVOKE = 'The connection has no credential that could be revoked.'

export const connectionRevoked = defineEvent({
  type: 'connection.revoked',
  summary: 'Somebody takes the permission of a connection back, at the provider.',
  description:
    'The credential is gone and the health invalid: it neither syncs nor sends until somebody connects it again. A sync under way ends in error.',
  target: connections.at('connection'),
  body: z.object({ connection: Uuid }),
  rules: [{ refuse: NOTHING_TO_REVOKE, when: ({ target }) => target.credential === 'none' }],

  handle({ world, target }) {
    const broken = { ...withBrokenSync(target), credential: 'none' as const, health_status: 'invalid' as const }
    return { connection: world.save(connections, broken).id }
  },

  examples: [
    {
      name: 'an accounting system that takes its permission back is unhealthy',
      mark: 'C',
      body: { connection: '$samples.connections.merge_active' },
      expect: {
        status: 201,
        body: {
          rows: [{ table: 'connections', after: { credential: 'none', health_status: 'invalid' } }],
        },
      },
    },
    {
      name: 'a sync that is about to start ends in error',
      mark: 'C',
      body: { connection: '$samples.connections.merge_triggered' },
      expect: { status: 201, body: { rows: [{ after: { sync_status: 'error', task_id: null } }] } },
    },
    {
      name: 'refuses a connection that has no credential',
      mark: 'C',
      body: { connection: '$samples.connections.merge_disconnected' },
      expect: { status: 400, body: { error: { message: NOTHING_TO_REVOKE } } },
    },
  ],
})
