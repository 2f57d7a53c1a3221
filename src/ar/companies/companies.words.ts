/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const companiesWords: Words = {
  fields: {
    'Member.name': 'First and last name, as the team writes it.',
    'Member.email': 'Where the team reaches this person.',
    'Member.is_active': 'Whether this person works there still.',
    role: 'What the person may do for the company; the owner comes first. No call is refused because of it.',
    'companies.name': 'What the company is called.',
    'Member.user': 'Who logs in as this member.',
    'Member.id': 'UUID that owners and approvals name.',
  },
  answers: {
    listMembers: 'A page of members, who joined first coming first.',
  },
  tables: {
    companies: 'Who collects. Everything else of the AR API belongs to one of these.',
    members: 'The people of companies; `approved_by`, owners and authors name them.',
  },
  follows: {
    'members.name': 'the names of the user',
    'members.email': 'the username of the user, where that is an address',
    'companies.name': 'how many there are',
  },
}
