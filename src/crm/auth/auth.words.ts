/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const authWords: Words = {
  fields: {
    email: 'Where the user gets e-mail, in lower case.',
    'LoginRequest.email': 'The address that the user logs in with.',
    password: 'The secret that goes with the address; space around it counts.',
    accessToken: 'A JSON Web Token for `Authorization: Bearer <accessToken>`.',
    refreshToken: 'Good once, for a new pair of tokens; used twice, it ends all sessions of its user.',
    'Tokens.user': 'Who has logged in.',
    firstName: 'Given name of the user.',
    lastName: 'Family name of the user.',
    role: 'What the user may do for the tenant. No call is refused because of it.',
    'crm_users.password': 'The secret to log in with, as it is typed.',
    'crm_sessions.id': 'Names the session in its tokens.',
    generation: 'How often it was refreshed, counted from 1: only the refresh token of this number is good.',
    endedAt: 'When it ended, in UTC; null while it goes on.',
  },
  answers: {
    login: 'A pair of tokens, and who they belong to.',
    refresh: 'A new pair of tokens; the old refresh token is worth nothing now.',
  },
  tables: {
    crm_users: 'Who works for a tenant, and can log in.',
    crm_sessions: 'Logins, and the tokens that came of them.',
  },
  follows: {
    'crm_users.email': 'its id',
    'crm_users.lastName': 'its id',
    'crm_users.password': 'its id',
  },
  links: {
    login: { listConnections: {} },
    refresh: { listConnections: {} },
  },
}
