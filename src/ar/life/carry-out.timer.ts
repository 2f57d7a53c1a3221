import { defineTimer } from '../../core/world/timer.ts'
import { intents } from './intents.ts'
import { plans } from './plan.ts'

/** What somebody means to do is done at its time. Its ids follow from what it is. */
export const carryOut = defineTimer({
  name: 'carryOut',
  of: plans,
  at: ({ at }) => at,
  summary: (world, { intent, about }) => intents[intent].summary(world, about),
  run(world, plan) {
    world.table(plans).delete(plan.id)
    const { intent, about, n } = plan
    return world.ids.because(`${intent} ${about} ${n}`, () => intents[intent].carryOut(world, plan))
  },
})
