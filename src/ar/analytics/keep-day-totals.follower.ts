import { differIn } from '../../core/values/same.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { toCents } from '../conventions/money.ts'
import { type CustomerTotals, customerTotals, type Expected, type OpenInvoice } from '../customers/customer-totals.ts'
import { isCounted, type PaymentRow, payments } from '../payments/payment.ts'
import { change, type DayKind, dayTotals } from './day-totals.ts'

/** What is due, and expected, on each date follows from what customers owe. */
export const followOwed = defineFollower({
  of: customerTotals,
  keeps: dayTotals,
  run(world, before, after) {
    if (world.isBeingMade) return
    move(world, 'due', before, after, ({ due_date: date, balance: amount }) => [{ date, amount }])
    move(world, 'expected', before, after, ({ expected }) => expected)
  },
})

/** What came in on each date follows from the payments that count. */
export const followReceived = defineFollower({
  of: payments,
  keeps: dayTotals,
  run(world, before, after) {
    if (world.isBeingMade) return
    if (before && after && isCounted(before) === isCounted(after) && !differIn(before, after, figures)) return
    if (before && isCounted(before)) receive(world, before, -1)
    if (after && isCounted(after)) receive(world, after, 1)
  },
})
const figures = ['company', 'amount', 'payment_date'] as const

const receive = (world: World, { company, payment_date, amount }: PaymentRow, sign: 1 | -1): void =>
  change(world, { company, kind: 'received', date: payment_date, cents: sign * toCents(amount), count: sign })

/** What of an invoice comes to a date. */
type Part = Pick<Expected, 'date' | 'amount'>

/** Only the dates to which something else comes than before are written. */
function move(
  world: World,
  kind: DayKind,
  before: CustomerTotals | undefined,
  after: CustomerTotals | undefined,
  partsOf: (invoice: OpenInvoice) => readonly Part[],
): void {
  const company = after?.company ?? before?.company ?? ''
  if (before && after && before.company !== after.company) {
    move(world, kind, before, undefined, partsOf)
    move(world, kind, undefined, after, partsOf)
    return
  }
  const changes = new Map<string, { cents: number; count: number }>()
  const add = ({ date, amount }: Part, sign: 1 | -1): void => {
    const known = changes.get(date)
    const cents = sign * toCents(amount)
    if (known) {
      known.cents += cents
      known.count += sign
    } else changes.set(date, { cents, count: sign })
  }
  for (const invoice of before?.open ?? []) for (const part of partsOf(invoice)) add(part, -1)
  for (const invoice of after?.open ?? []) for (const part of partsOf(invoice)) add(part, 1)
  for (const [date, { cents, count }] of changes)
    if (cents !== 0 || count !== 0) change(world, { company, kind, date, cents, count })
}
