import * as z from 'zod'
import { crmConnections } from '../connections/connection.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { isConfigured, ProviderId, providerIds, providers } from './provider.ts'

const Provider = z
  .object({
    provider: ProviderId,
    name: z.string(),
    configured: z.boolean(),
    connected: z.boolean(),
    scopes: z.array(z.string()),
  })
  .meta({ id: 'OAuthProvider' })

export const listOauthProviders = defineOperation({
  id: 'listOauthProviders',
  route: 'GET /integrations/oauth/providers',
  summary: 'List OAuth providers',
  description: '`connected` says whether an account of it is connected whose grant was not revoked.',
  source: 'crm-oauth, List OAuth providers',
  responses: { 200: dataOf(z.array(Provider)) },

  handle({ world, user, reply }) {
    const own = world.table(crmConnections).list('ofUser', user.id)
    const connected = own.filter(({ isRevoked }) => !isRevoked).map(({ provider }) => provider)
    const list = providerIds.map((provider) => ({
      provider,
      name: providers[provider].name,
      configured: isConfigured(world, provider),
      connected: connected.includes(provider),
      scopes: [...providers[provider].scopes],
    }))
    return reply(200, ok(list))
  },

  examples: [
    {
      name: 'lists the providers, whether they are configured, and whether the caller is connected',
      mark: 'D crm-oauth-1',
      expect: {
        status: 200,
        body: { success: true, data: [{ provider: 'google', configured: true, connected: true }, { provider: 'microsoft' }] },
      },
    },
    {
      name: 'a provider whose grant was revoked is not connected',
      mark: 'C',
      as: 'colleague',
      expect: { status: 200, body: { data: [{ provider: 'google', connected: false }, { connected: true }] } },
    },
    {
      name: 'needs a token',
      mark: 'D crm-conventions-3',
      as: 'nobody',
      expect: {
        status: 401,
        body: { success: false, error: { code: 'UNAUTHORIZED', message: 'Authentication required' } },
        headers: { 'www-authenticate': 'Bearer' },
      },
    },
    {
      name: 'refuses a token that is not signed',
      mark: 'C',
      as: 'nobody',
      headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.' },
      expect: { status: 401, headers: { 'x-sim-warning': 'The token is not signed by this server.' } },
    },
  ],
})
