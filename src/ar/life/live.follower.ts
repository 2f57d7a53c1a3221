import { defineFollower } from '../../core/world/follower.ts'
import { isAlive } from '../../core/world/life.setting.ts'
import { isClaim, isOurs, type ThreadRow, threads } from '../communications/thread.ts'
import { companies, isMoved } from '../companies/company.ts'
import { customers } from '../customers/customer.ts'
import { connections } from '../integrations/connection.ts'
import { invoices, isOpen } from '../invoices/invoice.ts'
import { isCounted, payments } from '../payments/payment.ts'
import { planAdvice } from './advise.ts'
import { planBill } from './bill.ts'
import { endDisputes } from './owed.ts'
import { dropPayment, planAgain, planAnew, planPayment } from './pay.ts'
import { personaOf } from './persona.ts'
import { drop, moveHours } from './plan.ts'
import { react } from './react.ts'
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

/** A new invoice is paid one day, and another one follows it. What is open is paid by its due date, and as its customer pays. */
export const planForInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    if (!isAlive(world)) return
    if (after && !before) {
      if (isOpen(after)) planPayment(world, after)
      const customer = world.table(customers).get(after.customer)
      if (customer) planBill(world, customer)
    } else if (after && isOpen(after)) {
      if (!before || !isOpen(before) || before.customer !== after.customer || before.due_date < after.due_date)
        planAnew(world, after)
      // Who means to pay sooner than that does.
      else if (before.due_date > after.due_date) planAgain(world, after)
    } else if (before && isOpen(before)) dropPayment(world, before)
  },
})

/** A payment that was announced is made. */
export const followAnnouncement = defineFollower({
  of: payments,
  run(world, before, after) {
    if (before && after && !isCounted(before) && isCounted(after) && isAlive(world)) planAdvice(world, after)
  },
})

/** Who comes back is billed again. Who becomes another pays otherwise what is open. */
export const planForCustomer = defineFollower({
  of: customers,
  run(world, before, after) {
    if (!before || !after || !isAlive(world)) return
    if (after.status === 'active' && before.status !== 'active') planBill(world, after)
    if (after.persona === before.persona || personaOf(world, after) === personaOf(world, before)) return
    for (const invoice of world.table(invoices).list('openOfCustomer', after.id)) planAnew(world, invoice)
  },
})

export const followZone = defineFollower({
  of: companies,
  run(world, before, after) {
    if (before && isMoved(before, after) && isAlive(world)) moveHours(world, before.id, before.timezone)
  },
})

export const followConnection = defineFollower({
  of: connections,
  run(world, before, after) {
    if (after && !before && isAlive(world)) planSync(world, after)
  },
})
