import { compareInstants } from '../../core/store/compare.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { invoices } from '../invoices/invoice.ts'
import { refreshTotals } from '../invoices/keep-customer-totals.follower.ts'
import { isCounted, payments } from '../payments/payment.ts'
import { settleBroken, settlePromises } from './keeping.ts'
import { promiseLifecycle } from './promise.lifecycle.ts'
import { isActive, type PromiseRow, promises } from './promise.ts'

/** A newer promise takes the place of an older one. */
export const followPromise = defineFollower({
  of: promises,
  run(world, before, after) {
    if (before || !after || !isActive(after)) return
    replaceOlder(world, after)
    settlePromises(world, after.customer)
  },
})

/** A promise changes when payment is expected. */
export const followPromisedDate = defineFollower({
  of: promises,
  keeps: customerTotals,
  run(world, before, after) {
    if (before && before.customer !== after?.customer) refreshTotals(world, before.customer)
    if (after) refreshTotals(world, after.customer)
  },
})

function replaceOlder(world: World, newer: PromiseRow): void {
  for (const promise of world.table(promises).list('activeOf', newer.customer)) {
    const isOlder = promise.id !== newer.id && compareInstants(promise.created_at, newer.created_at) <= 0
    if (isOlder && promise.invoice === newer.invoice) world.save(promises, promiseLifecycle.apply('cancel', promise))
  }
}

/** What is paid, or closed otherwise, keeps a promise; an invoice that is gone takes its own with it. */
export const followPromisedInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (after) settlePromises(world, after.customer)
    else if (before) {
      cancelOf(world, before.id, before.customer)
      settlePromises(world, before.customer)
    }
  },
})

/** What was paid by the day is in the books after it: with the next sync, or once somebody records it. */
export const followLatePayment = defineFollower({
  of: payments,
  run(world, before, after) {
    if (after && isCounted(after) && !(before && isCounted(before))) settleBroken(world, after)
  },
})

function cancelOf(world: World, invoice: string, customer: string): void {
  for (const promise of world.table(promises).list('activeOf', customer))
    if (promise.invoice === invoice) world.save(promises, promiseLifecycle.apply('cancel', promise))
}
