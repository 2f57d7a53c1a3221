import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { CalendarDate } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { invoices } from '../invoices/invoice.ts'
import { AgingTotals, toTotals } from './figures.ts'
import { pastFigures } from './past-aging.ts'
import { datesOf, periodParameters } from './series.ts'

export const getCustomerAgingHistory = defineOperation({
  id: 'getCustomerAgingHistory',
  route: 'GET /companies/{company_id}/customers/{customer_id}/ar-aging-history',
  summary: 'Get the aging of a customer over time',
  description:
    'On the dates of the company’s snapshots, the oldest first, and today as it stands; from what was known of the customer’s invoices at the end of each day.',
  source: 'analytics, Customer aging history',
  target: customers.at('customer_id'),
  query: z.object(periodParameters),
  responses: {
    200: z.object({ data: z.array(z.object({ date: CalendarDate, ...AgingTotals }).meta({ id: 'CustomerAgingOfDay' })) }),
  },

  handle({ world, company, target, query, reply }) {
    const dates = datesOf(world, company, query)
    const figures = pastFigures(world.table(invoices).in('ofCustomer', target.id).keys(), dates)
    return reply(200, { data: figures.map((each, i) => ({ date: dates[i] as string, ...toTotals(each) })) })
  },

  examples: [
    {
      name: 'shows what a customer owed at the end of each day',
      mark: 'D analytics-8',
      path: { customer_id: 'active' },
      query: { date_from: '2026-05-31' },
      expect: {
        status: 200,
        body: {
          data: [
            { date: '2026-05-31', invoice_count: 6 },
            { date: '2026-06-01', total_balance: 12_418.4, overdue_balance: 10_459.4, invoice_count: 6 },
          ],
        },
      },
    },
    {
      name: 'shows that a prospect has never owed anything',
      mark: 'C',
      path: { customer_id: 'prospect' },
      query: { date_to: '2025-12-01' },
      expect: { status: 200, body: { data: [{ date: '2025-12-01', total_balance: 0, invoice_count: 0 }] } },
    },
  ],
})
