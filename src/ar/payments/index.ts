import { defineResource } from '../../core/call/resource.ts'
import { clearPayment } from './clear-payment.timer.ts'
import { completePayment } from './complete-payment.keeper.ts'
import { followAmount, followPaidInvoice, followPayment, followPaymentZone } from './count-payments.follower.ts'
import { getPayment } from './get-payment.op.ts'
import { incomingPaymentRows } from './incoming-payment.ts'
import { invoicePaid } from './invoice-paid.event.ts'
import { followExpected } from './keep-expected.follower.ts'
import { listInvoicePayments } from './list-invoice-payments.op.ts'
import { listPayments } from './list-payments.op.ts'
import { paymentRows } from './payment.ts'
import { paymentsWords } from './payments.words.ts'
import { recordPayment } from './record-payment.op.ts'
import { settleInvoice } from './settle-invoice.keeper.ts'

export const paymentsResource = defineResource({
  name: 'payments',
  description: 'What customers pay, and what that leaves of their invoices.',
  words: paymentsWords,
  tables: [paymentRows, incomingPaymentRows],
  operations: [listPayments, recordPayment, getPayment, listInvoicePayments],
  timers: [clearPayment],
  keepers: [settleInvoice, completePayment],
  followers: [followPayment, followPaidInvoice, followAmount, followPaymentZone, followExpected],
  events: [invoicePaid],
})
