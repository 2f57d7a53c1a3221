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

  examples: [],
})
