import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import type { UserRow } from '../auth/user.ts'
import { connectionLifecycle } from '../connections/connection.lifecycle.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { withoutSync } from '../connections/sync.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { ProviderId, ProviderParams } from './provider.ts'

const NOT_OF_PROVIDER = 'The caller has no such connection to this provider.'

export const disconnectOauth = defineOperation({
  id: 'disconnectOauth',
  route: 'DELETE /integrations/oauth/{provider}',
  summary: 'Disconnect a provider',
  description:
    'All accounts of it that the caller has connected, or the one that is named: the connection is gone, and a sync of it ends. E-mails and events that came through it stay, and belong to it again once the account is connected again. A parameter that is empty or not known is refused, as it would disconnect all.',
  source: 'crm-oauth, Disconnect provider',
  params: ProviderParams,
  query: z.object({
    connectionId: z
      .string()
      .regex(/^[1-9]\d*$/, { error: 'Must be a positive integer.' })
      .optional()
      .meta({ type: 'integer', minimum: 1, description: 'Only this connection.' }),
  }),
  rules: [
    {
      refuse: NOT_OF_PROVIDER,
      kind: 'missing',
      when: (call) => call.query.connectionId !== undefined && connectionsOf(call).length === 0,
    },
    {
      refuse: 'The provider is not connected.',
      kind: 'missing',
      when: (call) => connectionsOf(call).length === 0,
    },
  ],
  responses: { 200: dataOf(z.object({ provider: ProviderId })) },

  handle(call) {
    const { world, path, reply } = call
    for (const connection of connectionsOf(call))
      world.save(crmConnections, connectionLifecycle.apply('disconnect', withoutSync(connection)))
    return reply(200, ok({ provider: path.provider as ProviderId }, 'Disconnected'))
  },

  examples: [
    {
      name: 'a connected provider is disconnected',
      mark: 'D crm-oauth-6',
      path: { provider: 'google' },
      expect: { status: 200, body: { success: true, data: { provider: 'google' } } },
    },
    {
      name: 'a connection of another provider is not found',
      mark: 'C',
      path: { provider: 'microsoft' },
      query: { connectionId: '$samples.crm_connections.active' },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND', message: NOT_OF_PROVIDER } } },
    },
    {
      name: 'refuses what is no id',
      mark: 'C',
      path: { provider: 'google' },
      query: { connectionId: 'first' },
      expect: { status: 400, body: { error: { details: [{ field: 'connectionId', message: 'Must be a positive integer.' }] } } },
    },
    {
      name: 'a provider that is not connected is not found',
      mark: 'C',
      as: 'stranger',
      path: { provider: 'microsoft' },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND', message: 'The provider is not connected.' } } },
    },
  ],
})

interface Disconnecting {
  readonly world: World
  readonly user: UserRow
  readonly path: { readonly provider: string }
  readonly query: { readonly connectionId?: string | undefined }
}

/** The connections that a call disconnects. */
const connectionsOf = ({ world, user, path, query: { connectionId } }: Disconnecting): ConnectionRow[] =>
  world
    .table(crmConnections)
    .list('ofUser', user.id)
    .filter(({ id, provider }) => provider === path.provider && (connectionId === undefined || connectionId === id))
