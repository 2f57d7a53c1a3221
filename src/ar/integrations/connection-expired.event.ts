import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { Uuid } from '../conventions/values.ts'
import { connections } from './connection.ts'
import { withBrokenSync } from './sync.ts'

const NOTHING_TO_EXPIRE = 'The connection has no credential that could expire.'

export const connectionExpired = defineEvent({
  type: 'connection.expired',
  summary: 'The credential of a connection expires.',
  description:
    'Its health is invalid from now on: it neither syncs nor sends until somebody connects it again. A sync under way ends in error.',
  target: connections.at('connection'),
  body: z.object({ connection: Uuid }),
  rules: [{ refuse: NOTHING_TO_EXPIRE, when: ({ target }) => target.credential !== 'stored' }],

  handle({ world, target }) {
    const broken = { ...withBrokenSync(target), credential: 'expired' as const, health_status: 'invalid' as const }
    return { connection: world.save(connections, broken).id }
  },

  examples: [
    {
      name: 'a mailbox whose credential expired is unhealthy',
      mark: 'C',
      body: { connection: '$samples.connections.nylas_own' },
      expect: {
        status: 201,
        body: {
          rows: [
            {
              table: 'connections',
              after: { credential: 'expired', health_status: 'invalid', is_active: true, sync_status: 'idle' },
            },
          ],
        },
      },
    },
    {
      name: 'a sync that runs ends in error',
      mark: 'C',
      body: { connection: '$samples.connections.merge_syncing' },
      expect: { status: 201, body: { rows: [{ after: { sync_status: 'error', task_id: null } }] } },
    },
    {
      name: 'refuses a connection whose credential has expired before',
      mark: 'C',
      body: { connection: '$samples.connections.nylas_expired' },
      expect: { status: 400, body: { error: { message: NOTHING_TO_EXPIRE } } },
    },
    {
      name: 'refuses a connection that does not exist',
      mark: 'C',
      body: { connection: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 400, body: { error: { details: [{ field: 'connection' }] } } },
    },
  ],
})
