import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText } from '../conventions/values.ts'
import { crmSessions, endSessions } from './session.ts'
import { Tokens, tokensOf, type Verdict, verify } from './token.ts'

const REFUSED = 'The refresh token is not valid.'

export const refresh = defineOperation({
  id: 'refresh',
  route: 'POST /auth/refresh',
  summary: 'Get a new pair of tokens',
  description: 'A refresh token works once. Where one comes again it was stolen or lost, so all sessions of its user end.',
  source: 'crm-auth, Refresh',
  isPublic: true,
  body: z.object({ refreshToken: FilledText }),
  rules: [
    { refuse: REFUSED, kind: 'bad-credentials', when: ({ world, body }) => 'why' in verify(world, body.refreshToken, 'refresh') },
  ],
  responses: { 200: dataOf(Tokens) },

  handle({ world, body, reply, refuseKeeping }) {
    const { user, session, claims } = verify(world, body.refreshToken, 'refresh') as Exclude<Verdict, { why: string }>
    if (claims.generation !== session.generation) {
      endSessions(world, user)
      return refuseKeeping({ kind: 'bad-credentials', why: REFUSED })
    }
    const next = world.save(crmSessions, { ...session, generation: session.generation + 1 })
    return reply(200, ok(tokensOf(world, next, user)))
  },

  examples: [
    {
      name: 'a refresh token gives a new pair; take yours from a login or the guide',
      mark: 'D crm-auth-4',
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
      mark: 'D crm-auth-4',
      as: 'nobody',
      body: {},
      expect: { status: 400, body: { error: { details: [{ field: 'refreshToken', message: 'This field is required.' }] } } },
    },
  ],
})
