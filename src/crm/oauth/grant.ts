/** A person's way through OAuth: the state that is sent along, and the code that comes back. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import { PathId } from '../../core/values/path-id.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { crmUsers } from '../auth/user.ts'
import { crmConnections, isConnected } from '../connections/connection.ts'
import { challengeOf } from '../conventions/signing.ts'
import { EmailAddress, Instant, RowId } from '../conventions/values.ts'
import { providerIds, providers } from './provider.ts'

/** How long a person has for the way. */
export const GRANT_MINUTES = 10

export const grantExpiry = (world: World): string => world.clock.in(`PT${GRANT_MINUTES}M`)

/** What was begun by `authorize`. The id is the state that the provider sends back. */
const GrantRow = z.object({
  id: PathId,
  user: RowId,
  provider: z.enum(providerIds),
  /** Where the person goes at the end. */
  returnTo: z.string(),
  /** Where the provider sends the person back to. */
  redirectUri: z.string().default(''),
  /** The account: the one that was suggested, then the one that the person chose. */
  account: EmailAddress.nullable().default(null),
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
  defaults: ({ provider }, world) => ({
    returnTo: '/',
    redirectUri: callbackUrl('http://localhost', provider ?? ''),
    verifier: world.ids.secretUuid('crm_verifier'),
    expiresAt: grantExpiry(world),
  }),
})

/** A person begins the way. */
export const begin = (world: World, asked: Pick<Grant, 'user' | 'provider' | 'returnTo' | 'redirectUri' | 'account'>): Grant =>
  world.create(crmGrants, { ...asked, verifier: world.ids.secretUuid('crm_verifier'), expiresAt: grantExpiry(world) })

/** The grant of a state, where it can still be used. */
export function openGrant(world: World, state: string | undefined): Grant | undefined {
  const grant = world.table(crmGrants).get(state ?? '')
  return grant && grant.usedAt === null && !world.clock.isPast(grant.expiresAt) ? grant : undefined
}

/** The person allows it for an account: the provider makes a code, good for whoever knows what the challenge was made of. */
export const allow = (world: World, grant: Grant, challenge: string, account: string): Grant =>
  world.save(crmGrants, { ...grant, account, code: world.ids.secretUuid('crm_code'), challenge })

/** The accounts that a person may mean, the likeliest first: the one that was suggested, those that are or were connected, their own address. */
export function accountsOf(world: World, { user, provider, account }: Grant): readonly [string, ...string[]] {
  const known = world.table(crmConnections).list('accounts', user, provider)
  const likely = [...known.filter(isConnected), ...known.filter((each) => !isConnected(each))].map(({ email }) => email)
  const own = world.table(crmUsers).get(user)?.email ?? ''
  const [first = own, ...others] = new Set([...(account === null ? [] : [account]), ...likely, own])
  return [first, ...others]
}

/** Whether the code is this grant's, and was asked for by the one who began it. */
export const isCodeOf = ({ code, challenge, verifier }: Grant, given: string): boolean =>
  code !== null && code === given && challenge === challengeOf(verifier)

export const callbackUrl = (origin: string, provider: string): string =>
  `${origin}/api/v1/integrations/oauth/${provider}/callback`

/** The page where the person is asked. */
export function consentUrl(origin: string, { id, provider, redirectUri, verifier }: Grant): string {
  const query = new URLSearchParams({
    client_id: 'arsim',
    response_type: 'code',
    state: id,
    scope: providers[provider].scopes.join(' '),
    redirect_uri: redirectUri,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
  })
  return `${origin}/__oauth/consent?${query}`
}

/** The callback's address with what the provider has to say. */
export const answerUrl = ({ id, redirectUri }: Grant, answer: Readonly<Record<string, string>>): string =>
  `${redirectUri}?${new URLSearchParams({ ...answer, state: id })}`

/** An address of the app, with the outcome. */
export function returnUrl(returnTo: string, origin: string, outcome: Readonly<Record<string, string>>): string {
  const url = new URL(returnTo, `${origin}/`)
  for (const [name, value] of Object.entries(outcome)) url.searchParams.set(name, value)
  const isPath = returnTo.startsWith('/')
  return isPath ? `${url.pathname}${url.search}${url.hash}` : url.href
}
