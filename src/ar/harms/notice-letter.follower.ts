import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { type ActionRow, actions } from '../actions/action.ts'
import { threads } from '../communications/thread.ts'
import { type ScheduledStepRow, scheduledSteps } from '../sequences/scheduled-step.ts'
import { isSentElsewhere, type Letter, letterOfAction, letterOfThread, stepsOfApproval } from './letter.ts'
import { letterRules } from './letter-rules.ts'
import { attribute, notice } from './rule.ts'

const judge = (letter: Letter | undefined): void => {
  if (letter) notice(letterRules, letter)
}

/** Every letter is judged when it goes out, by whatever way. */
export const noticeLetter = defineFollower({
  of: threads,
  run(world, before, after) {
    if (!before && after?.direction === 'outbound' && !world.isBeingEdited) judge(letterOfThread(world, after))
  },
})

/** An e-mail that was sent elsewhere is judged when that is told; one that was delivered is known as the letter of its action. */
export const noticeActionSent = defineFollower({
  of: actions,
  run(world, before, after) {
    if (after?.status !== 'completed' || !before || before.status === 'completed' || world.isBeingEdited) return
    if (isSentElsewhere(world, after)) judge(letterOfAction(world, after))
    else if (after.channel_id !== null) attributeTo(world, after.channel_id, after)
  },
})

const attributeTo = (world: World, letter: string, action: ActionRow): void =>
  attribute(world, letter, { table: 'actions', id: action.id }, stepsOfApproval(action))

/** The letter of a step of a sequence is a reminder, even where it is about no invoice. */
export const noticeStepSent = defineFollower({
  of: scheduledSteps,
  run(world, before, after) {
    if (!before || !after?.thread || before.thread === after.thread || world.isBeingEdited) return
    judgeStep(world, after.thread)
    attribute(world, after.thread, toName(after), [])
  },
})

function judgeStep(world: World, letter: string): void {
  const thread = world.table(threads).get(letter)
  if (thread?.invoices.length === 0) judge(letterOfThread(world, thread, true))
}

const toName = ({ id }: ScheduledStepRow) => ({ table: 'scheduled_steps', id })
