/** An enrollment that a test author makes brings its steps, unless they make those themselves. */
import type { World } from '../../core/world/handle.ts'
import { dueSteps, scheduleStep } from './enroll.ts'
import { type EnrollmentRow, isActive } from './enrollment.ts'
import { isExecuted, type ScheduledStepRow, scheduledSteps } from './scheduled-step.ts'
import { sequences } from './sequence.ts'
import { steps } from './step.ts'

/** As if the customer had been enrolled by a call. */
export function bringSteps(enrollment: EnrollmentRow, world: World): void {
  const sequence = world.table(sequences).get(enrollment.sequence)
  if (!sequence || !isActive(enrollment)) return
  for (const due of dueSteps(world, sequence, enrollment.start_date))
    scheduleStep(world, enrollment, due, { id: broughtId(world, enrollment.id, due.step.id), at: enrollment.created_at })
}

/** Who makes one step of an enrollment makes all of them: what it brought goes, where nobody has carried it out. */
export function takeBack({ id: made, enrollment, sequence }: ScheduledStepRow, world: World): void {
  const table = world.table(scheduledSteps)
  for (const step of world.table(steps).list('ofSequence', sequence)) {
    const brought = table.get(broughtId(world, enrollment, step.id))
    if (brought && brought.id !== made && !isExecuted(brought)) table.delete(brought.id)
  }
}

/** It tells a step that was brought from others, and the ids of others do not depend on it. */
const broughtId = ({ ids }: World, enrollment: string, step: string): string =>
  ids.because(`enrollment ${enrollment} ${step}`, () => ids.next(scheduledSteps))
