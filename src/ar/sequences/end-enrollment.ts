/** The end of enrollments, and of steps that are not carried out. */
import type { World } from '../../core/world/handle.ts'
import { enrollmentLifecycle } from './enrollment.lifecycle.ts'
import { type EnrollmentRow, enrollments } from './enrollment.ts'
import { scheduledStepLifecycle } from './scheduled-step.lifecycle.ts'
import { type ScheduledStepRow, scheduledSteps } from './scheduled-step.ts'

/**
 * Completes an enrollment. Steps that are ready stay in the queue, those that are not are cancelled.
 * @param error why they are
 * @returns the enrollment now, and how many steps were cancelled
 */
export function endEnrollment(
  world: World,
  enrollment: EnrollmentRow,
  stop_reason: string | null,
  error = stop_reason,
): { enrollment: EnrollmentRow; cancelled: number } {
  if (!enrollmentLifecycle.can('complete', enrollment)) return { enrollment, cancelled: 0 }
  const completed = enrollmentLifecycle.apply('complete', enrollment)
  const ended = world.save(enrollments, { ...completed, stop_reason, completed_at: world.clock.now() })
  const waiting = world
    .table(scheduledSteps)
    .list('pending', enrollment.id)
    .filter(({ status }) => status === 'scheduled')
  cancelSteps(world, waiting, error)
  return { enrollment: ended, cancelled: waiting.length }
}

/** @param error why, as the queue shows it */
export function cancelSteps(world: World, pending: readonly ScheduledStepRow[], error: string | null): void {
  for (const step of pending) world.save(scheduledSteps, { ...scheduledStepLifecycle.apply('cancel', step), error })
}
