import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { CalendarDate } from '../conventions/values.ts'
import { datesOf } from './series.ts'

export const listAgingDates = defineOperation({
  id: 'listAgingDates',
  route: 'GET /companies/{company_id}/ar-aging/available-dates',
  summary: 'List the dates of which there are reports',
  description: 'The newest first: today, and those of all snapshots.',
  source: 'analytics, Available dates',
  responses: { 200: z.object({ data: z.array(CalendarDate) }) },

  handle: ({ world, company, reply }) => reply(200, { data: datesOf(world, company, { date_from: '0000-01-01' }).reverse() }),

  examples: [
    {
      name: 'lists today, the last two weeks day by day, and every week before',
      mark: 'D analytics-5',
      expect: {
        status: 200,
        body: {
          data: [
            ...['2026-06-01', '2026-05-31', '2026-05-30', '2026-05-29', '2026-05-28', '2026-05-27', '2026-05-26', '2026-05-25'],
            ...['2026-05-24', '2026-05-23', '2026-05-22', '2026-05-21', '2026-05-20', '2026-05-19', '2026-05-18', '2026-05-11'],
            ...['2026-05-04', '2026-04-27', '2026-04-20', '2026-04-13', '2026-04-06', '2026-03-30', '2026-03-23', '2026-03-16'],
            ...['2026-03-09', '2026-03-02', '2026-02-23', '2026-02-16', '2026-02-09', '2026-02-02', '2026-01-26', '2026-01-19'],
            ...['2026-01-12', '2026-01-05', '2025-12-29', '2025-12-22', '2025-12-15', '2025-12-08', '2025-12-01'],
          ],
        },
      },
    },
  ],
})
