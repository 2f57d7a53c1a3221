/** What customers are like. The API never shows it; whoever makes or looks at a world may know. */
import { daysBetween } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { todayOf } from '../companies/company.ts'
import { type Customer, customers } from '../customers/customer.ts'
import type { Persona } from '../customers/persona.ts'
import { invoices } from '../invoices/invoice.ts'
import { draw, drawOne } from './draw.ts'

type Shares = Readonly<Partial<Record<Persona, number>>>

/** By how many days the oldest open invoice is late: who is likely to be behind that. */
const likely: readonly { readonly upTo: number; readonly shares: Shares }[] = [
  {
    upTo: 0,
    shares: { prompt: 70, forgetful: 11, slow: 3, promiser: 4, part_payer: 3, disputer: 3, out_of_office: 3, moved_on: 3 },
  },
  {
    upTo: 30,
    shares: { forgetful: 45, slow: 18, promiser: 14, breaker: 3, part_payer: 5, disputer: 6, out_of_office: 5, moved_on: 4 },
  },
  { upTo: 60, shares: { slow: 25, promiser: 20, breaker: 15, part_payer: 14, disputer: 14, silent: 6, moved_on: 6 } },
  { upTo: Number.POSITIVE_INFINITY, shares: { breaker: 28, disputer: 24, silent: 28, part_payer: 12, moved_on: 8 } },
]

/** The persona of a customer: the one that was given, else one that fits what they owe. */
export function personaOf(world: World, customer: Customer): Persona {
  if (customer.persona) return customer.persona
  const oldest = world.table(invoices).find('openOfCustomer', customer.id)
  const late = oldest ? daysBetween(oldest.due_date, todayOf(world, customer.company)) : 0
  const { shares } = likely.find(({ upTo }) => late <= upTo) as (typeof likely)[number]
  return pick(shares, draw(world, 'persona', customer.id))
}

/** @param share from 0, up to but not 1 */
function pick(shares: Shares, share: number): Persona {
  const all = Object.entries(shares) as [Persona, number][]
  let rest = share * all.reduce((sum, [, part]) => sum + part, 0)
  for (const [persona, part] of all) {
    if (rest < part) return persona
    rest -= part
  }
  throw new Error('A share is below 1.')
}

/** From now on a customer stays as they are, whatever they come to owe. */
export function settlePersona(world: World, customer: Customer): Customer {
  return customer.persona ? customer : world.table(customers).put({ ...customer, persona: personaOf(world, customer) })
}

/** How those act who are back in the office: as one of these. */
const PERSONAS_WHEN_BACK = ['prompt', 'forgetful', 'promiser'] as const

export const personaWhenBack = (world: World, { id }: Customer): (typeof PERSONAS_WHEN_BACK)[number] =>
  drawOne(world, 'behind', id, PERSONAS_WHEN_BACK)
