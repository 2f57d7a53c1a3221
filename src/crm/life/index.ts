import { defineResource } from '../../core/call/resource.ts'
import { beginCrm } from './begin.ts'
import { correspond } from './correspond.timer.ts'
import { crmLifeWords } from './life.words.ts'
import { followAccount, followEvent, hearOwner } from './live.follower.ts'
import { crmPlanRows } from './plan.ts'

export const crmLifeResource = defineResource({
  name: 'life',
  description: 'What the people around connected accounts do by themselves.',
  words: crmLifeWords,
  tables: [crmPlanRows],
  timers: [correspond],
  followers: [followAccount, hearOwner, followEvent],
  beginnings: [beginCrm],
})
