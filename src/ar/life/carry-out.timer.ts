import type { World } from '../../core/world/handle.ts'
import { defineTimer } from '../../core/world/timer.ts'
import { actions } from '../actions/action.ts'
import { look, stopWaiting } from '../agent/look.ts'
import { threads } from '../communications/thread.ts'
import { customerInWords, invoiceInWords } from '../conventions/in-words.ts'
import { connections } from '../integrations/connection.ts'
import { payments } from '../payments/payment.ts'
import { carryAdvice } from './advise.ts'
import { bill } from './bill.ts'
import { pay, writeOff } from './pay.ts'
import { type Plan, plans } from './plan.ts'
import { comeBack, reply, replyAutomatically } from './say.ts'
import { sync } from './sync.ts'

const writer = (world: World, thread: string): string => customerInWords(world, world.table(threads).get(thread)?.customer)

const summaries: Readonly<Record<Plan['intent'], (world: World, about: string) => string>> = {
  bill: (world, about) => `${customerInWords(world, about)} is billed`,
  pay: (world, about) => `${invoiceInWords(world, about)} is paid`,
  write_off: (world, about) => `${invoiceInWords(world, about)} is written off`,
  advise: (world, about) =>
    `${customerInWords(world, world.table(payments).get(about)?.customer ?? undefined)} tells of a payment`,
  reply: (world, about) => `${writer(world, about)} answers`,
  auto_reply: (world, about) => `${writer(world, about)} is out of office`,
  bounce: (world, about) => `mail to ${writer(world, about)} comes back`,
  sync: (world, about) => `${world.table(connections).get(about)?.integration ?? 'a connection'} is synced`,
  look: (world, about) => `the agent looks at ${invoiceInWords(world, about)}`,
  wait: (world, about) => `the wait for an answer about ${invoiceInWords(world, world.table(actions).get(about)?.invoice)} ends`,
}

const deeds: Readonly<Record<Plan['intent'], (world: World, plan: Plan) => string>> = {
  bill,
  pay,
  write_off: writeOff,
  advise: carryAdvice,
  reply,
  auto_reply: replyAutomatically,
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
  summary: (world, { intent, about }) => summaries[intent](world, about),
  run(world, plan) {
    world.table(plans).delete(plan.id)
    const { intent, about, n } = plan
    return world.ids.because(`${intent} ${about} ${n}`, () => deeds[intent](world, plan))
  },
})
