/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const paymentsWords: Words = {
  fields: {
    'PaymentPage.count': 'How many rows fit in all; told with the first part only.',
    payment_type: 'What it is called in the books; `Payment` unless told.',
    'Payment.amount': 'What was paid, in dollars.',
    'RecordPaymentRequest.amount': 'What was paid, in dollars with at most two decimals.',
    payment_date: 'The day of the payment, `YYYY-MM-DD`; one after today counts from then on.',
    payment_method: 'How it was paid; `ACH` unless told.',
    transaction_id: 'What the bank calls it; null where nobody says.',
    remote_id: 'What the accounting system calls it; null where it was recorded here.',
    'Payment.status': '`PAID` closed the invoice, `PARTIAL` left a rest, `PENDING` does not count before its date.',
    notes: 'A remark on it; null where there is none.',
    'Payment.invoice': 'UUID of the invoice that was paid.',
    'RecordPaymentRequest.invoice': 'UUID of the open invoice that was paid.',
    'Payment.customer': 'Who paid: the customer of the invoice.',
    counts_at: 'When the day of a pending one begins, in UTC; null for all others.',
    'incoming_payments.invoice': 'The invoice that is paid by it.',
    'incoming_payments.amount': 'How much it is, in dollars.',
  },
  parameters: {
    payment_id: 'UUID of a payment, from `listPayments` or `recordPayment`.',
  },
  answers: {
    listPayments: 'Part of the payments, the latest first, with the cursor of the next.',
    recordPayment: 'The payment, with what it did to the invoice as its status.',
    getPayment: 'The payment as it is now.',
    listInvoicePayments: 'All payments of the invoice, the latest first.',
  },
  tables: {
    payments: 'What customers paid. Balances follow from it.',
    incoming_payments: 'Payments that stand in the accounting system and reach the books with its next sync.',
  },
  follows: {
    'payments.invoice': 'the first open one of the company',
    'payments.amount': 'what is owed; half of it where it is PARTIAL',
    'payments.payment_date': 'the day of created_at; tomorrow where it is PENDING',
    'payments.status': 'the amount, the balance and the date',
    'incoming_payments.amount': 'what is owed',
    'incoming_payments.payment_date': 'the company’s today',
  },
  links: {
    recordPayment: { getInvoice: { invoice_id: '/invoice' } },
  },
}
