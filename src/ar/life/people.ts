/** Who the customers of a world are, what they owe, and what each of them means to do next. */

import type { PeopleFilter, Person } from '../../core/call/host.ts'
import { compareInstants } from '../../core/store/compare.ts'
import { firstOf } from '../../core/values/first-of.ts'
import { searchable } from '../../core/values/folded.ts'
import type { World } from '../../core/world/handle.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { intents } from './intents.ts'
import { personaOf } from './persona.ts'
import { type Plan, plans } from './plan.ts'

/** By customer: the first thing that is planned. */
function nextOf(world: World): Map<string, Plan> {
  const next = new Map<string, Plan>()
  for (const plan of [...world.table(plans).all()].sort((a, b) => compareInstants(a.at, b.at))) {
    const customer = intents[plan.intent].customerOf(world, plan.about)
    if (customer !== undefined && !next.has(customer)) next.set(customer, plan)
  }
  return next
}

/** Those who are asked for, in the order of their ids unless those are told. */
export function peopleOf(world: World, { customer: ids, company, search = '', limit }: PeopleFilter) {
  const table = world.table(customers)
  const rows = ids?.flatMap((id) => table.get(id) ?? []) ?? table.all()
  const words = searchable(search.trim())
  const isAsked = (customer: Customer): boolean =>
    (company === undefined || customer.company === company) &&
    searchable(`${customer.customer_company_name}\n${personaOf(world, customer)}`).includes(words)
  const next = nextOf(world)
  return firstOf(rows, limit, isAsked).map((customer) => toPerson(world, customer, next.get(customer.id)))
}

function toPerson(world: World, customer: Customer, plan: Plan | undefined): Person {
  const { id, company, customer_company_name: name, status, total_balance, overdue_balance } = world.show(customers, customer)
  const next = plan ? { intent: plan.intent, about: plan.about, at: plan.at } : null
  return { id, company, name, status, persona: personaOf(world, customer), total_balance, overdue_balance, next }
}
