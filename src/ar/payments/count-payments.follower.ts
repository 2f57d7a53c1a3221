import { compareInstants } from '../../core/store/compare.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { invoices } from '../invoices/invoice.ts'
import { isCounted, type PaymentRow, payments } from './payment.ts'
import { settled } from './settle.ts'

/** An invoice's balance follows from the payments that count. */
export const followPayment = defineFollower({
  of: payments,
  run(world, before, after) {
    if (before && after && told.every((column) => before[column] === after[column])) return
    const counted = [before, after].filter((payment) => payment !== undefined).filter(isCounted)
    const at = !before && after ? after.created_at : world.clock.now()
    for (const invoice of new Set(counted.map((payment) => payment.invoice))) recount(world, invoice, at)
  },
})
const told = ['invoice', 'amount', 'payment_date', 'status'] as const satisfies readonly (keyof PaymentRow)[]

/** An invoice that goes to another customer takes its payments along. */
export const followPaidInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (!before || !after || before.customer === after.customer) return
    for (const payment of world.table(payments).list('ofInvoice', after.id)) world.table(payments).put(payment)
  },
})

function recount(world: World, id: string, at: string): void {
  const invoice = world.table(invoices).get(id)
  if (!invoice) return
  const updated_at = compareInstants(at, invoice.updated_at) > 0 ? at : invoice.updated_at
  world.table(invoices).put(settled(world, { ...invoice, updated_at }, at))
}
