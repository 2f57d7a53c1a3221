import { defineFollower } from '../../core/world/follower.ts'
import { isAlive } from '../../core/world/life.setting.ts'
import { isClaim, isOurs, type ThreadRow, threads } from '../communications/thread.ts'
import { customers } from '../customers/customer.ts'
import { connections } from '../integrations/connection.ts'
import { invoices, isOpen } from '../invoices/invoice.ts'
import { isCounted, payments } from '../payments/payment.ts'
import { planAdvice } from './advise.ts'
import { planBill } from './bill.ts'
import { planPayment } from './pay.ts'
import { drop } from './plan.ts'
import { endDisputes, react } from './react.ts'
import { planSync } from './sync.ts'

/** A customer hears of what the company writes and says, and of what it settles. */
export const hearCompany = defineFollower({
  of: threads,
  run(world, before, after) {
    if (!after || before || !isAlive(world)) return
    endDisputes(world, after)
    if (isOurs(after)) react(world, after)
  },
})

/** What is disputed is not paid, unless that is settled. */
export const followDispute = defineFollower({
  of: threads,
  run(world, before, after) {
    if (isDispute(before) === isDispute(after) || !isAlive(world)) return
    for (const id of (after ?? before)?.invoices ?? []) {
      const invoice = world.table(invoices).get(id)
      if (!invoice || !isOpen(invoice)) continue
      drop(world, isDispute(after) ? 'pay' : 'write_off', id)
      planPayment(world, invoice)
    }
  },
})

const isDispute = (thread: ThreadRow | undefined): boolean =>
  thread !== undefined && isClaim(thread) && thread.strategy_tags.includes('dispute')

/** A new invoice is paid one day, and another one follows it. */
export const planForInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (!isAlive(world)) return
    if (after && !before) {
      if (isOpen(after)) planPayment(world, after)
      const customer = world.table(customers).get(after.customer)
      if (customer) planBill(world, customer)
    } else if (before && isOpen(before) && !(after && isOpen(after)))
      for (const intent of ['pay', 'write_off'] as const) drop(world, intent, before.id)
  },
})

/** A payment that was announced is made. */
export const followAnnouncement = defineFollower({
  of: payments,
  run(world, before, after) {
    if (before && after && !isCounted(before) && isCounted(after) && isAlive(world)) planAdvice(world, after)
  },
})

/** Who comes back is billed again. */
export const planForCustomer = defineFollower({
  of: customers,
  run(world, before, after) {
    if (after?.status === 'active' && before && before.status !== 'active' && isAlive(world)) planBill(world, after)
  },
})

export const followConnection = defineFollower({
  of: connections,
  run(world, before, after) {
    if (after && !before && isAlive(world)) planSync(world, after)
  },
})
