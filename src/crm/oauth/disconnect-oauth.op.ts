import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { ProviderParams, providerIds } from './provider.ts'

export const disconnectOauth = defineOperation({
  id: 'disconnectOauth',
  route: 'DELETE /integrations/oauth/{provider}',
  summary: 'Disconnect a provider',
  description: 'The connection is gone, and a sync of it ends. E-mails and events that came through it stay.',
  source: 'crm-oauth, Disconnect provider',
  params: ProviderParams,
  rules: [
    {
      refuse: 'The provider is not connected.',
      kind: 'missing',
      when: ({ world, user, path }) => connectionOf(world, user.id, path.provider) === undefined,
    },
  ],
  responses: { 200: dataOf(z.object({ provider: z.enum(providerIds) })) },

  handle({ world, user, path, reply }) {
    const { id, provider } = connectionOf(world, user.id, path.provider) as ConnectionRow
    world.table(crmConnections).delete(id)
    return reply(200, ok({ provider }, 'Disconnected'))
  },

  examples: [
    {
      name: 'a connected provider is disconnected',
      mark: 'D crm-oauth-6',
      path: { provider: 'google' },
      expect: { status: 200, body: { success: true, data: { provider: 'google' } } },
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

const connectionOf = (world: World, user: string, provider: string): ConnectionRow | undefined =>
  [...world.table(crmConnections).in('ofUser', user).keys()].find((each) => each.provider === provider)
