/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const promisesWords: Words = {
  fields: {
    'promises.invoice':
      'Null where it is about all that was open when it was made; an amount covers of that what falls due first and was not promised yet, what is disputed last, as far as it reaches.',
    'promises.thread': 'The message in which it was made; null where it was made otherwise.',
    promised_date: 'The day by which they will pay, `YYYY-MM-DD`.',
    'promises.amount': 'How much they promised, in dollars; null for all that is open.',
    'promises.status': 'Whether it holds, was kept or broken, or means nothing any more.',
    covers:
      'The invoices that were open when it was made, what is due first first, and what is disputed last of an amount: how much of each is promised, 0 where the amount does not reach it; when it was due then; and the payments of the same moment that came before the promise.',
    ends_at: 'When the day is over where the company is, in UTC; null where nothing waits for that.',
  },
  tables: {
    promises: 'Promises of customers to pay. Aging, the forecast and insights read them.',
  },
  follows: {
    'promises.promised_date': 'a week after created_at; yesterday for one that is broken',
  },
}
