import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { type CustomerTotals, customerTotals } from '../customers/customer-totals.ts'
import { cancelSteps, endEnrollment } from './enroll.ts'
import { type EnrollmentRow, enrollments, takesCareOf } from './enrollment.ts'
import { scheduledSteps } from './scheduled-step.ts'

const NOTHING_OWED = 'The customer owes nothing any more.'
const SETTLED = 'The invoices are settled that were there at the enrollment.'
const CUSTOMER_GONE = 'The customer was deleted.'

/** Once what an enrollment takes care of is settled, or the customer is gone, nothing is sent: not even what is ready. */
export const endSettled = defineFollower({
  of: customerTotals,
  run(world, before, after) {
    if (!before || (after && after.open.length >= before.open.length)) return
    for (const enrollment of goingOn(world, before.id)) {
      const reason = reasonToEnd(enrollment, before, after)
      if (reason === undefined) continue
      endEnrollment(world, enrollment, reason)
      cancelSteps(world, world.table(scheduledSteps).list('pending', enrollment.id), reason)
    }
  },
})

/** Of an enrollment that is over a step may be ready. */
function goingOn(world: World, customer: string): EnrollmentRow[] {
  const waiting = world.table(scheduledSteps).list('pendingOfCustomer', customer)
  const active = world.table(enrollments).list('activeOfCustomer', customer)
  const ids = new Set([...active.map(({ id }) => id), ...waiting.map(({ enrollment }) => enrollment)])
  return [...ids].flatMap((id) => world.table(enrollments).get(id) ?? [])
}

function reasonToEnd(enrollment: EnrollmentRow, before: CustomerTotals, after: CustomerTotals | undefined): string | undefined {
  if (!after) return CUSTOMER_GONE
  if (!after.open.length) return NOTHING_OWED
  const takesCareOfAny = ({ open }: CustomerTotals): boolean => open.some((invoice) => takesCareOf(enrollment, invoice))
  return takesCareOfAny(before) && !takesCareOfAny(after) ? SETTLED : undefined
}
