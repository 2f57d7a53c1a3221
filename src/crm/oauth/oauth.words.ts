/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'
import { GRANT_MINUTES } from './grant.ts'

export const oauthWords: Words = {
  fields: {
    provider: 'Who holds the account.',
    'OAuthProvider.name': 'What people call the provider.',
    configured: 'Whether the service is set up; where it is not, calls to it are refused.',
    connected:
      'Whether the caller has connected an account of it whose grant was not revoked; one that has expired works again once it is refreshed.',
    scopes: 'What the person allows, in the words of the provider.',
    'AuthorizeOauthResult.data.url': 'Where to lead the person; with consent given by itself, where they end.',
    'AuthorizeOauthResult.data.state': 'Comes back with the answer of the provider, and tells whose it is.',
    'crm_providers.id': 'The provider itself.',
    isConfigured: 'Whether the CRM has credentials for it.',
    'crm_grants.id': 'The state that the provider sends back.',
    returnTo: 'Where the person goes at the end.',
    redirectUri: 'Where the provider sends the person back to.',
    account: 'The address of the account that is suggested, then of the one that was chosen; null where nobody says.',
    verifier: 'The secret of PKCE: without it the code is worth nothing.',
    'crm_grants.code': 'What the provider gave for it; null until the person has allowed it.',
    challenge: 'What the code was asked for with; null before that.',
    'crm_grants.expiresAt': 'Until when the person can answer, in UTC.',
    usedAt: 'When the code was used, in UTC; null before that.',
    'AuthorizeOauthResult.data': 'The way to the provider.',
  },
  parameters: {
    provider: 'Who holds the account: `google` or `microsoft`.',
    state: 'The `state` of the answer to `authorizeOauth`, as the provider sends it back.',
    code: 'What the provider gave where the person allowed it.',
  },
  answers: {
    listOauthProviders: 'Every provider, with what the caller has of it.',
    'authorizeOauth.200': 'Where to lead the person, for a caller that asks for JSON.',
    'authorizeOauth.302': 'Leads the person to the provider: the header `Location` says where.',
    finishOauth: 'Leads the person back to the app: the header `Location` says where, with the outcome.',
    disconnectOauth: 'The provider whose accounts are disconnected.',
  },
  tables: {
    crm_providers: 'Providers that accounts can be connected at.',
    crm_grants: 'Ways through OAuth that somebody has begun.',
  },
  follows: {
    'crm_grants.redirectUri': 'the provider',
    'crm_grants.verifier': 'the seed',
    'crm_grants.expiresAt': `${GRANT_MINUTES} minutes from now`,
  },
  links: {
    authorizeOauth: { finishOauth: { state: '/data/state' } },
  },
}
