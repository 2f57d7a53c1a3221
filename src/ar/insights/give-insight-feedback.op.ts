import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Text } from '../conventions/values.ts'
import { companyOf, findSubject } from './find-insight.ts'
import { InsightFeedback, insightFeedback, ratings } from './insight-feedback.ts'
import { masked } from './insight-id.ts'
import type { Subject } from './to-insight.ts'

export const giveInsightFeedback = defineOperation({
  id: 'giveInsightFeedback',
  route: 'POST /companies/{company_id}/intelligence/insights/{pk}/feedback',
  summary: 'Rate an insight',
  description: 'There is one rating of each user for an insight: a later one, with its comment, replaces it.',
  source: 'insights, Give feedback',
  forbids: [
    {
      refuse: 'No such insight of this company.',
      kind: 'not-found',
      when: ({ world, company, path }) => {
        const subject = findSubject(world, path.pk)
        return !subject || companyOf(subject) !== company.id
      },
    },
  ],
  body: z.object({ rating: z.enum(ratings), comment: Text.nullable().default(null) }),
  responses: { 200: InsightFeedback, 201: InsightFeedback },

  handle({ world, company, userId, path, body, reply }) {
    const subject = findSubject(world, path.pk) as Subject
    const insight = masked(subject.type, subject.row.id)
    const given = world.table(insightFeedback).find('ofUser', insight, userId)
    if (given) return reply(200, world.save(insightFeedback, { ...given, ...body }))
    return reply(201, world.create(insightFeedback, { company: company.id, insight, user: userId, ...body }))
  },

  examples: [
    {
      name: 'rates an insight',
      mark: 'D insights-15',
      path: { pk: '$samples.insights.customer_signal' },
      body: { rating: 'down', comment: 'They pay when the season is over.' },
      expect: {
        status: 201,
        body: {
          insight: '$samples.insights.customer_signal',
          rating: 'down',
          comment: 'They pay when the season is over.',
        },
      },
    },
    {
      name: 'replaces the rating before',
      mark: 'D insights-16',
      path: { pk: '$samples.insights.customer_signal' },
      given: (world, sample) => rate(world, sample('companies.0.id'), sample('samples.insights.customer_signal')),
      body: { rating: 'up' },
      expect: { status: 200, body: { rating: 'up', comment: null } },
    },
    {
      name: 'needs a rating that is one',
      mark: 'C',
      path: { pk: '$samples.insights.customer_signal' },
      body: { rating: 'great' },
      expect: { status: 400, body: { rating: ['"great" is not a valid choice.'] } },
    },
    {
      name: 'an unknown insight is not found',
      mark: 'C',
      path: { pk: '00000000-0000-4000-8000-00000000dead' },
      body: { rating: 'up' },
      expect: { status: 404, body: { detail: 'Not found.' } },
    },
  ],
})

/** A rating of the usual caller, for an example. */
function rate(world: World, company: string, insight: string): void {
  const user = world.table(members).find('ofCompany', company)?.user ?? ''
  world.create(insightFeedback, { company, insight, user, rating: 'down', comment: 'Not so.' })
}
