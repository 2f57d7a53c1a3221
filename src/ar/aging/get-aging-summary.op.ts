import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { CalendarDate } from '../conventions/values.ts'
import { AgingTotals, figuresOf, toTotals } from './figures.ts'

export const getAgingSummary = defineOperation({
  id: 'getAgingSummary',
  route: 'GET /companies/{company_id}/ar-aging/summary',
  summary: 'Get the open receivables by age',
  description: 'As they stand now, as old as they are on the day it is where the company is.',
  source: 'analytics, Aging summary',
  responses: { 200: z.object({ as_of: CalendarDate, ...AgingTotals }).meta({ id: 'AgingSummary' }) },

  handle({ world, company, reply }) {
    const as_of = world.clock.today(company.timezone)
    return reply(200, { as_of, ...toTotals(figuresOf(world, company.id, as_of)) })
  },

  examples: [],
})
