import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { EmailAddress, FilledText } from '../conventions/values.ts'
import { crmSessions } from './session.ts'
import { ACCESS_MINUTES, Tokens, tokensOf } from './token.ts'
import { crmUsers, Password, type UserRow } from './user.ts'

const WRONG = 'Wrong e-mail address, password or tenant.'

export const login = defineOperation({
  id: 'login',
  route: 'POST /auth/login',
  summary: 'Log in',
  description: `The access token is good for ${ACCESS_MINUTES} minutes, the refresh token for one refresh.`,
  source: 'crm-auth, Login',
  isPublic: true,
  body: z.object({ email: EmailAddress, password: Password, tenantSlug: FilledText }),
  rules: [
    {
      refuse: WRONG,
      kind: 'bad-credentials',
      when: ({ world, body }) => world.table(crmUsers).find('byEmail', body.tenantSlug, body.email)?.password !== body.password,
    },
  ],
  responses: { 200: dataOf(Tokens) },

  handle({ world, body, reply }) {
    const user = world.table(crmUsers).find('byEmail', body.tenantSlug, body.email) as UserRow
    const session = world.create(crmSessions, { user: user.id })
    return reply(200, ok(tokensOf(world, session, user), 'Login successful'))
  },

  examples: [
    {
      name: 'an address, password and tenant give tokens and the user',
      mark: 'D crm-auth-1',
      as: 'nobody',
      body: { email: '$crm_users.0.email', password: '$crm_users.0.password', tenantSlug: '$crm_users.0.tenantSlug' },
      expect: { status: 200, body: { success: true, data: { expiresIn: 900, user: { email: '$crm_users.0.email' } } } },
    },
    {
      name: 'a wrong password is refused without telling what is wrong',
      mark: 'C',
      as: 'nobody',
      body: { email: '$crm_users.0.email', password: 'wrong', tenantSlug: '$crm_users.0.tenantSlug' },
      expect: { status: 401, body: { success: false, error: { code: 'UNAUTHORIZED', message: WRONG } } },
    },
    {
      name: 'all three fields are required',
      mark: 'D crm-conventions-10',
      as: 'nobody',
      body: { email: 'ann' },
      expect: {
        status: 400,
        body: {
          error: {
            code: 'VALIDATION_ERROR',
            details: [
              { field: 'email', message: 'Must be a valid email address.' },
              { field: 'password', message: 'This field is required.' },
              { field: 'tenantSlug', message: 'This field is required.' },
            ],
          },
        },
      },
    },
  ],
})
