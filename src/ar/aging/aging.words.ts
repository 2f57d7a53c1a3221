/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const agingWords: Words = {
  fields: {
    buckets: 'The open invoices by age, from those not due to the oldest.',
    bucket: 'How many days past due its invoices are.',
    'AgingBucketTotals.balance': 'What is open in this age, in dollars.',
    date: 'The day it tells of, `YYYY-MM-DD`.',
    change: 'How the figures differ from an earlier report; null where there is none.',
    since: 'The day of the earlier report, `YYYY-MM-DD`.',
    health_score: 'How the receivables stand: by what is past due, for how long, and how much one customer owes.',
    percentage: 'Share of all that is open, from 0 to 100.',
    'AgingReport.change.total_balance': 'How much more is open than then, in dollars; below zero for less.',
    'AgingReport.change.overdue_balance': 'How much more is past due than then, in dollars; below zero for less.',
    'AgingReport.change.invoice_count': 'How many more invoices are open than then; below zero for fewer.',
    'AgingReport.change.customer_count': 'How many more customers owe something than then; below zero for fewer.',
    'aging_snapshots.date': 'The day at whose end it stood so.',
    balances: 'What was open of each age, in dollars, from those not due to the oldest.',
    invoice_counts: 'How many invoices were open of each age, in the same order.',
    'aging_snapshots.customer_count': 'How many customers owed something.',
    top_customer_balance: 'How much the one owed who owed most, in dollars.',
    'aging_days.id': 'UUID of the company whose day it is.',
    'promises.customer': 'UUID of the customer who promised it.',
    'aging_days.date': 'The day that will be kept next.',
    'aging_days.ends_at': 'When it is over where the company is, in UTC; null while nothing is kept.',
    quiet_days: 'How many days nothing has changed.',
  },
  answers: {
    getAgingSummary: 'What is open today, by age.',
    listAgingDetails: 'A page of open invoices, the one that was due first coming first.',
    getAgingHistory: 'How the aging stood on each day of the period.',
    listAgingDates: 'The days of which there are reports, the latest first.',
    getAgingReport: 'The figures of the day, and how they have changed.',
    getCustomerAgingHistory: 'What the customer owed on each day of the period, by age.',
  },
  tables: {
    aging_snapshots:
      'What was open at the end of a day. It never changes. Once a company’s books have not changed for 400 days, no more days are kept until they do.',
    aging_days: 'Which day of a company will be kept next.',
  },
  follows: {
    'aging_snapshots.date': 'yesterday',
    'aging_snapshots.invoice_counts': 'one for each balance',
    'aging_snapshots.customer_count': 'one, where something was open',
    'aging_snapshots.top_customer_balance': 'the balances',
    'aging_days.date': 'the company’s today',
  },
}
