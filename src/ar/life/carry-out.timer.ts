import type { World } from '../../core/world/handle.ts'
import { defineTimer } from '../../core/world/timer.ts'
import { look, stopWaiting } from '../agent/look.ts'
import { bill } from './bill.ts'
import { pay, writeOff } from './pay.ts'
import { type Plan, plans } from './plan.ts'
import { comeBack, reply } from './say.ts'
import { sync } from './sync.ts'

const deeds: Readonly<Record<Plan['intent'], (world: World, plan: Plan) => string>> = {
  bill,
  pay,
  write_off: writeOff,
  reply,
  bounce: comeBack,
  sync,
  look,
  wait: stopWaiting,
}

/** What somebody means to do is done at its time. Its ids follow from what it is. */
export const carryOut = defineTimer({
  name: 'carryOut',
  of: plans,
  at: ({ at }) => at,
  run(world, plan) {
    world.table(plans).delete(plan.id)
    const { intent, about, n } = plan
    return world.ids.because(`${intent} ${about} ${n}`, () => deeds[intent](world, plan))
  },
})
