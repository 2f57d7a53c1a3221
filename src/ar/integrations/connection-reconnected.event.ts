import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { Uuid } from '../conventions/values.ts'
import { connections, isUsable } from './connection.ts'
import { startSync, withoutSync } from './sync.ts'

const WORKS = 'The connection works already.'

export const connectionReconnected = defineEvent({
  type: 'connection.reconnected',
  summary: 'Somebody connects an account again, at the provider.',
  description:
    'For a connection that expired, was revoked or was disconnected: it is active and healthy, and has a credential. A sync starts, which brings what has waited; none for a CRM.',
  target: connections.at('connection'),
  body: z.object({ connection: Uuid }),
  rules: [{ refuse: WORKS, when: ({ target }) => isUsable(target) }],

  handle({ world, target }) {
    const usable = { is_active: true, credential: 'stored', health_status: 'valid' } as const
    const connection = world.save(connections, { ...withoutSync(target), ...usable })
    if (connection.product !== 'crm') startSync(world, connection)
    return { connection: connection.id }
  },

  examples: [
    {
      name: 'a mailbox whose credential expired works again, and is synced',
      mark: 'C',
      body: { connection: '$samples.connections.nylas_expired' },
      expect: {
        status: 201,
        body: {
          rows: [{ table: 'connections', after: { credential: 'stored', health_status: 'valid', sync_status: 'triggered' } }],
        },
      },
    },
    {
      name: 'an accounting system that was disconnected is active again',
      mark: 'C',
      body: { connection: '$samples.connections.merge_disconnected' },
      expect: { status: 201, body: { rows: [{ after: { is_active: true, credential: 'stored' } }] } },
    },
    {
      name: 'refuses a connection that works',
      mark: 'C',
      body: { connection: '$samples.connections.nylas_own' },
      expect: { status: 400, body: { error: { message: WORKS } } },
    },
  ],
})
