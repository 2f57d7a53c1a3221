import * as z from 'zod'
import type { Example } from '../../core/call/operation.ts'
import type { World } from '../../core/world/handle.ts'
import { todayOf } from '../companies/company.ts'
import { defineOperation } from '../conventions/operation.ts'
import { CalendarDate, FilledText, moneyFrom, Text, Uuid } from '../conventions/values.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { closedExamples, refuseClosed } from '../invoices/refuse-closed.ts'
import { Payment, paymentMethods, payments, statusOfNew } from './payment.ts'

/** What is no amount, and what is said of it. */
const amounts: readonly (readonly [unknown, string])[] = [
  ['12.50', 'A valid number is required.'],
  [0, 'Ensure this value is greater than or equal to 0.01.'],
  [-5, 'Ensure this value is greater than or equal to 0.01.'],
  [10.005, 'Ensure that there are no more than 2 decimal places.'],
  [1e9, 'Ensure this value is less than or equal to 999999999.99.'],
]

const BEFORE_INVOICE = 'The payment_date is before the day on which the invoice was issued.'

interface Asked {
  readonly world: World
  readonly body: { readonly invoice: string }
}

export const recordPayment = defineOperation({
  id: 'recordPayment',
  route: 'POST /companies/{company_id}/payments',
  summary: 'Record a payment',
  description:
    'It lowers the balance of the invoice: `PAID` where that closes it, `PARTIAL` where a rest stays open. More than the balance leaves the invoice overpaid. With a date after today it is `PENDING`, and counts from that day on, also where the invoice was closed meanwhile.',
  source: 'payments, Record payment',
  body: z.object({
    invoice: Uuid,
    amount: moneyFrom(0.01),
    payment_date: CalendarDate.optional(),
    payment_method: z.enum(paymentMethods).default('ACH'),
    transaction_id: Text.nullable().default(null),
    notes: Text.nullable().default(null),
    payment_type: FilledText.default('Payment'),
  }),
  references: { invoice: invoices },
  rules: refuseClosed('pay', ({ world, body }: Asked) => world.table(invoices).get(body.invoice)),
  responses: { 201: Payment },

  handle({ world, company, body, warn, reply }) {
    const invoice = world.table(invoices).get(body.invoice) as InvoiceRow
    const today = todayOf(world, company.id)
    const { payment_date = today, transaction_id } = body
    if (payment_date < invoice.issue_date) warn(BEFORE_INVOICE)
    const others = transaction_id ? world.table(payments).list('ofInvoice', invoice.id) : []
    const same = others.find((each) => each.transaction_id === transaction_id)
    if (same) warn(`Payment ${same.id} of this invoice has the same transaction_id: this one counts too.`)
    const status = statusOfNew(invoice, body.amount, payment_date, today)
    const payment = world.create(payments, { ...body, company: company.id, payment_date, status })
    return reply(201, world.show(payments, payment))
  },

  examples: [
    {
      name: 'a part of the balance leaves the rest open',
      mark: 'C',
      body: { invoice: '$samples.invoices.past_due_31_60', amount: 0.01, transaction_id: 'ACH-77' },
      expect: {
        status: 201,
        body: {
          invoice: '$samples.invoices.past_due_31_60',
          payment_type: 'Payment',
          amount: 0.01,
          payment_date: '2026-06-01',
          payment_method: 'ACH',
          transaction_id: 'ACH-77',
          remote_id: null,
          status: 'PARTIAL',
          notes: null,
          created_at: '2026-06-01T14:00:00Z',
        },
      },
    },
    {
      name: 'more than the balance closes the invoice',
      mark: 'C',
      body: {
        invoice: '$samples.invoices.past_due_31_60',
        amount: 999_999_999.99,
        payment_method: 'WIRE',
        payment_date: '2026-05-29',
      },
      expect: { status: 201, body: { status: 'PAID', payment_method: 'WIRE', payment_date: '2026-05-29' } },
    },
    {
      name: 'a payment of a later day is pending',
      mark: 'C',
      body: { invoice: '$samples.invoices.current', amount: 20, payment_date: '2026-06-09', notes: 'Promised by phone.' },
      expect: { status: 201, body: { status: 'PENDING', notes: 'Promised by phone.' } },
    },
    {
      name: 'warns of a payment before the invoice',
      mark: 'C',
      body: { invoice: '$samples.invoices.current', amount: 1, payment_date: '2020-01-31' },
      expect: { status: 201, body: { payment_date: '2020-01-31' }, headers: { 'x-sim-warning': BEFORE_INVOICE } },
    },
    {
      name: 'needs an invoice and an amount',
      mark: 'C',
      body: {},
      expect: { status: 400, body: { invoice: ['This field is required.'], amount: ['This field is required.'] } },
    },
    ...amounts.map(
      ([amount, message]): Example => ({
        name: `refuses ${JSON.stringify(amount)} as an amount`,
        mark: 'C',
        body: { invoice: '$samples.invoices.current', amount },
        expect: { status: 400, body: { amount: [message] } },
      }),
    ),
    {
      name: 'refuses an unknown invoice, method and date',
      mark: 'C',
      body: { invoice: '00000000-0000-4000-8000-00000000dead', amount: 1, payment_method: 'CASH', payment_date: '06/01/2026' },
      expect: {
        status: 400,
        body: {
          invoice: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'],
          payment_method: ['"CASH" is not a valid choice.'],
          payment_date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
        },
      },
    },
    {
      name: 'knows what is meant by another name of a field',
      mark: 'C',
      body: { invoice_id: '$samples.invoices.current', amount: 1 },
      expect: {
        status: 400,
        body: { invoice: ['This field is required.'] },
        headers: { 'x-sim-warning': 'The field "invoice_id" is ignored. Did you mean "invoice"?' },
      },
    },
    ...closedExamples('pay', (sample) => ({ body: { invoice: `$samples.invoices.${sample}`, amount: 1 } })),
  ],
})
