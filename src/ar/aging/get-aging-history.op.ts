import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { CalendarDate } from '../conventions/values.ts'
import { AgingTotals, toTotals } from './figures.ts'
import { periodParameters, seriesOf } from './series.ts'

export const getAgingHistory = defineOperation({
  id: 'getAgingHistory',
  route: 'GET /companies/{company_id}/ar-aging/history',
  summary: 'Get the aging over time',
  description:
    'Snapshots from the end of each day, the oldest first, and today as it stands. What is recorded later does not change a snapshot. A company whose books do not change for 400 days has none after that until they do.',
  source: 'analytics, Aging history',
  query: z.object(periodParameters),
  responses: {
    200: z.object({
      data: z.array(z.object({ date: CalendarDate, ...AgingTotals, customer_count: z.int() }).meta({ id: 'AgingOfDay' })),
    }),
  },

  handle: ({ world, company, query, reply }) =>
    reply(200, {
      data: seriesOf(world, company, query).map(({ date, figures }) => ({
        date,
        ...toTotals(figures),
        customer_count: figures.customers,
      })),
    }),

  examples: [
    {
      name: 'shows what was open at the end of each day, the oldest first',
      mark: 'D analytics-4',
      query: { date_from: '2026-05-30' },
      expect: {
        status: 200,
        body: {
          data: [
            { date: '2026-05-30', buckets: [{ bucket: 'current' }, {}, {}, {}, { bucket: '91_over' }] },
            { date: '2026-05-31', total_balance: 267_736.04 },
            { date: '2026-06-01', total_balance: 267_736.04, overdue_balance: 52_348.84, customer_count: 34 },
          ],
        },
      },
    },
    {
      name: 'has a snapshot of every week before',
      mark: 'C',
      query: { date_to: '2025-12-10' },
      expect: { status: 200, body: { data: [{ date: '2025-12-01' }, { date: '2025-12-08' }] } },
    },
    {
      name: 'is empty where the period ends before it begins',
      mark: 'C',
      query: { date_from: '2026-05-30', date_to: '2026-05-29' },
      expect: { status: 200, body: { data: [] } },
    },
    {
      name: 'refuses what is no date',
      mark: 'C',
      query: { date_from: 'May' },
      expect: {
        status: 400,
        body: { date_from: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'] },
      },
    },
  ],
})
