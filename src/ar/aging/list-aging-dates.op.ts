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

  handle: ({ world, company, reply }) =>
    reply(200, { data: datesOf(world, company, { date_from: '0000-01-01' }).reverse() }),

  examples: [],
})
