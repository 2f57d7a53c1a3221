import * as z from 'zod'
import { addDays } from '../../core/time/day.ts'
import { without } from '../../core/world/without.ts'
import { defineOperation } from '../conventions/operation.ts'
import { CalendarDate, Money } from '../conventions/values.ts'
import { invoices } from '../invoices/invoice.ts'
import { forecastOf } from './forecast.ts'

const Week = { week_start: CalendarDate, week_end: CalendarDate }
const Receipts = { ...Week, received: Money }
const Share = { by_due_date: Money, by_predicted_date: Money }

/** Weeks of an example. */
const beginning = (week_start: string) => ({ week_start })

export const getCashflowForecast = defineOperation({
  id: 'getCashflowForecast',
  route: 'GET /companies/{company_id}/analytics/cashflow-forecast',
  summary: 'Get the cash flow forecast',
  description:
    'What is open, by the 13 weeks from next Monday in which it is due, and in which payment is predicted: on the dates for which it is announced; else by those that were promised, the invoice that is due first first, as far as the amount reaches; else as long after the due date as the customer paid late on average, over the last ten paid invoices, or 14 days where none was paid, but no sooner than the end of the time that was granted; in 14 days where that has passed. What is neither announced nor promised is predicted for a weekday. `before` and `after` are what comes before those weeks and after them. `receipts` are the last 26 full weeks, `current_week` is the one after them, as far as it has come.',
  source: 'analytics, Cash flow forecast',
  responses: {
    200: z
      .object({
        as_of: CalendarDate,
        open_balance: Money,
        before: z.object(Share),
        weeks: z.array(z.object({ ...Week, ...Share, average_weekly_receipts: Money })),
        after: z.object(Share),
        receipts: z.array(z.object(Receipts)),
        current_week: z.object(Receipts),
      })
      .meta({ id: 'CashflowForecast' }),
  },

  handle({ world, company, reply }) {
    const as_of = world.clock.today(company.timezone)
    const { open, before, weeks, after, receipts, current, average } = forecastOf(world, company.id, as_of)
    return reply(200, {
      as_of,
      open_balance: open / 100,
      before: toShare(before),
      weeks: weeks.map(({ start, ...share }) => ({
        ...toWeek(start),
        ...toShare(share),
        average_weekly_receipts: average / 100,
      })),
      after: toShare(after),
      receipts: receipts.map(toReceipts),
      current_week: toReceipts(current),
    })
  },

  examples: [
    {
      name: 'forecasts 13 weeks from next Monday',
      mark: 'D analytics-10',
      expect: {
        status: 200,
        body: {
          as_of: '2026-06-01',
          open_balance: 267_736.04,
          before: { by_due_date: 107_869.14, by_predicted_date: 54_745.25 },
          weeks: [
            {
              week_start: '2026-06-08',
              week_end: '2026-06-14',
              by_due_date: 42_195.2,
              by_predicted_date: 45_019.54,
              average_weekly_receipts: 20_894.7,
            },
            { week_start: '2026-06-15', by_due_date: 30_450.25, by_predicted_date: 37_088.5 },
            ...['2026-06-22', '2026-06-29', '2026-07-06', '2026-07-13', '2026-07-20', '2026-07-27'].map(beginning),
            ...['2026-08-03', '2026-08-10', '2026-08-17', '2026-08-24', '2026-08-31'].map(beginning),
          ],
        },
      },
    },
    {
      name: 'forecasts nothing where nothing is open',
      mark: 'C',
      given: without(invoices),
      expect: {
        status: 200,
        body: {
          open_balance: 0,
          before: { by_due_date: 0, by_predicted_date: 0 },
          after: { by_due_date: 0, by_predicted_date: 0 },
        },
      },
    },
  ],
})

const toWeek = (week_start: string) => ({ week_start, week_end: addDays(week_start, 6) })

const toReceipts = ({ start, cents }: { start: string; cents: number }) => ({ ...toWeek(start), received: cents / 100 })

const toShare = ({ due, expected }: { due: number; expected: number }) => ({
  by_due_date: due / 100,
  by_predicted_date: expected / 100,
})
