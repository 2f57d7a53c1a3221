import { defineOperation } from '../conventions/operation.ts'
import { labels } from '../labels/label.ts'
import { changed, InvoiceChanges, warnOfClosed, warnOfFuture } from './change-invoice.ts'
import { BEFORE_ISSUE, Invoice, type InvoiceRow, invoices, NUMBER_TAKEN } from './invoice.ts'
import { closedExamples, refuseClosed } from './refuse-closed.ts'

interface Asked {
  readonly target: InvoiceRow
  readonly body: InvoiceChanges
}

export const updateInvoice = defineOperation({
  id: 'updateInvoice',
  route: 'PATCH /companies/{company_id}/invoices/{invoice_id}',
  summary: 'Update an invoice',
  description:
    'What was paid stays paid: with an amount below it the invoice is overpaid, with one above it it is open again. Once the rest is credited or written off, the amount can only be lowered. `status` closes an open invoice; every other status follows from payments and the day.',
  source: 'invoices, Update invoice',
  target: invoices.at('invoice_id'),
  body: InvoiceChanges,
  references: { labels },
  clashes: ({ world, target, body }) => changed(world, target, body).issues,
  rules: refuseClosed('close', ({ target, body }: Asked) => (body.status === undefined ? undefined : target)),
  responses: { 200: Invoice },

  handle({ world, target, body, save, show, warn, reply }) {
    const { row } = changed(world, target, body)
    warnOfClosed(target, body, warn)
    warnOfFuture(world, row, target, warn)
    return reply(200, show(save(row)))
  },

  examples: [
    {
      name: 'changes the number, the dates, the amount and the labels',
      mark: 'D invoices-17',
      path: { invoice_id: 'current' },
      body: {
        invoice_number: 'A-7',
        issue_date: '2026-05-01',
        due_date: '2026-05-31',
        amount: 99.9,
        labels: ['$samples.labels.first'],
      },
      expect: {
        status: 200,
        body: {
          invoice_number: 'A-7',
          issue_date: '2026-05-01',
          due_date: '2026-05-31',
          amount: 99.9,
          balance: 99.9,
          status: 'past_due_1_30',
          labels: ['$samples.labels.first'],
        },
      },
    },
    {
      name: 'writes off what is left',
      mark: 'C',
      path: { invoice_id: 'past_due_90p' },
      body: { status: 'closed_written_off' },
      expect: { status: 200, body: { status: 'closed_written_off', balance: 0, credited_amount: 0, aging_bucket: null } },
    },
    {
      name: 'credits what is left',
      mark: 'C',
      path: { invoice_id: 'past_due_90p' },
      body: { status: 'closed_credit_memo' },
      expect: { status: 200, body: { status: 'closed_credit_memo', balance: 0, written_off_amount: 0 } },
    },
    {
      name: 'an amount below what was paid makes it overpaid',
      mark: 'C',
      path: { invoice_id: 'closed_paid' },
      body: { amount: 0.01 },
      expect: {
        status: 200,
        body: { status: 'closed_overpaid', amount: 0.01 },
        headers: { 'x-sim-warning': 'INV-2043 is closed_paid: amount of it changed all the same.' },
      },
    },
    {
      name: 'refuses a status that follows from payments or the day, a number that is no text, and no money',
      mark: 'C',
      path: { invoice_id: 'current' },
      body: { status: 'closed_paid', invoice_number: ' ', amount: '12' },
      expect: {
        status: 400,
        body: {
          status: ['"closed_paid" is not a valid choice.'],
          invoice_number: ['This field may not be blank.'],
          amount: ['A valid number is required.'],
        },
      },
    },
    {
      name: 'refuses a number that is taken, and dates in the wrong order',
      mark: 'C',
      path: { invoice_id: 'past_due_90p' },
      body: { invoice_number: 'INV-2216', due_date: '2020-01-01' },
      expect: { status: 400, body: { invoice_number: [NUMBER_TAKEN], due_date: [BEFORE_ISSUE] } },
    },
    {
      name: 'refuses to be issued after it is due',
      mark: 'C',
      path: { invoice_id: 'past_due_90p' },
      body: { issue_date: '2026-06-01' },
      expect: { status: 400, body: { issue_date: ['Ensure this date is not after the due date.'] } },
    },
    {
      name: 'refuses to bill more on an invoice of which the rest is written off',
      mark: 'C',
      path: { invoice_id: 'closed_written_off' },
      body: { amount: 999_999_999.99 },
      expect: { status: 400, body: { amount: ['Cannot raise the amount of this invoice: it is closed_written_off.'] } },
    },
    ...closedExamples('close', (invoice_id) => ({ path: { invoice_id }, body: { status: 'closed_written_off' } })),
  ],
})
