import { Refused } from '../../core/call/refusal.ts'
import { companies } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Context } from './context.ts'
import { companyOf, findSubject } from './find-insight.ts'
import { Insight } from './insight.ts'
import { toInsight } from './to-insight.ts'

export const getInsight = defineOperation({
  id: 'getInsight',
  route: 'GET /intelligence/insights/{pk}',
  summary: 'Get an insight',
  description: 'As it follows from the books now. The id of an insight stays the same.',
  source: 'insights, Get insight',
  responses: { 200: Insight },
  refuses: { 'not-found': 'No such insight of a company the caller is a member of.' },

  handle({ world, userId, path, reply }) {
    const subject = findSubject(world, path.pk)
    const company = subject && world.table(companies).get(companyOf(subject))
    if (!company || !world.table(members).find('ofUser', company.id, userId)?.is_active)
      throw new Refused({ kind: 'not-found', hint: `There is no insight "${path.pk}" here.` })
    return reply(200, toInsight(new Context(world, company), subject, userId))
  },

  examples: [],
})
