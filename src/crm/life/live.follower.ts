import { defineFollower } from '../../core/world/follower.ts'
import { isAlive } from '../../core/world/life.setting.ts'
import { crmEvents } from '../calendar/event.ts'
import { crmConnections } from '../connections/connection.ts'
import { crmEmails } from '../email/email.ts'
import { forget, invite } from './answer-invitations.ts'
import { fetched, goOn } from './begin.ts'
import { crmPlans } from './plan.ts'
import { hear } from './reply.ts'

/** Once a sync has brought what an account held before, more comes; an account that is gone gets nothing. */
export const followAccount = defineFollower({
  of: crmConnections,
  run(world, before, after) {
    if (!isAlive(world)) return
    if (after) goOn(world, after, fetched(before))
    else if (before) for (const { id } of world.table(crmPlans).list('ofConnection', before.id)) world.table(crmPlans).delete(id)
  },
})

/** Others hear of what the owner of an account sends. */
export const hearOwner = defineFollower({
  of: crmEmails,
  run(world, before, after) {
    if (after?.isSent && after.isSynced && !before && isAlive(world)) hear(world, after)
  },
})

/** Attendees hear of the events that the owner of a calendar makes and moves. What comes from elsewhere waits at first. */
export const followEvent = defineFollower({
  of: crmEvents,
  run(world, before, after) {
    if (!isAlive(world)) return
    if (!after) forget(world, before as NonNullable<typeof before>)
    else if (after.isSynced && before?.isSynced !== false) invite(world, before, after)
  },
})
