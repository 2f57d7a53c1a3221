import { defineOperation } from '../conventions/operation.ts'
import { Invoice, invoices } from './invoice.ts'

export const getInvoice = defineOperation({
  id: 'getInvoice',
  route: 'GET /companies/{company_id}/invoices/{invoice_id}',
  summary: 'Get an invoice',
  description: 'Status, days overdue and aging bucket are as of today.',
  source: 'invoices, Get invoice',
  target: invoices.at('invoice_id'),
  responses: { 200: Invoice },

  handle: ({ target, show, reply }) => reply(200, show(target)),

  examples: [
    {
      name: 'shows an invoice with its age',
      mark: 'C',
      path: { invoice_id: 'past_due_31_60' },
      expect: { status: 200, body: { status: 'past_due_31_60', aging_bucket: '31_60' } },
    },
    {
      name: 'a closed invoice has no age',
      mark: 'C',
      path: { invoice_id: 'closed_written_off' },
      expect: { status: 200, body: { status: 'closed_written_off', days_overdue: 0, aging_bucket: null } },
    },
    {
      name: 'an unknown invoice is not found',
      mark: 'C',
      path: { invoice_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404 },
    },
  ],
})
