import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { threads } from '../communications/thread.ts'
import { lastEmails } from './outlook.ts'
import { scheduledSteps } from './scheduled-step.ts'

/** Keeps the last e-mail that each enrollment was sent. */
export const followSent = defineFollower({
  of: scheduledSteps,
  keeps: lastEmails,
  run(world, before, after) {
    if (before?.thread === after?.thread && before?.enrollment === after?.enrollment) return
    for (const id of new Set([before?.enrollment, after?.enrollment])) if (id !== undefined) refresh(world, id)
  },
})

export const followEmail = defineFollower({
  of: threads,
  keeps: lastEmails,
  run(world, before, after) {
    const thread = after ?? before
    if (!thread || before?.subject === after?.subject) return
    for (const { enrollment } of world.table(scheduledSteps).list('ofThread', thread.id)) refresh(world, enrollment)
  },
})

function refresh(world: World, id: string): void {
  const sent = world
    .table(scheduledSteps)
    .list('ofEnrollment', id)
    .flatMap(({ thread, step_type }) => (step_type === 'reminder' && thread && world.table(threads).get(thread)) || [])
  const last = sent.at(-1)
  if (last) world.table(lastEmails).put({ id, thread: last.id, subject: last.subject })
  else world.table(lastEmails).delete(id)
}
