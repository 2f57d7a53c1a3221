import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { Instant } from '../conventions/values.ts'
import { Connection, connections } from './connection.ts'
import { isSyncing } from './sync.ts'

const SyncState = Connection.pick({
  id: true,
  integration: true,
  provider_type: true,
  product: true,
  is_active: true,
  sync_status: true,
  health_status: true,
}).extend({ last_synced_at: Instant.nullable() })

export const getSyncStatus = defineOperation({
  id: 'getSyncStatus',
  route: 'GET /companies/{company_id}/sync/status',
  summary: 'Get the sync status of all connections',
  description:
    'All connections with their syncs, also those that were disconnected. `is_syncing` is true while one of them syncs; `last_synced_at` is when the last one ended well.',
  source: 'integrations, Get sync status',
  responses: {
    200: z.object({ is_syncing: z.boolean(), last_synced_at: Instant.nullable(), connections: z.array(SyncState) }),
  },

  handle({ world, company, reply }) {
    const rows = world.table(connections).list('ofCompany', company.id)
    const synced = rows.flatMap(({ last_synced_at }) => last_synced_at ?? [])
    return reply(200, {
      is_syncing: rows.some(isSyncing),
      last_synced_at: synced.length ? synced.reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b)) : null,
      connections: rows.map(
        ({ id, integration, provider_type, product, is_active, sync_status, health_status, last_synced_at }) => ({
          id,
          integration,
          provider_type,
          product,
          is_active,
          sync_status,
          health_status,
          last_synced_at,
        }),
      ),
    })
  },

  examples: [
    {
      name: 'tells whether anything is syncing, and each connection’s state',
      mark: 'D integrations-36',
      expect: { status: 200, body: { is_syncing: true } },
    },
  ],
})
