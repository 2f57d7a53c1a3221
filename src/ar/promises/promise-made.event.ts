import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { toLetterDate } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { without } from '../../core/world/without.ts'
import { NO_CONTACT, NO_MAILBOX } from '../communications/arrive.ts'
import { breakMailboxes } from '../communications/event-examples.ts'
import { needsWriteBack, writeBack } from '../communications/write-back.ts'
import { todayOf } from '../companies/company.ts'
import { toMoney } from '../conventions/money.ts'
import { CalendarDate, moneyFrom, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { coversOf } from './covers.ts'

const PAST = 'A promise is for today or a later day.'
const OWES_NOTHING = 'The customer owes nothing that could be promised.'

/** Whether there is something that a promise of this moment would be about. */
const owes = (world: World, { id }: Customer): boolean =>
  coversOf(world, { id: '', customer: id, invoice: null, amount: null, created_at: world.clock.now() }).length > 0

export const promiseMade = defineEvent({
  type: 'promise.made',
  summary: 'A customer promises to pay.',
  description:
    'An inbound e-mail, tagged `promise_to_pay`, in the customer’s latest conversation, and a promise from the moment at which it shows: it is kept by what is paid until then, and broken otherwise. Without an amount it is about all that is open, with one about what falls due first and is not promised yet, as far as that reaches, and about what is disputed last.',
  target: customers.at('customer'),
  body: z.object({ customer: Uuid, date: CalendarDate, amount: moneyFrom(0.01).optional() }),
  rules: [
    { refuse: PAST, when: ({ world, target, body }) => body.date < todayOf(world, target.company) },
    { refuse: OWES_NOTHING, when: ({ world, target }) => !owes(world, target) },
    ...needsWriteBack(({ target }: { world: World; target: Customer }) => [target]),
  ],

  handle({ world, target, body: { date, amount = null } }) {
    const what = amount === null ? 'what is open' : toMoney(amount)
    const { id, is_synced } = writeBack(world, target, {
      body: `We will pay ${what} by ${toLetterDate(date)}.`,
      strategy_tags: ['promise_to_pay'],
      promise: { date, amount, invoices: [] },
    })
    return { thread: id, is_synced }
  },

  examples: [
    {
      name: 'the message promises, and the promise is kept in mind',
      mark: 'C',
      body: { customer: '$samples.customers.active', date: '2026-06-12', amount: 500 },
      expect: {
        status: 201,
        body: {
          rows: [
            {
              table: 'threads',
              after: {
                body: 'We will pay $500.00 by June 12, 2026.',
                strategy_tags: ['promise_to_pay'],
                requires_response: true,
              },
            },
            { table: 'promises', after: { promised_date: '2026-06-12', amount: 500, status: 'active' } },
          ],
        },
      },
    },
    {
      name: 'refuses a day that is over',
      mark: 'C',
      body: { customer: '$samples.customers.active', date: '2026-05-12' },
      expect: { status: 400, body: { error: { message: PAST } } },
    },
    {
      name: 'refuses a customer who owes nothing',
      mark: 'C',
      body: { customer: '$samples.customers.prospect', date: '2026-06-12' },
      expect: { status: 400, body: { error: { message: OWES_NOTHING } } },
    },
    {
      name: 'refuses a customer without a contact',
      mark: 'C',
      given: without(contacts),
      body: { customer: '$samples.customers.active', date: '2026-06-12' },
      expect: { status: 400, body: { error: { message: NO_CONTACT } } },
    },
    {
      name: 'refuses where no mailbox works',
      mark: 'C',
      given: breakMailboxes,
      body: { customer: '$samples.customers.active', date: '2026-06-12' },
      expect: { status: 400, body: { error: { message: NO_MAILBOX } } },
    },
  ],
})
