import { defineResource } from '../../core/call/resource.ts'
import { bulkUpdateInvoices } from './bulk-update-invoices.op.ts'
import { createInvoice } from './create-invoice.op.ts'
import { getInvoice } from './get-invoice.op.ts'
import { invoiceRows } from './invoice.ts'
import { invoiceDisputed } from './invoice-disputed.event.ts'
import { invoicesWords } from './invoices.words.ts'
import { followCustomer, followInvoice, followTotalsZone } from './keep-customer-totals.follower.ts'
import { listInvoices } from './list-invoices.op.ts'
import { sendInvoiceReminder } from './send-invoice-reminder.op.ts'
import { updateInvoice } from './update-invoice.op.ts'

export const invoicesResource = defineResource({
  name: 'invoices',
  description: 'What was billed, with a status that follows from the day.',
  words: invoicesWords,
  tables: [invoiceRows],
  operations: [listInvoices, createInvoice, bulkUpdateInvoices, getInvoice, updateInvoice, sendInvoiceReminder],
  followers: [followCustomer, followInvoice, followTotalsZone],
  events: [invoiceDisputed],
})
