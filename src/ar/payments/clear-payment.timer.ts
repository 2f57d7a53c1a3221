import { defineTimer } from '../../core/world/timer.ts'
import { invoiceInWords } from '../conventions/in-words.ts'
import { invoices } from '../invoices/invoice.ts'
import { paymentLifecycle } from './payment.lifecycle.ts'
import { countedAs, payments } from './payment.ts'

/** What was announced counts when its day begins. */
export const clearPayment = defineTimer({
  name: 'clearPayment',
  of: payments,
  at: ({ counts_at }) => counts_at,
  summary: (world, { invoice }) => `what was announced for ${invoiceInWords(world, invoice)} is paid`,
  run(world, payment) {
    const invoice = world.table(invoices).get(payment.invoice)
    const status = countedAs(invoice ?? { balance: 0 }, payment.amount)
    world.save(payments, paymentLifecycle.apply('clear', payment, status))
    return status
  },
})
