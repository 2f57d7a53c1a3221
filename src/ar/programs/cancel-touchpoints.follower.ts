import { defineFollower } from '../../core/world/follower.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { touchpointLifecycle } from './touchpoint.lifecycle.ts'
import { touchpoints } from './touchpoint.ts'

/** Nothing is collected any more once a customer owes nothing, or is gone. */
export const cancelTouchpoints = defineFollower({
  of: customerTotals,
  run(world, before, after) {
    if (!before || (after && (after.open.length > 0 || !before.open.length))) return
    for (const touchpoint of world.table(touchpoints).list('scheduledOfCustomer', before.id))
      world.save(touchpoints, touchpointLifecycle.apply('cancel', touchpoint))
  },
})
