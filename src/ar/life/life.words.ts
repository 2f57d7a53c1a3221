/** What the tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const lifeWords: Words = {
  fields: {
    'plans.id': 'What is meant and what it is about, such as `pay:` with the id of an invoice.',
    'plans.intent':
      'What is meant to be done: a customer is billed, pays, tells of a payment, answers, or a machine does for them; mail comes back; a debt is written off; a sync starts; the agent looks at an invoice, or has waited long enough for an answer.',
    'plans.about': 'The id of the customer, invoice, payment, message, connection or action that it is about.',
    'plans.at': 'When it is done, in UTC.',
    'plans.share': 'How much of what is open is paid, up to 1; null for all.',
    'plans.says': 'What an answer says; null for what is no answer.',
    'plans.date': 'The day that a promise names, `YYYY-MM-DD`; null for none.',
    'plans.n': 'Counts what happens again and again.',
  },
  tables: {
    plans: 'What customers, accounting systems and the agent mean to do, in a world that lives. No call shows it.',
  },
  follows: {
    'plans.at': 'a day from now',
    'plans.intent': 'a payment',
  },
}
