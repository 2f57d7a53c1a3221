import type { Resource } from '../../core/api.ts'
import { getInvoice } from './get-invoice.op.ts'
import { listInvoices } from './list-invoices.op.ts'

export const invoicesResource: Resource = {
  name: 'invoices',
  description: 'What was billed, with a status that follows from the day.',
  operations: [listInvoices, getInvoice],
}
