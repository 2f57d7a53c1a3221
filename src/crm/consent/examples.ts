/** What the examples of this page share. */
import { challengeOf } from '../conventions/signing.ts'
import { EXAMPLE_STATE, EXAMPLE_VERIFIER } from '../oauth/example-grant.ts'
import { callbackUrl } from '../oauth/grant.ts'

export const asked = {
  state: EXAMPLE_STATE,
  redirect_uri: callbackUrl('http://localhost', 'google'),
  code_challenge: challengeOf(EXAMPLE_VERIFIER),
}

export const form = { 'content-type': 'application/x-www-form-urlencoded' }
