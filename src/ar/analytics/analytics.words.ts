/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const analyticsWords: Words = {
  fields: {
    as_of: 'The day for which it was worked out, `YYYY-MM-DD`.',
    average_weekly_receipts: 'What came in each week, on average of the last six months, in dollars.',
    weeks: 'The next weeks, from the coming Monday on.',
    week_start: 'Monday of the week, `YYYY-MM-DD`.',
    week_end: 'Sunday of the week, `YYYY-MM-DD`.',
    'CashflowForecast.before': 'What falls into the days before the first week.',
    'CashflowForecast.after': 'What falls behind the last week.',
    by_due_date: 'What is open and due then, in dollars.',
    by_predicted_date: 'What is open and expected then, by how its customer pays, in dollars.',
    open_balance: 'All that is open now, in dollars.',
    receipts: 'What came in during each week of the last six months.',
    current_week: 'What has come in since Monday.',
    received: 'What came in during the week, in dollars.',
  },
  answers: {
    getCashflowForecast: 'What is due and expected in each of the next weeks, and what came in.',
  },
}
