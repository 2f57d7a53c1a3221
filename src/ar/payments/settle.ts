/** What an invoice comes to: its amount, less what was paid, credited or written off. */
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { zoneOf } from '../companies/company.ts'
import { toCents } from '../conventions/money.ts'
import type { InvoiceRow, Trace } from '../invoices/invoice.ts'
import { isCounted, payments } from './payment.ts'

/**
 * The invoice with what is kept of its payments.
 * @param at when that was recorded
 */
export function settled(world: World, invoice: InvoiceRow, at: string): InvoiceRow {
  const { paid, paid_on } = paidFor(world, invoice)
  const rest = toCents(invoice.amount) - paid
  // Where all was paid nothing is given up, and nothing will be by itself.
  const closed_as = rest > 0 ? invoice.closed_as : null
  const given = closed_as ? rest : 0
  const balance = (rest - given) / 100
  return {
    ...invoice,
    closed_as,
    balance,
    credited_amount: closed_as === 'credit_memo' ? given / 100 : 0,
    written_off_amount: closed_as === 'written_off' ? given / 100 : 0,
    paid_on,
    trail: trailOf(world, { ...invoice, balance }, at),
  }
}

/** In cents, and the date of the last one that found something open: with it all was paid, and what came after it is too much. */
function paidFor(world: World, { id, amount }: InvoiceRow): { paid: number; paid_on: string | null } {
  let paid = 0
  let paid_on: string | null = null
  for (const payment of world.table(payments).list('ofInvoice', id).toReversed()) {
    if (!isCounted(payment)) continue
    if (paid < toCents(amount)) paid_on = payment.payment_date
    paid += toCents(payment.amount)
  }
  return { paid, paid_on }
}

/** With one more entry where something has changed: the last state of each day. What is recorded late does not change the past. */
function trailOf(world: World, { company, balance, due_date, trail }: InvoiceRow, at: string): InvoiceRow['trail'] {
  const last = trail.at(-1)
  if (last && last.balance === balance && last.due_date === due_date) return trail
  const day = dateIn(zoneOf(world, company), Date.parse(at))
  const entry: Trace = { day: last && last.day > day ? last.day : day, balance, due_date }
  return [...(last?.day === entry.day ? trail.slice(0, -1) : trail), entry]
}
