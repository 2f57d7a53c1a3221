import { defineFollower } from '../../core/world/follower.ts'
import { type CustomerTotals, customerTotals } from '../customers/customer-totals.ts'
import { cancelSteps, endEnrollment } from './end-enrollment.ts'
import { caredFor, type EnrollmentRow, enrollments } from './enrollment.ts'
import { scheduledSteps } from './scheduled-step.ts'

const NOTHING_OWED = 'The customer owes nothing any more.'
const SETTLED = 'The invoices are settled that were there at the enrollment.'
const CUSTOMER_GONE = 'The customer was deleted.'

/** Once what an enrollment takes care of is settled, or the customer is gone, nothing is sent: not even what is ready. */
export const endSettled = defineFollower({
  of: customerTotals,
  run(world, before, after) {
    if (!before || (after && after.open.length >= before.open.length)) return
    for (const enrollment of world.table(enrollments).list('activeOfCustomer', before.id)) {
      const reason = reasonToEnd(enrollment, before, after)
      if (reason !== undefined) endEnrollment(world, enrollment, reason)
    }
    // Of an enrollment that is over a step may be ready.
    for (const step of world.table(scheduledSteps).list('pendingOfCustomer', before.id)) {
      const reason = reasonToEnd(world.table(enrollments).get(step.enrollment), before, after)
      if (reason !== undefined) cancelSteps(world, [step], reason)
    }
  },
})

function reasonToEnd(
  enrollment: EnrollmentRow | undefined,
  before: CustomerTotals,
  after: CustomerTotals | undefined,
): string | undefined {
  if (!after) return CUSTOMER_GONE
  if (!after.open.length) return NOTHING_OWED
  const isLeft = ({ open }: CustomerTotals): boolean => caredFor(enrollment, open) !== undefined
  return isLeft(before) && !isLeft(after) ? SETTLED : undefined
}
