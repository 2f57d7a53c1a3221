import type { World } from '../../core/world/handle.ts'
import { crmUsers } from '../auth/user.ts'
import { callbackUrl, crmGrants, type Grant, grantExpiry } from './grant.ts'

export const EXAMPLE_STATE = '0123456789abcdef0123456789abcdef01234567'
export const EXAMPLE_VERIFIER = 'verifier'

/** The first user wants to connect Google, for the examples. */
export function addExampleGrant(world: World, columns: Partial<Grant> = {}): void {
  world.table(crmGrants).put({
    id: EXAMPLE_STATE,
    user: world.table(crmUsers).find('inOrder', 'all')?.id ?? '',
    provider: 'google',
    returnTo: '/settings',
    redirectUri: callbackUrl('http://localhost', 'google'),
    account: null,
    verifier: EXAMPLE_VERIFIER,
    code: null,
    challenge: null,
    expiresAt: grantExpiry(world),
    usedAt: null,
    ...columns,
  })
}
