import { compareInstants } from '../../core/store/compare.ts'
import { instantIn } from '../../core/time/time-zone.ts'
import { differIn } from '../../core/values/same.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { companies, isMoved, zoneOf } from '../companies/company.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { paymentLifecycle } from './payment.lifecycle.ts'
import { countedAs, isCounted, type PaymentRow, payments } from './payment.ts'
import { settled } from './settle.ts'

/** An invoice's balance follows from the payments that count. */
export const followPayment = defineFollower({
  of: payments,
  run(world, before, after) {
    if (before && after && isCounted(before) === isCounted(after) && !differIn(before, after, figures)) return
    const counted = [before, after].filter((payment) => payment !== undefined).filter(isCounted)
    const at = !before && after ? after.created_at : world.clock.now()
    for (const id of new Set(counted.map((payment) => payment.invoice))) {
      const invoice = world.table(invoices).get(id)
      if (!invoice) continue
      recount(world, invoice, at)
      if (before && isCounted(before)) restate(world, invoice)
    }
  },
})
const figures = ['invoice', 'amount', 'payment_date'] as const

/** An invoice that goes to another customer takes its payments along. */
export const followPaidInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (!before || !after || before.customer === after.customer) return
    for (const payment of world.table(payments).list('ofInvoice', after.id)) world.table(payments).put(payment)
  },
})

/** What is announced counts from its day where the company is now. */
export const followPaymentZone = defineFollower({
  of: companies,
  run(world, before, after) {
    if (!isMoved(before, after)) return
    for (const payment of [...world.table(payments).all()])
      if (payment.company === after?.id && !isCounted(payment)) world.table(payments).put(payment)
  },
})

/** What its payments did to an invoice follows from its amount. */
export const followAmount = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (before && after && before.amount !== after.amount) restate(world, after)
  },
})

/** What each payment did, in the order in which they came to count. */
function restate(world: World, { id, company, amount }: InvoiceRow): void {
  const zone = zoneOf(world, company)
  const counted = world.table(payments).list('ofInvoice', id).filter(isCounted).reverse()
  let balance = amount
  for (const payment of counted.sort((a, b) => compareInstants(countedFrom(a, zone), countedFrom(b, zone)))) {
    const status = countedAs({ balance }, payment.amount)
    balance -= payment.amount
    if (payment.status !== status) world.save(payments, paymentLifecycle.apply('recount', payment, status))
  }
}

/** What was announced before its day counts from that day on. */
function countedFrom({ created_at, payment_date }: PaymentRow, zone: string): string {
  const day = instantIn(zone, payment_date, '00:00')
  return compareInstants(created_at, day) < 0 ? day : created_at
}

function recount(world: World, invoice: InvoiceRow, at: string): void {
  const updated_at = compareInstants(at, invoice.updated_at) > 0 ? at : invoice.updated_at
  world.table(invoices).put(settled(world, { ...invoice, updated_at }, at))
}
