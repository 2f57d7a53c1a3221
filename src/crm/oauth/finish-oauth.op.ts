import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { defineOperation } from '../conventions/operation.ts'
import { challengeOf } from '../conventions/signing.ts'
import { addExampleGrant, EXAMPLE_STATE, EXAMPLE_VERIFIER } from './example-grant.ts'
import { finish } from './finish.ts'
import { GRANT_MINUTES, type Grant, isCodeOf, openGrant } from './grant.ts'
import { ProviderParams } from './provider.ts'

/** The code of the examples. */
const CODE = '00000000-0000-4000-8000-00000000c0de'

export const finishOauth = defineOperation({
  id: 'finishOauth',
  route: 'GET /integrations/oauth/{provider}/callback',
  summary: 'Finish connecting a provider',
  description: `Where the provider sends the person back to. State and code work once, for ${GRANT_MINUTES} minutes. Leads to the app with \`connected\` or \`error\`.`,
  source: 'crm-oauth, Callback',
  isPublic: true,
  openTo: 'navigation',
  params: ProviderParams,
  query: z.object({
    state: z.string().meta({ description: 'As it was sent along.' }),
    code: z.string().optional().meta({ description: 'What the provider gave.' }),
    error: z.string().optional().meta({ description: 'What the provider says where the person denied it.' }),
  }),
  rules: [
    {
      refuse: 'The state is unknown, used or expired.',
      kind: 'bad-request',
      when: ({ world, path, query }) => openGrant(world, query.state)?.provider !== path.provider,
    },
    {
      refuse: 'The code is unknown or used.',
      kind: 'bad-request',
      when: ({ world, query }) =>
        query.error === undefined && !isCodeOf(openGrant(world, query.state) as Grant, query.code ?? ''),
    },
  ],
  responses: { 302: z.undefined() },

  handle({ world, origin, query: { state, error }, reply }) {
    return reply(302, undefined, { location: finish(world, openGrant(world, state) as Grant, origin, error) })
  },

  examples: [
    {
      name: 'the code connects the person, who goes back to the app; this state and code are made up',
      mark: 'D crm-oauth-4',
      as: 'nobody',
      path: { provider: 'google' },
      given: (world) => allowed(world),
      query: { state: EXAMPLE_STATE, code: CODE },
      expect: { status: 302, headers: { location: '/settings?connected=google' } },
    },
    {
      name: 'a state that nobody knows is refused',
      mark: 'C',
      as: 'nobody',
      path: { provider: 'google' },
      query: { state: 'unknown', code: 'unknown' },
      expect: { status: 400, body: { error: { code: 'VALIDATION_ERROR', message: 'The state is unknown, used or expired.' } } },
    },
    {
      name: 'a code that nobody knows is refused',
      mark: 'C',
      as: 'nobody',
      path: { provider: 'google' },
      given: (world) => allowed(world),
      query: { state: EXAMPLE_STATE, code: 'unknown' },
      expect: { status: 400, body: { error: { message: 'The code is unknown or used.' } } },
    },
    {
      name: 'a denial leads back to the app, and connects nothing',
      mark: 'C',
      as: 'nobody',
      path: { provider: 'google' },
      given: (world) => allowed(world),
      query: { state: EXAMPLE_STATE, error: 'access_denied' },
      expect: { status: 302, headers: { location: '/settings?error=access_denied' } },
    },
    {
      name: 'needs a state',
      mark: 'C',
      as: 'nobody',
      path: { provider: 'google' },
      expect: { status: 400, body: { error: { details: [{ field: 'state', message: 'This field is required.' }] } } },
    },
  ],
})

/** For examples: the first user has allowed it. */
const allowed = (world: World): void => addExampleGrant(world, { code: CODE, challenge: challengeOf(EXAMPLE_VERIFIER) })
