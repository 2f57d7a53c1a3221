import type { World } from '../../core/world/handle.ts'
import { defineTimer } from '../../core/world/timer.ts'
import { actions } from '../actions/action.ts'
import { look, stopWaiting } from '../agent/look.ts'
import { threads } from '../communications/thread.ts'
import { customers } from '../customers/customer.ts'
import { connections } from '../integrations/connection.ts'
import { invoices } from '../invoices/invoice.ts'
import { bill } from './bill.ts'
import { pay, writeOff } from './pay.ts'
import { type Plan, plans } from './plan.ts'
import { comeBack, reply } from './say.ts'
import { sync } from './sync.ts'

const customerOf = (world: World, id: string | undefined): string =>
  world.table(customers).get(id ?? '')?.customer_company_name ?? 'somebody'

/** What it is about, as people call it. */
function subjectOf(world: World, { intent, about }: Plan): string {
  if (intent === 'bill') return customerOf(world, about)
  if (intent === 'sync') return world.table(connections).get(about)?.integration ?? 'a connection'
  if (intent === 'reply' || intent === 'bounce') return customerOf(world, world.table(threads).get(about)?.customer)
  const invoice = world.table(invoices).get(intent === 'wait' ? (world.table(actions).get(about)?.invoice ?? '') : about)
  return invoice ? `${invoice.invoice_number} of ${customerOf(world, invoice.customer)}` : 'an invoice'
}

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
    const outcome = world.ids.because(`${intent} ${about} ${n}`, () => deeds[intent](world, plan))
    return `${subjectOf(world, plan)}: ${outcome}`
  },
})
