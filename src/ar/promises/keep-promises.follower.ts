import { differIn } from '../../core/values/same.ts'
import { defineFollower } from '../../core/world/follower.ts'
import { companies, isMoved } from '../companies/company.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { invoices } from '../invoices/invoice.ts'
import { refreshTotals } from '../invoices/keep-customer-totals.follower.ts'
import { isCounted, payments } from '../payments/payment.ts'
import { coveredBy } from './covers.ts'
import { judgeAnew, settlePromises } from './keeping.ts'
import { isActive, promises } from './promise.ts'

/** A newer promise takes the place of older ones for which not enough is open. */
export const followPromise = defineFollower({
  of: promises,
  run(world, before, after) {
    if (before || !after || !isActive(after)) return
    const covered = coveredBy(world, after).map(({ invoice }) => invoice)
    settlePromises(world, after.customer, covered)
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

/** What is paid keeps a promise; of what is closed otherwise, put off or gone nothing is to come. */
export const followPromisedInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    const id = (after ?? before)?.id ?? ''
    for (const customer of new Set([before?.customer, after?.customer])) settlePromises(world, customer ?? '', [id])
  },
})

/** A promised day ends with the day where the company is now. */
export const followPromiseZone = defineFollower({
  of: companies,
  run(world, before, after) {
    if (!isMoved(before, after)) return
    for (const promise of [...world.table(promises).all()])
      if (promise.company === after?.id && isActive(promise)) world.table(promises).put(promise)
  },
})

/** What was paid by the day is in the books after it, with the next sync or once somebody records it; or it is taken back. */
export const followLatePayment = defineFollower({
  of: payments,
  run(world, before, after) {
    const isSame = before && after && isCounted(before) === isCounted(after)
    if (isSame && !differIn(before, after, ['invoice', 'amount', 'payment_date'])) return
    judgeAnew(world, before, after)
  },
})
