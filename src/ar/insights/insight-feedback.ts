import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { users } from '../auth/user.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { masked } from './insight-id.ts'

export const ratings = ['up', 'down'] as const

export const InsightFeedback = z
  .object({
    id: Uuid,
    company: Uuid,
    insight: Uuid,
    user: Uuid,
    rating: z.enum(ratings),
    comment: z.string().nullable().default(null),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'InsightFeedback' })
export type InsightFeedback = z.output<typeof InsightFeedback>

export const insightFeedback = defineTable({
  name: 'insight_feedback',
  kind: 'insight_feedback',
  row: InsightFeedback,
  references: { company: companies, user: users },
  indexes: { ofUser: { group: ['insight', 'user'] } },
})

export const insightFeedbackRows = defineRows(insightFeedback, { defaults: feedbackDefaults })

/** A member likes the signal of the portfolio. */
function feedbackDefaults(given: Columns<InsightFeedback>, world: World): Columns<InsightFeedback> {
  const { company = world.table(members).find('byUser', given.user ?? '')?.company ?? firstCompanyId(world) ?? '' } = given
  const user = world.table(members).find('ofCompany', company)?.user
  return { company, insight: masked('portfolio_signal', company), user, rating: 'up' }
}
