import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { enrollments } from './enrollment.ts'
import { sequenceTotals } from './sequence-totals.ts'
import { steps } from './step.ts'

interface OfSequence {
  readonly sequence: string
}

/** How many steps and active enrollments a sequence has; none of both is no row. */
export const followStep = defineFollower({ of: steps, keeps: sequenceTotals, run: recount })
export const followEnrollment = defineFollower({ of: enrollments, keeps: sequenceTotals, run: recount })

function recount(world: World, before: OfSequence | undefined, after: OfSequence | undefined): void {
  for (const id of new Set([before?.sequence, after?.sequence])) if (id !== undefined) count(world, id)
}

function count(world: World, id: string): void {
  const step_count = world.table(steps).in('ofSequence', id).size
  const active_enrollment_count = world.table(enrollments).in('activeOf', id).size
  const totals = world.table(sequenceTotals)
  const known = totals.get(id)
  if (!step_count && !active_enrollment_count) totals.delete(id)
  else if (known?.step_count !== step_count || known.active_enrollment_count !== active_enrollment_count)
    totals.put({ id, step_count, active_enrollment_count })
}
