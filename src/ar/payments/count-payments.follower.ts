import { compareInstants } from '../../core/store/compare.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { paymentLifecycle } from './payment.lifecycle.ts'
import { countedAs, isCounted, type PaymentRow, payments } from './payment.ts'
import { settled } from './settle.ts'

/** An invoice's balance follows from the payments that count. */
export const followPayment = defineFollower({
  of: payments,
  run(world, before, after) {
    if (before && after && isCounted(before) === isCounted(after) && told.every((column) => before[column] === after[column]))
      return
    const counted = [before, after].filter((payment) => payment !== undefined).filter(isCounted)
    const at = !before && after ? after.created_at : world.clock.now()
    for (const invoice of new Set(counted.map((payment) => payment.invoice))) recount(world, invoice, at)
  },
})
const told = ['invoice', 'amount', 'payment_date'] as const satisfies readonly (keyof PaymentRow)[]

/** An invoice that goes to another customer takes its payments along. */
export const followPaidInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (!before || !after || before.customer === after.customer) return
    for (const payment of world.table(payments).list('ofInvoice', after.id)) world.table(payments).put(payment)
  },
})

/** What its payments did to an invoice follows from its amount. */
export const followAmount = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (before && after && before.amount !== after.amount) restate(world, after)
  },
})

function restate(world: World, { id, amount }: InvoiceRow): void {
  const counted = world.table(payments).list('ofInvoice', id).filter(isCounted).reverse()
  let balance = amount
  for (const payment of counted.sort((a, b) => compareInstants(a.created_at, b.created_at))) {
    const status = countedAs({ balance }, payment.amount)
    balance -= payment.amount
    if (payment.status !== status) world.save(payments, paymentLifecycle.apply('recount', payment, status))
  }
}

function recount(world: World, id: string, at: string): void {
  const invoice = world.table(invoices).get(id)
  if (!invoice) return
  const updated_at = compareInstants(at, invoice.updated_at) > 0 ? at : invoice.updated_at
  world.table(invoices).put(settled(world, { ...invoice, updated_at }, at))
}
