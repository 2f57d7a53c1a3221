import { defineResource } from '../../core/call/resource.ts'
import { companiesWords } from './companies.words.ts'
import { companyRows } from './company.ts'
import { listMembers } from './list-members.op.ts'
import { memberRows } from './member.ts'

export const companiesResource = defineResource({
  name: 'companies',
  description: 'Who collects, and the people who do.',
  words: companiesWords,
  tables: [companyRows, memberRows],
  operations: [listMembers],
})
