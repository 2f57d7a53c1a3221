import { defineResource } from '../../core/call/resource.ts'
import { getInvoice } from './get-invoice.op.ts'
import { invoiceRows } from './invoice.ts'
import { followCustomer, followInvoice, totalAll } from './keep-customer-totals.follower.ts'
import { listInvoices } from './list-invoices.op.ts'

export const invoicesResource = defineResource({
  name: 'invoices',
  description: 'What was billed, with a status that follows from the day.',
  tables: [invoiceRows],
  operations: [listInvoices, getInvoice],
  followers: [followCustomer, followInvoice],
  completions: [totalAll],
})
