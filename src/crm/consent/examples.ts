/** What the examples of this page share. */
import type { World } from '../../core/world/handle.ts'
import { crmUsers } from '../auth/user.ts'
import { challengeOf } from '../conventions/signing.ts'
import { callbackUrl, crmGrants, grantExpiry } from '../oauth/grant.ts'

const STATE = '0123456789abcdef0123456789abcdef01234567'
const VERIFIER = 'verifier'

export const asked = {
  state: STATE,
  redirect_uri: callbackUrl('http://localhost', 'google'),
  code_challenge: challengeOf(VERIFIER),
}

export const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** The first user wants to connect Google. */
export function begun(world: World): void {
  world.table(crmGrants).put({
    id: STATE,
    user: world.table(crmUsers).find('inOrder', 'all')?.id ?? '',
    provider: 'google',
    returnTo: '/settings',
    redirectUri: asked.redirect_uri,
    account: null,
    verifier: VERIFIER,
    code: null,
    challenge: null,
    expiresAt: grantExpiry(world),
    usedAt: null,
  })
}
