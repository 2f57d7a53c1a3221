/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const invoicesWords: Words = {
  fields: {
    'InvoicePage.count': 'How many rows fit in all; told with the first part only.',
    'Invoice.customer': 'UUID of the customer who was billed.',
    'Invoice.status': 'Follows from the day: open and not due, how long past due, or how it was closed.',
    issue_date: 'The day of the bill, `YYYY-MM-DD`.',
    due_date: 'The last day to pay without being late, `YYYY-MM-DD`.',
    'CreateInvoiceRequest.issue_date': 'The day of the bill, `YYYY-MM-DD`; today unless told.',
    'CreateInvoiceRequest.due_date':
      'The last day to pay without being late, `YYYY-MM-DD`; by the terms of the customer unless told.',
    amount: 'What was billed, in dollars with at most two decimals.',
    balance: 'What is still owed, in dollars; below zero where too much was paid.',
    credited_amount: 'What of it was closed by a credit memo, in dollars.',
    written_off_amount: 'What of it was written off, in dollars.',
    days_overdue: 'Whole days past the due date; 0 before that, and once it is closed.',
    aging_bucket: 'How many days it is past due; null once it is closed.',
    closed_as: 'How what was not paid is no longer asked for; null while it is, or where all was paid.',
    paid_on:
      'The day of the payment with which all of it was paid, `YYYY-MM-DD`; until then of the last one that counts, null where there is none.',
    trail: 'What was owed at the end of each day on which that changed, the first one first.',
    facets: 'How many of all that fit are of each status; with the first part only.',
    'InvoicePage.facets.status': 'By status, how many invoices there are.',
    current: 'How many are open and not past due.',
    past_due_1_30: 'How many are 1 to 30 days past due.',
    past_due_31_60: 'How many are 31 to 60 days past due.',
    past_due_61_90: 'How many are 61 to 90 days past due.',
    past_due_90p: 'How many are more than 90 days past due.',
    closed_paid: 'How many are paid.',
    closed_overpaid: 'How many are paid with more than was asked.',
    closed_credit_memo: 'How many were closed by a credit memo.',
    closed_written_off: 'How many were written off.',
    ids: 'UUIDs of the invoices to change, each once.',
    changes: 'What to change of each of them.',
    'BulkUpdateInvoicesResult.data': 'The invoices with what was changed, as they were asked for.',
    'CreateInvoiceRequest.customer': 'UUID of the customer to bill.',
  },
  answers: {
    listInvoices: 'Part of the invoices, those that are due first coming first, with the cursor of the next.',
    createInvoice: 'The new invoice.',
    bulkUpdateInvoices: 'All invoices with what was changed: all are, or none.',
    getInvoice: 'The invoice as it is today.',
    updateInvoice: 'The invoice with what was changed.',
    sendInvoiceReminder: 'The reminder that went out.',
  },
  tables: {
    invoices: 'What was billed. Status, age and days past due follow from the day.',
  },
  follows: {
    'invoices.invoice_number': 'one more than the highest of the company',
    'invoices.issue_date': 'created_at, or by the customer’s terms before due_date',
    'invoices.due_date': 'by the customer’s terms after issue_date',
  },
}
