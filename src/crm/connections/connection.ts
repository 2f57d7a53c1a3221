import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { unique } from '../../core/world/rows/row-rule.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { crmUsers, type UserRow } from '../auth/user.ts'
import { EmailAddress, FilledText, Id, Instant, RowId } from '../conventions/values.ts'
import { ProviderId, providerIds, providers } from '../oauth/provider.ts'
import { connectionLifecycle } from './connection.lifecycle.ts'

export const syncTypes = ['email', 'calendar', 'all'] as const

/** A person's account at a provider, connected through OAuth. */
export const Connection = z
  .object({
    id: Id,
    provider: ProviderId,
    email: EmailAddress,
    status: z.enum(connectionLifecycle.statuses).exclude(['disconnected']),
    scopes: z.array(z.string()),
    lastSyncAt: Instant.nullable().default(null),
    syncStatus: z.enum(['idle', 'syncing']),
    tokenExpiresAt: Instant,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Connection' })

/** A running sync. */
const Sync = z.object({ jobId: z.string(), type: z.enum(syncTypes), endsAt: Instant })
export type Sync = z.output<typeof Sync>

/** What an account holds. */
export const contents = ['email', 'calendar'] as const
export type Contents = (typeof contents)[number]

/** An account of a person at a provider: there is one row for each address, however often it is connected. */
const ConnectionRow = Connection.omit({ syncStatus: true }).extend({
  id: RowId,
  user: RowId,
  status: z.enum(connectionLifecycle.statuses),
  /** The person has taken the grant back at the provider. */
  isRevoked: z.boolean().default(false),
  error: z.string().nullable().default(null),
  /** At most one of each type. */
  syncs: z.array(Sync).default([]),
  /** What it held before it was connected, and no sync has brought yet. */
  unfetched: z.array(z.enum(contents)).default([]),
  /** Why the next syncs fail, one after the other. */
  failures: z.array(FilledText).default([]),
})
export type ConnectionRow = z.output<typeof ConnectionRow>

export const isActive = ({ status }: ConnectionRow): boolean => status === 'active'
export const isConnected = ({ status }: ConnectionRow): boolean => status !== 'disconnected'
const isSyncing = ({ syncs }: ConnectionRow): boolean => syncs.length > 0

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
    syncStatus: (_, connection) => (isSyncing(connection) ? 'syncing' : 'idle'),
  },
  lifecycle: connectionLifecycle,
  indexes: {
    ofUser: { group: ['user'], order: [{ oldest: 'createdAt' }], when: isConnected },
    accounts: { group: ['user', 'provider'], order: [{ oldest: 'createdAt' }] },
    byAccount: { group: ['user', 'provider', 'email'] },
    ofAddress: { group: ['email'], order: [{ oldest: 'createdAt' }] },
  },
})

/** The connection that a path names; one that was disconnected is not there any more. */
export const connectionOfPath = crmConnections.at(
  'id',
  isConnected,
  'The account was disconnected. Connect it: GET /oauth/{provider}/authorize.',
)

export const crmConnectionRows = defineRows(crmConnections, {
  samples: {
    active: [
      (connection, { caller }) => isActive(connection) && !isSyncing(connection) && connection.user === caller,
      (connection, { caller }) => isActive(connection) && connection.user === caller,
    ],
    syncing: isSyncing,
    expired: (connection) => connection.status === 'expired' && !connection.isRevoked,
    revoked: (connection) => connection.isRevoked && isConnected(connection),
    error: (connection) => connection.status === 'error',
  },
  defaults: connectionDefaults,
  rules: [
    {
      column: 'user',
      refuse: 'A connection stays with its user: the mail and the events that came through it are theirs.',
      when: isMoved,
    },
    unique(crmConnections, 'byAccount', {
      column: 'email',
      refuse: 'A connection of this user to this account already exists.',
    }),
    {
      column: 'status',
      refuse: 'A connection whose grant was revoked has expired.',
      when: ({ isRevoked, status }) => isRevoked && (status === 'active' || status === 'error'),
    },
  ],
})

function isMoved({ id, user }: ConnectionRow, world: World): boolean {
  const before = world.table(crmConnections).get(id)
  return before !== undefined && before.user !== user
}

/** The connection through which a person writes: the oldest that is active. */
export const activeConnection = (world: World, { id }: UserRow): ConnectionRow | undefined =>
  world.table(crmConnections).list('ofUser', id).find(isActive)

/** Until when an access token is good that a provider gives now. */
export const tokenExpiry = (world: World): string => world.clock.in('PT1H')

/** The connection as it is when it is used: a token that is good no more is renewed. */
export function renewed(world: World, connection: ConnectionRow): ConnectionRow {
  return world.clock.isPast(connection.tokenExpiresAt) ? { ...connection, tokenExpiresAt: tokenExpiry(world) } : connection
}

/** Uses a connection for a call to its provider. */
export function use(world: World, connection: ConnectionRow): ConnectionRow {
  const next = renewed(world, connection)
  return next === connection ? connection : world.save(crmConnections, next)
}

/** Of an account that the user has not connected yet. A token that is expired is no longer good. */
function connectionDefaults(given: Columns<ConnectionRow> & Row, world: World): Columns<ConnectionRow> {
  const { user = world.table(crmUsers).find('inOrder', 'all')?.id, isRevoked, error } = given
  const own = world.table(crmUsers).get(user ?? '')?.email
  const isFree = (provider: ProviderId): boolean =>
    world.table(crmConnections).find('byAccount', user ?? '', provider, given.email ?? own ?? '') === undefined
  const { provider = providerIds.find(isFree) ?? providerIds[0] } = given
  const { status = isRevoked ? 'expired' : error ? 'error' : 'active', updatedAt = world.clock.now() } = given
  return {
    user,
    provider,
    email: isFree(provider) ? own : `account-${given.id}@example.com`,
    status,
    scopes: [...providers[provider].scopes],
    tokenExpiresAt: status === 'expired' ? updatedAt : tokenExpiry(world),
  }
}

/** For defaults of rows: the oldest connection of a user, or of the first user, in whatever state it is. */
export const oldestConnection = (world: World, user: string | undefined): ConnectionRow | undefined =>
  world.table(crmConnections).find('ofUser', user ?? world.table(crmUsers).find('inOrder', 'all')?.id ?? '')
