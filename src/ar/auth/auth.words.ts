/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const authWords: Words = {
  fields: {
    username: 'The name to log in with: an e-mail address.',
    password: 'The secret that goes with the username.',
    token: 'Send it with every call, as `Authorization: Token <token>`. It lasts until it is taken back.',
    'LoginResult.user': 'Who has logged in.',
    first_name: 'Given name of the user.',
    last_name: 'Family name of the user.',
    'LoginResult.companies': 'The companies that the user works for; their ids go into paths.',
    'LoginResult.companies.name': 'What the company is called.',
    'users.password': 'The secret to log in with, as it is typed.',
    'tokens.id': 'The token as it is sent: 40 hexadecimal digits.',
    'tokens.user': 'Whose calls it makes.',
    'tokens.expires_at': 'From when on it is refused, in UTC; null for never.',
  },
  answers: {
    login: 'The token of the user, and the companies to use it for.',
  },
  tables: {
    users: 'Who can log in. What they may see is for `members` to say.',
    tokens: 'What proves who calls.',
  },
  links: {
    login: {
      listActions: { company_id: '/companies/0/id' },
      listInvoices: { company_id: '/companies/0/id' },
      listCustomers: { company_id: '/companies/0/id' },
      getSyncStatus: { company_id: '/companies/0/id' },
    },
  },
}
