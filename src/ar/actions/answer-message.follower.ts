import { defineFollower } from '../../core/world/follower.ts'
import { threads } from '../communications/thread.ts'
import { actions } from './action.ts'

/** A message that an action answers waits for no answer once the action is completed, by whatever way. */
export const answerMessage = defineFollower({
  of: actions,
  run(world, before, after) {
    if (after?.status !== 'completed' || before?.status === 'completed' || after.thread === null) return
    const message = world.table(threads).get(after.thread)
    if (message?.requires_response) world.save(threads, { ...message, requires_response: false })
  },
})
