import { defineResource } from '../../core/call/resource.ts'
import { authorizeOauth } from './authorize-oauth.op.ts'
import { disconnectOauth } from './disconnect-oauth.op.ts'
import { finishOauth } from './finish-oauth.op.ts'
import { crmGrantRows } from './grant.ts'
import { listOauthProviders } from './list-oauth-providers.op.ts'
import { oauthWords } from './oauth.words.ts'
import { crmProviders } from './provider.ts'

export const oauthResource = defineResource({
  name: 'oauth',
  description: 'Connecting a person’s account at a provider.',
  words: oauthWords,
  tables: [crmProviders, crmGrantRows],
  operations: [listOauthProviders, authorizeOauth, finishOauth, disconnectOauth],
})
