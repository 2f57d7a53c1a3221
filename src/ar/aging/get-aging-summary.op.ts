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

  examples: [
    {
      name: 'sums up what is open by age',
      mark: 'D analytics-2',
      expect: {
        status: 200,
        body: {
          as_of: '2026-06-01',
          total_balance: 267_736.04,
          overdue_balance: 52_348.84,
          invoice_count: 81,
          buckets: [
            { bucket: 'current', balance: 215_387.2, invoice_count: 38, percentage: 80.45 },
            { bucket: '1_30', invoice_count: 20 },
            { bucket: '31_60', invoice_count: 12 },
            { bucket: '61_90', invoice_count: 6 },
            { bucket: '91_over', balance: 6_069.7, invoice_count: 5, percentage: 2.27 },
          ],
        },
      },
    },
    {
      name: 'is not for those who are no members',
      mark: 'C',
      as: 'outsider',
      expect: { status: 403 },
    },
  ],
})
