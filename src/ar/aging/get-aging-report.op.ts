import * as z from 'zod'
import { Refused } from '../../core/call/refusal.ts'
import type { World } from '../../core/world/handle.ts'
import type { Company } from '../companies/company.ts'
import { defineOperation } from '../conventions/operation.ts'
import { queryDate } from '../conventions/query.ts'
import { CalendarDate, Money } from '../conventions/values.ts'
import { figuresOfSnapshot, snapshotBefore } from './aging-snapshot.ts'
import { AgingTotals, type CompanyFigures, overdueOf, Percentage, sum, toTotals } from './figures.ts'
import { HealthScore, healthOf, sharesOf, signsInWords } from './health.ts'
import { type Day, seriesOf } from './series.ts'

const AgingReport = z
  .object({
    date: CalendarDate,
    health_score: HealthScore,
    ...AgingTotals,
    customer_count: z.int(),
    current_percentage: Percentage,
    over_90_percentage: Percentage,
    top_customer_percentage: Percentage,
    /** Against the snapshot before; null for the first one. */
    change: z
      .object({
        since: CalendarDate,
        total_balance: Money,
        overdue_balance: Money,
        invoice_count: z.int(),
        customer_count: z.int(),
      })
      .nullable(),
  })
  .meta({ id: 'AgingReport' })

export const getAgingReport = defineOperation({
  id: 'getAgingReport',
  route: 'GET /companies/{company_id}/ar-aging/report-summary',
  summary: 'Get the aging report of a date',
  description: `${signsInWords} \`change\` is against the snapshot before.`,
  source: 'analytics, Aging report',
  query: z.object({ date: queryDate('One of the available dates; today unless told.') }),
  responses: { 200: AgingReport },

  handle({ world, company, query, reply }) {
    const { date, figures } = dayOf(world, company, query.date)
    return reply(200, {
      date,
      health_score: healthOf(figures),
      ...toTotals(figures),
      customer_count: figures.customers,
      ...sharesOf(figures),
      change: changeSince(world, company, date, figures),
    })
  },

  examples: [
    {
      name: 'reports on today',
      mark: 'D analytics-14',
      expect: {
        status: 200,
        body: {
          date: '2026-06-01',
          health_score: 'Healthy',
          total_balance: 267_736.04,
          current_percentage: 80.45,
          over_90_percentage: 2.27,
          top_customer_percentage: 13.21,
          change: { since: '2026-05-31', total_balance: 0 },
        },
      },
    },
    {
      name: 'reports on a day gone by',
      mark: 'D analytics-6',
      query: { date: '2026-05-18' },
      expect: { status: 200, body: { date: '2026-05-18', change: { since: '2026-05-11' } } },
    },
    {
      name: 'has nothing to compare the first one with',
      mark: 'C',
      query: { date: '2025-12-01' },
      expect: { status: 200, body: { date: '2025-12-01', change: null } },
    },
    {
      name: 'refuses a date of which there is no report',
      mark: 'C',
      query: { date: '2026-05-17' },
      expect: {
        status: 400,
        body: { date: ['There is no report for 2026-05-17; GET ar-aging/available-dates lists those there are.'] },
      },
    },
  ],
})

/** @throws Refused for a date of which there is no report */
function dayOf(world: World, company: Company, asked = world.clock.today(company.timezone)): Day {
  const [day] = seriesOf(world, company, { date_from: asked, date_to: asked })
  if (day) return day
  const message = `There is no report for ${asked}; GET ar-aging/available-dates lists those there are.`
  throw new Refused({ kind: 'invalid', issues: [{ path: ['date'], message }] })
}

function changeSince(world: World, company: Company, date: string, now: CompanyFigures) {
  const before = snapshotBefore(world, company.id, date)
  if (!before) return null
  const then = figuresOfSnapshot(before)
  return {
    since: before.date,
    total_balance: (sum(now.cents) - sum(then.cents)) / 100,
    overdue_balance: (overdueOf(now) - overdueOf(then)) / 100,
    invoice_count: sum(now.counts) - sum(then.counts),
    customer_count: now.customers - then.customers,
  }
}
