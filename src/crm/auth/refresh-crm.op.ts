import * as z from 'zod'
import type { World } from '../../core/world.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { failure } from '../conventions/refusals.ts'
import { FilledText } from '../conventions/values.ts'
import { crmSessions } from './session.ts'
import { Tokens, tokensOf, type Verdict, verify } from './token.ts'

const REFUSED = 'The refresh token is not valid.'

export const refreshCrm = defineOperation({
  id: 'refreshCrm',
  route: 'POST /auth/refresh',
  summary: 'Get a new pair of tokens',
  description: 'A refresh token works once. Where one comes again it was stolen or lost, so all sessions of its user end.',
  source: 'intuka.com/docs',
  isPublic: true,
  body: z.object({ refreshToken: FilledText }),
  rules: [{ refuse: REFUSED, status: 401, when: ({ world, body }) => 'why' in verify(world, body.refreshToken, 'refresh') }],
  responses: { 200: dataOf(Tokens) },

  handle({ world, body, reply }) {
    const { user, session, claims } = verify(world, body.refreshToken, 'refresh') as Exclude<Verdict, { why: string }>
    if (claims.generation !== session.generation) {
      endSessions(world, user.id)
      return { status: 401, body: failure(401, REFUSED) }
    }
    const next = world.save(crmSessions, { ...session, generation: session.generation + 1 })
    return reply(200, ok(tokensOf(world, next, user)))
  },

  examples: [
    {
      name: 'a refresh token gives a new pair',
      mark: 'D',
      as: 'nobody',
      body: { refreshToken: '$crm_users.0.refreshToken' },
      expect: { status: 200, body: { success: true, data: { expiresIn: 900, user: { email: '$crm_users.0.email' } } } },
    },
    {
      name: 'an access token is none',
      mark: 'C',
      as: 'nobody',
      body: { refreshToken: '$crm_users.0.accessToken' },
      expect: { status: 401, body: { error: { code: 'UNAUTHORIZED', message: REFUSED } } },
    },
    {
      name: 'needs a token',
      mark: 'D',
      as: 'nobody',
      body: {},
      expect: { status: 400, body: { error: { details: [{ field: 'refreshToken', message: 'This field is required.' }] } } },
    },
  ],
})

function endSessions(world: World, user: string): void {
  const endedAt = world.clock.now()
  for (const session of [...world.table(crmSessions).in('ofUser', user).keys()]) world.save(crmSessions, { ...session, endedAt })
}
