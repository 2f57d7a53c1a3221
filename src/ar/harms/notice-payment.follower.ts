import { toLetterDate } from '../../core/time/day.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { todayOf } from '../companies/company.ts'
import { addUp } from '../conventions/money.ts'
import { customers } from '../customers/customer.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { isCounted, payments } from '../payments/payment.ts'
import { paymentRules } from './payment-rules.ts'
import { notice } from './rule.ts'

/** A payment is judged when a call records it; what comes from the accounting system is that system’s own. */
export const noticePayment = defineFollower({
  of: payments,
  run(world, before, after) {
    if (before || !after || after.remote_id !== null || !world.isBeingCalled || world.isBeingEdited) return
    const { id } = after
    const invoice = world.table(invoices).get(after.invoice)
    if (!invoice) return
    notice(paymentRules, {
      world,
      row: { table: 'payments', id },
      steps: [{ table: 'payments', id, status: null }],
      payment: after,
      invoice,
      customer: world.table(customers).get(invoice.customer),
      left: leftBefore(world, invoice, id),
      day: toLetterDate(todayOf(world, invoice.company)),
    })
  },
})

/** The balance of the invoice follows after this. */
function leftBefore(world: World, { id, balance }: InvoiceRow, own: string): number {
  const announced = world
    .table(payments)
    .list('ofInvoice', id)
    .filter((payment) => payment.id !== own && !isCounted(payment))
  return balance - addUp(announced.map(({ amount }) => amount))
}
