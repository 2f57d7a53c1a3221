import { defineFollower } from '../../core/world/follower.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { cancelSteps, endEnrollment } from './enroll.ts'
import { enrollments } from './enrollment.ts'
import { scheduledSteps } from './scheduled-step.ts'

const NOTHING_OWED = 'The customer owes nothing any more.'
const CUSTOMER_GONE = 'The customer was deleted.'

/** Once a customer owes nothing any more, or is gone, nothing is sent: not even what is ready. */
export const endSettled = defineFollower({
  of: customerTotals,
  run(world, before, after) {
    if (!before || (after && (after.open.length || !before.open.length))) return
    const reason = after ? NOTHING_OWED : CUSTOMER_GONE
    for (const enrollment of world.table(enrollments).list('activeOfCustomer', before.id))
      endEnrollment(world, enrollment, reason)
    cancelSteps(world, world.table(scheduledSteps).list('pendingOfCustomer', before.id), reason)
  },
})
