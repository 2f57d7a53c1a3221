/** Who the customers of a world are, and what each of them means to do next. */

import { compareInstants } from '../../core/store/compare.ts'
import type { World } from '../../core/world/handle.ts'
import { threads } from '../communications/thread.ts'
import { customers } from '../customers/customer.ts'
import { invoices } from '../invoices/invoice.ts'
import { personaOf } from './persona.ts'
import { type Plan, plans } from './plan.ts'

/** By customer: the first thing that is planned. */
function nextOf(world: World): Map<string, Plan> {
  const next = new Map<string, Plan>()
  const whose = ({ intent, about }: Plan): string | undefined => {
    if (intent === 'bill') return about
    // Those are the agent's.
    if (intent === 'look' || intent === 'wait') return undefined
    if (intent === 'reply' || intent === 'bounce') return world.table(threads).get(about)?.customer
    return world.table(invoices).get(about)?.customer
  }
  for (const plan of [...world.table(plans).all()].sort((a, b) => compareInstants(a.at, b.at))) {
    const customer = whose(plan)
    if (customer !== undefined && !next.has(customer)) next.set(customer, plan)
  }
  return next
}

export function peopleOf(world: World) {
  const next = nextOf(world)
  return [...world.table(customers).all()].map((customer) => {
    const { id, company, customer_company_name: name, status } = customer
    const plan = next.get(id)
    const means = plan ? { intent: plan.intent, about: plan.about, at: plan.at } : null
    return { id, company, name, status, persona: personaOf(world, customer), next: means }
  })
}
