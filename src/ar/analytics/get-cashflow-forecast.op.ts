import * as z from 'zod'
import { addDays } from '../../core/time/day.ts'
import { defineOperation } from '../conventions/operation.ts'
import { CalendarDate, Money } from '../conventions/values.ts'
import { forecastOf } from './forecast.ts'

const Week = { week_start: CalendarDate, week_end: CalendarDate }
const Share = { by_due_date: Money, by_predicted_date: Money }

export const getCashflowForecast = defineOperation({
  id: 'getCashflowForecast',
  route: 'GET /companies/{company_id}/analytics/cashflow-forecast',
  summary: 'Get the cash flow forecast',
  description:
    'What is open, by the 13 weeks from next Monday in which it is due, and in which payment is predicted: on the date that was promised; else as long after the due date as the customer paid late on average, over the last ten paid invoices, or 14 days where none was paid; in 14 days where that has passed. `before` and `after` are what comes before those weeks and after them. `receipts` are the last 26 full weeks.',
  source: 'analytics, Cash flow forecast',
  responses: {
    200: z
      .object({
        as_of: CalendarDate,
        open_balance: Money,
        before: z.object(Share),
        weeks: z.array(z.object({ ...Week, ...Share, average_weekly_receipts: Money })),
        after: z.object(Share),
        receipts: z.array(z.object({ ...Week, received: Money })),
      })
      .meta({ id: 'CashflowForecast' }),
  },

  handle({ world, company, reply }) {
    const as_of = world.clock.today(company.timezone)
    const { open, before, weeks, after, receipts, average } = forecastOf(world, company.id, as_of)
    return reply(200, {
      as_of,
      open_balance: open / 100,
      before: toShare(before),
      weeks: weeks.map(({ start, ...share }) => ({ ...toWeek(start), ...toShare(share), average_weekly_receipts: average / 100 })),
      after: toShare(after),
      receipts: receipts.map(({ start, cents }) => ({ ...toWeek(start), received: cents / 100 })),
    })
  },

  examples: [],
})

const toWeek = (week_start: string) => ({ week_start, week_end: addDays(week_start, 6) })

const toShare = ({ due, expected }: { due: number; expected: number }) => ({
  by_due_date: due / 100,
  by_predicted_date: expected / 100,
})
