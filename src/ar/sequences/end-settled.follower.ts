import { defineFollower } from '../../core/world/follower.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { cancelSteps, endEnrollment } from './enroll.ts'
import { enrollments } from './enrollment.ts'
import { scheduledSteps } from './scheduled-step.ts'

const NOTHING_OWED = 'The customer owes nothing any more.'

/** Once a customer owes nothing any more, nothing is sent: not even what is ready. */
export const endSettled = defineFollower({
  of: customerTotals,
  run(world, before, after) {
    if (!before?.open.length || !after || after.open.length) return
    for (const enrollment of world.table(enrollments).list('activeOfCustomer', after.id))
      endEnrollment(world, enrollment, NOTHING_OWED)
    cancelSteps(world, world.table(scheduledSteps).list('pendingOfCustomer', after.id))
  },
})
