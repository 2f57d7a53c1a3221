import * as z from 'zod'
import { named } from '../../core/call/naming.ts'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'

export const providerIds = ['google', 'microsoft'] as const
export const ProviderId = named('Provider', z.enum(providerIds))
export type ProviderId = (typeof providerIds)[number]

interface Provider {
  readonly name: string
  readonly scopes: readonly string[]
}

export const providers: Readonly<Record<ProviderId, Provider>> = {
  google: { name: 'Google', scopes: ['openid', 'email', 'gmail.modify', 'calendar.events'] },
  microsoft: { name: 'Microsoft', scopes: ['openid', 'email', 'Mail.ReadWrite', 'Mail.Send', 'Calendars.ReadWrite'] },
}

/** Whether the CRM has credentials for a provider. The id is the provider's. */
export const crmProviders = defineTable({
  name: 'crm_providers',
  kind: 'crm_provider',
  row: z.object({ id: ProviderId, isConfigured: z.boolean().default(true) }),
})

export const isConfigured = (world: World, provider: string): boolean =>
  world.table(crmProviders).get(provider)?.isConfigured ?? false

/** What the path parameter must be. */
export const ProviderParams = z.object({ provider: ProviderId })
