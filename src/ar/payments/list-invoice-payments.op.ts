import { defineOperation } from '../conventions/operation.ts'
import { listOf } from '../conventions/page.ts'
import { invoices } from '../invoices/invoice.ts'
import { Payment, payments } from './payment.ts'

export const listInvoicePayments = defineOperation({
  id: 'listInvoicePayments',
  route: 'GET /companies/{company_id}/invoices/{invoice_id}/payments',
  summary: 'List the payments of an invoice',
  description: 'All of them, the newest first; those that are announced too.',
  source: 'payments, List invoice payments',
  target: invoices.at('invoice_id'),
  responses: { 200: listOf(Payment) },

  handle({ world, target, reply }) {
    const rows = world.table(payments).list('ofInvoice', target.id)
    return reply(200, { count: rows.length, data: rows.map((row) => world.show(payments, row)) })
  },

  examples: [
    {
      name: 'lists what was paid of an invoice',
      mark: 'C',
      path: { invoice_id: 'closed_paid' },
      expect: { status: 200, body: { data: [{ invoice: '$samples.invoices.closed_paid', status: 'PAID' }] } },
    },
    {
      name: 'an invoice that nobody paid has none',
      mark: 'C',
      path: { invoice_id: 'closed_written_off' },
      expect: { status: 200, body: { count: 0, data: [] } },
    },
  ],
})
