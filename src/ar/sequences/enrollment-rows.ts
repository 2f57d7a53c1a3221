/** What is known of enrollments beside their table. */
import type { Columns } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { DEFAULT_TIME_ZONE } from '../conventions/values.ts'
import { bringSteps } from './brought-steps.ts'
import { type EnrollmentRow, enrollments, isActive, startDate } from './enrollment.ts'
import { sequences } from './sequence.ts'

export const enrollmentRows = defineRows(enrollments, {
  samples: {
    active: isActive,
    completed: (enrollment) => !isActive(enrollment),
  },
  defaults: enrollmentDefaults,
  whenMade: bringSteps,
})

/** It starts on the day on which it was made. */
function enrollmentDefaults(given: Columns<EnrollmentRow>, world: World): Columns<EnrollmentRow> {
  const { sequence = '', completed_at, stop_reason, status = completed_at || stop_reason ? 'completed' : 'active' } = given
  const { timezone = DEFAULT_TIME_ZONE } = world.table(sequences).get(sequence) ?? {}
  const { created_at = world.clock.now(), updated_at = created_at } = given
  return {
    status,
    start_date: startDate(world, { timezone }, Date.parse(created_at)),
    stop_reason: null,
    completed_at: status === 'completed' ? updated_at : null,
  }
}
