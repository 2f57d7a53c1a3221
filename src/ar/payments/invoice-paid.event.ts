import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import { todayOf } from '../companies/company.ts'
import { CalendarDate, moneyFrom, Uuid } from '../conventions/values.ts'
import { invoices, isOpen } from '../invoices/invoice.ts'
import { closedExample } from '../invoices/refuse-closed.ts'
import { book, incomingPayments } from './incoming-payment.ts'
import { paymentMethods } from './payment.ts'

const CLOSED = 'The invoice is closed, so nobody pays it.'

export const invoicePaid = defineEvent({
  type: 'invoice.paid',
  summary: 'A customer pays an invoice, in part or whole.',
  description:
    'All that is open unless an amount is given, today unless a date is. The payment is in the books at once; with `"on": "sync"` it waits in the accounting system until a sync of it ends well, so not while it is disconnected. The invoice, the customer’s balance, aging, the forecast and promises follow.',
  target: invoices.at('invoice'),
  body: z.object({
    invoice: Uuid,
    amount: moneyFrom(0.01).optional(),
    method: z.enum(paymentMethods).default('ACH'),
    date: CalendarDate.optional(),
    on: z.enum(['now', 'sync']).default('now'),
  }),
  rules: [{ refuse: CLOSED, when: ({ target }) => !isOpen(target) }],

  handle({ world, target, body }) {
    const { amount = target.balance, method: payment_method, date: payment_date = todayOf(world, target.company), on } = body
    const paid = { amount, payment_method, payment_date }
    if (on === 'now') return { payment: book(world, target, paid) }
    world.create(incomingPayments, { ...paid, company: target.company, invoice: target.id })
    return { payment: null }
  },

  examples: [
    {
      name: 'all that is open is paid, and the invoice closed',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_31_60' },
      expect: { status: 201, body: { type: 'invoice.paid', body: { invoice: '$samples.invoices.past_due_31_60' } } },
    },
    {
      name: 'a payment can wait for the next sync of the accounting system',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_31_60', amount: 20, method: 'WIRE', date: '2026-05-29', on: 'sync' },
      expect: {
        status: 201,
        body: {
          result: { payment: null },
          rows: [
            {
              table: 'incoming_payments',
              after: {
                amount: 20,
                payment_method: 'WIRE',
                payment_date: '2026-05-29',
                invoice: '$samples.invoices.past_due_31_60',
              },
            },
          ],
        },
      },
    },
    closedExample(CLOSED),
    {
      name: 'refuses what is no amount, method and date, all at once',
      mark: 'C',
      body: { invoice: '$samples.invoices.current', amount: 0, method: 'CASH', date: 'Friday' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'amount', message: 'Ensure this value is greater than or equal to 0.01.' },
              { field: 'method', message: '"CASH" is not a valid choice.' },
              { field: 'date', message: 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.' },
            ],
          },
        },
      },
    },
  ],
})
