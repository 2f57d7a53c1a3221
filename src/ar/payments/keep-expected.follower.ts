import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { refreshTotals } from '../invoices/keep-customer-totals.follower.ts'
import { promises } from '../promises/promise.ts'
import { isCounted, type PaymentRow, payments } from './payment.ts'

/** What is announced, and what of a promise is paid, changes when the rest is expected. */
export const followExpected = defineFollower({
  of: payments,
  keeps: customerTotals,
  run(world, before, after) {
    const told = [before, after].filter((payment) => payment !== undefined).filter((payment) => isTold(world, payment))
    for (const customer of new Set(told.map((payment) => payment.customer))) refreshTotals(world, customer ?? '')
  },
})

const isTold = (world: World, payment: PaymentRow): boolean =>
  !isCounted(payment) || world.table(promises).in('activeOf', payment.customer ?? '').size > 0
