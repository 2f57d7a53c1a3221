import { defineFollower } from '../../core/world/follower.ts'
import { endEnrollment } from './end-enrollment.ts'
import { enrollments } from './enrollment.ts'
import { isPending, scheduledSteps } from './scheduled-step.ts'

/** An enrollment is completed when its last step leaves the queue. */
export const completeEnrollment = defineFollower({
  of: scheduledSteps,
  run(world, before, after) {
    if (!before || !after || !isPending(before) || isPending(after)) return
    if (world.table(scheduledSteps).in('pending', after.enrollment).size > 0) return
    const enrollment = world.table(enrollments).get(after.enrollment)
    if (enrollment) endEnrollment(world, enrollment, null)
  },
})
