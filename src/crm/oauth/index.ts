import type { Resource } from '../../core/api.ts'
import { authorizeOauth } from './authorize-oauth.op.ts'
import { disconnectOauth } from './disconnect-oauth.op.ts'
import { finishOauth } from './finish-oauth.op.ts'
import { listOauthProviders } from './list-oauth-providers.op.ts'

export const oauthResource: Resource = {
  name: 'oauth',
  description: 'Connecting a person’s account at a provider.',
  operations: [listOauthProviders, authorizeOauth, finishOauth, disconnectOauth],
}
