/** The end of a grant: the person is connected, or is not, and goes back to the app. */
import type { World } from '../../core/world/handle.ts'
import { connectionLifecycle } from '../connections/connection.lifecycle.ts'
import { contents, crmConnections, tokenExpiry } from '../connections/connection.ts'
import { accountsOf, crmGrants, type Grant, returnUrl } from './grant.ts'
import { providers } from './provider.ts'

/**
 * Uses a grant up.
 *
 * @param error what the provider says where the person denied it
 * @returns where the person goes
 */
export function finish(world: World, grant: Grant, origin: string, error?: string): string {
  world.save(crmGrants, { ...grant, usedAt: world.clock.now() })
  if (error === undefined) connect(world, grant)
  const outcome: Record<string, string> = error === undefined ? { connected: grant.provider } : { error }
  return returnUrl(grant.returnTo, origin, outcome)
}

/** Makes the connection of an account that a person has chosen, or gives new life to the one there is or was. */
function connect(world: World, grant: Grant): void {
  const { user, provider, account } = grant
  const email = account ?? accountsOf(world, grant)[0]
  const known = world.table(crmConnections).find('byAccount', user, provider, email)
  const fresh = {
    scopes: [...providers[provider].scopes],
    tokenExpiresAt: tokenExpiry(world),
    isRevoked: false,
    error: null,
    failures: [],
  }
  if (known) world.save(crmConnections, { ...connectionLifecycle.apply('connect', known), ...fresh })
  else world.create(crmConnections, { user, provider, email, status: 'active', ...fresh, unfetched: [...contents] })
}
