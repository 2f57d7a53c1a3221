import * as z from 'zod'
import { companies } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText, Uuid } from '../conventions/values.ts'
import { currentToken, tokens } from './token.ts'
import { User, type UserRow, users } from './user.ts'

const WRONG_PAIR = 'Unable to log in with provided credentials.'

export const login = defineOperation({
  id: 'login',
  route: 'POST /auth/login',
  summary: 'Log in and get a token',
  description:
    'The token goes with every other call; a user who logs in again gets the same one, as long as it is good. The answer lists the companies in which the user is an active member.',
  source: 'authentication, Login',
  isPublic: true,
  body: z.object({ username: FilledText, password: z.string().min(1) }),
  rules: [
    {
      refuse: WRONG_PAIR,
      kind: 'bad-credentials',
      when: ({ world, body }) => world.table(users).find('byUsername', body.username)?.password !== body.password,
    },
  ],
  responses: {
    200: z.object({ token: z.string(), user: User, companies: z.array(z.object({ id: Uuid, name: z.string() })) }),
  },

  handle({ world, body, reply }) {
    const user = world.table(users).find('byUsername', body.username) as UserRow
    const token = currentToken(world, user.id) ?? world.create(tokens, { user: user.id })
    const memberships = world
      .table(members)
      .list('byUser', user.id)
      .filter((member) => member.is_active)
    return reply(200, {
      token: token.id,
      user: world.show(users, user),
      companies: memberships.map(({ company }) => ({ id: company, name: world.table(companies).get(company)?.name ?? '' })),
    })
  },

  examples: [
    {
      name: 'a username and password give a token, the user and their companies',
      mark: 'D authentication-3',
      as: 'nobody',
      body: { username: '$companies.0.members.0.username', password: '$companies.0.members.0.password' },
      expect: { status: 200, body: { companies: [{ id: '$companies.0.id' }] } },
    },
    {
      name: 'a wrong pair is refused without telling which half is wrong',
      mark: 'C',
      as: 'nobody',
      body: { username: '$companies.0.members.0.username', password: 'guess' },
      expect: { status: 400, body: { non_field_errors: [WRONG_PAIR] } },
    },
    {
      name: 'both fields are required, and all that fail are reported at once',
      mark: 'C',
      as: 'nobody',
      body: {},
      expect: { status: 400, body: { username: ['This field is required.'], password: ['This field is required.'] } },
    },
  ],
})
