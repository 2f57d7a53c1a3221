import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows.ts'
import { crmUsers, type UserRow } from '../auth/user.ts'
import { EmailAddress, Id, Instant, RowId } from '../conventions/values.ts'
import { providerIds, providers } from '../oauth/provider.ts'
import { connectionLifecycle } from './connection.lifecycle.ts'

export const syncTypes = ['email', 'calendar', 'all'] as const

/** A person's account at a provider, connected through OAuth. */
export const Connection = z
  .object({
    id: Id,
    provider: z.enum(providerIds),
    email: EmailAddress,
    status: z.enum(connectionLifecycle.statuses),
    scopes: z.array(z.string()),
    lastSyncAt: Instant.nullable().default(null),
    syncStatus: z.enum(['idle', 'syncing']),
    tokenExpiresAt: Instant,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Connection' })

const ConnectionRow = Connection.omit({ syncStatus: true }).extend({
  id: RowId,
  user: RowId,
  /** The person has taken the grant back at the provider. */
  isRevoked: z.boolean().default(false),
  error: z.string().nullable().default(null),
  /** The running sync. */
  jobId: z.string().nullable().default(null),
  syncType: z.enum(syncTypes).nullable().default(null),
  syncEndsAt: Instant.nullable().default(null),
})
export type ConnectionRow = z.output<typeof ConnectionRow>

export const isActive = ({ status }: ConnectionRow): boolean => status === 'active'

export const crmConnections = defineTable({
  name: 'crm_connections',
  kind: 'crm_connection',
  noun: 'connection',
  ids: 'integer',
  row: ConnectionRow,
  shows: Connection,
  references: { user: crmUsers },
  labels: {
    id: (_, connection) => Number(connection.id),
    syncStatus: (_, connection) => (connection.jobId === null ? 'idle' : 'syncing'),
  },
  lifecycle: connectionLifecycle,
  indexes: { ofUser: { group: ['user'], order: [{ oldest: 'createdAt' }] } },
})

export const crmConnectionRows = defineRows(crmConnections, {
  samples: {
    active: [
      (connection, { caller }) => isActive(connection) && connection.jobId === null && connection.user === caller,
      (connection, { caller }) => isActive(connection) && connection.user === caller,
    ],
    syncing: (connection) => connection.jobId !== null,
    expired: (connection) => connection.status === 'expired' && !connection.isRevoked,
    revoked: (connection) => connection.isRevoked,
    error: (connection) => connection.status === 'error',
  },
  defaults: connectionDefaults,
})

/** The connection through which a person writes: the oldest that is active. */
export const activeConnection = (world: World, { id }: UserRow): ConnectionRow | undefined =>
  [...world.table(crmConnections).in('ofUser', id).keys()].find(isActive)

/** How long an access token of a provider is good. */
export const TOKEN_LASTS = 'PT1H'

function connectionDefaults(given: Columns<ConnectionRow>, world: World): Columns<ConnectionRow> {
  const { user = world.table(crmUsers).find('inOrder', 'all')?.id, provider = 'google' } = given
  return {
    user,
    provider,
    email: world.table(crmUsers).get(user ?? '')?.email,
    status: 'active',
    scopes: [...providers[provider].scopes],
    tokenExpiresAt: world.clock.in(TOKEN_LASTS),
  }
}
