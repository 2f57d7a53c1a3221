import * as z from 'zod'
import { Refused } from '../../core/call/refusal.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Text } from '../conventions/values.ts'
import { companyOf, findSubject } from './find-insight.ts'
import { InsightFeedback, insightFeedback, ratings } from './insight-feedback.ts'
import { masked } from './insight-id.ts'

export const giveInsightFeedback = defineOperation({
  id: 'giveInsightFeedback',
  route: 'POST /companies/{company_id}/intelligence/insights/{pk}/feedback',
  summary: 'Rate an insight',
  description: 'There is one rating of each user for an insight: a later one, with its comment, replaces it.',
  source: 'insights, Give feedback',
  body: z.object({ rating: z.enum(ratings), comment: Text.nullable().default(null) }),
  responses: { 200: InsightFeedback, 201: InsightFeedback },
  refuses: { 'not-found': 'No such insight of this company.' },

  handle({ world, company, userId, path, body, reply }) {
    const subject = findSubject(world, path.pk)
    if (!subject || companyOf(subject) !== company.id)
      throw new Refused({ kind: 'not-found', hint: `There is no insight "${path.pk}" here.` })
    const insight = masked(subject.type, subject.row.id)
    const given = world.table(insightFeedback).find('ofUser', insight, userId)
    if (given) return reply(200, world.save(insightFeedback, { ...given, ...body }))
    return reply(201, world.create(insightFeedback, { company: company.id, insight, user: userId, ...body }))
  },

  examples: [],
})
