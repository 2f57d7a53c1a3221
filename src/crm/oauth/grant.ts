/** A person's way through OAuth: the state that is sent along, and the code that comes back. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows.ts'
import { crmUsers } from '../auth/user.ts'
import { challengeOf } from '../conventions/signing.ts'
import { Instant, RowId } from '../conventions/values.ts'
import { providerIds, providers } from './provider.ts'

const LASTS = 'PT10M'

/** What was begun by `authorize`. The id is the state that the provider sends back. */
const GrantRow = z.object({
  id: z.string(),
  user: RowId,
  provider: z.enum(providerIds),
  /** Where the person goes at the end. */
  returnTo: z.string(),
  /** The secret that only the CRM knows: the code is worth nothing without it. */
  verifier: z.string(),
  /** The code that the provider gave, where the person allowed it. */
  code: z.string().nullable().default(null),
  /** What the code was asked for with. */
  challenge: z.string().nullable().default(null),
  expiresAt: Instant,
  usedAt: Instant.nullable().default(null),
})
export type Grant = z.output<typeof GrantRow>

export const crmGrants = defineTable({
  name: 'crm_grants',
  kind: 'crm_grant',
  ids: 'secret',
  row: GrantRow,
  references: { user: crmUsers },
})

export const crmGrantRows = defineRows(crmGrants, {
  defaults: (_, world) => ({
    returnTo: '/',
    verifier: world.ids.secretUuid('crm_verifier'),
    expiresAt: world.clock.in(LASTS),
  }),
})

/** Begins. */
export const begin = (world: World, user: string, provider: Grant['provider'], returnTo: string): Grant =>
  world.create(crmGrants, {
    user,
    provider,
    returnTo,
    verifier: world.ids.secretUuid('crm_verifier'),
    expiresAt: world.clock.in(LASTS),
  })

/** The grant of a state, where it can still be used. */
export function openGrant(world: World, state: string | undefined): Grant | undefined {
  const grant = world.table(crmGrants).get(state ?? '')
  return grant && grant.usedAt === null && Date.parse(grant.expiresAt) > world.clock.ms ? grant : undefined
}

/** The person allows it: the provider makes a code, good for whoever knows what the challenge was made of. */
export const allow = (world: World, grant: Grant, challenge: string): Grant =>
  world.save(crmGrants, { ...grant, code: world.ids.secretUuid('crm_code'), challenge })

/** Whether the code is this grant's, and was asked for by the one who began it. */
export const isCodeOf = ({ code, challenge, verifier }: Grant, given: string): boolean =>
  code !== null && code === given && challenge === challengeOf(verifier)

export const callbackUrl = (origin: string, provider: string): string =>
  `${origin}/api/v1/integrations/oauth/${provider}/callback`

/** The page where the person is asked. */
export function consentUrl(origin: string, { id, provider, verifier }: Grant): string {
  const query = new URLSearchParams({
    client_id: 'arsim',
    response_type: 'code',
    state: id,
    scope: providers[provider].scopes.join(' '),
    redirect_uri: callbackUrl(origin, provider),
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
  })
  return `${origin}/__oauth/consent?${query}`
}

/** The callback's address with what the provider has to say. */
export const answerUrl = (origin: string, { id, provider }: Grant, answer: Readonly<Record<string, string>>): string =>
  `${callbackUrl(origin, provider)}?${new URLSearchParams({ ...answer, state: id })}`

/** An address of the app, with the outcome. */
export function returnUrl(returnTo: string, origin: string, outcome: Readonly<Record<string, string>>): string {
  const url = new URL(returnTo, `${origin}/`)
  for (const [name, value] of Object.entries(outcome)) url.searchParams.set(name, value)
  const isPath = returnTo.startsWith('/')
  return isPath ? `${url.pathname}${url.search}${url.hash}` : url.href
}
