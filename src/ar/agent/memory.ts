/** What the agent keeps in mind of an open invoice. */
import * as z from 'zod'
import { defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { mistakes } from './mistakes/mistake.ts'
import { type Occasion, occasions } from './occasion.ts'

/**
 * The id is the invoice's. A task to open the way of letters again has a second row, with the id of the company or the customer
 * whose way it is: so all invoices share one task.
 */
const Memory = z.object({
  id: Uuid,
  /** What happened up to this time is dealt with, by a proposal or a decision; null where nothing is. */
  since: Instant.nullable().default(null),
  /** What it proposed last, and what for. */
  action: Uuid.nullable().default(null),
  occasion: z.enum(occasions).nullable().default(null),
  /** What `since` was before what is proposed now: it is that again once the proposal is put off. */
  before: Instant.nullable().default(null),
  mistake: z.enum(mistakes).nullable().default(null),
  /** An answer was waited for, and did not come. */
  is_unanswered: z.boolean().default(false),
})
export type Memory = z.output<typeof Memory>

export const agentMemory = defineTable({ name: 'agent_memory', kind: 'agent_memory', row: Memory })

export const recall = (world: World, invoice: string): Memory =>
  world.table(agentMemory).get(invoice) ?? ({ id: invoice, ...agentMemory.defaults } as Memory)

export const remember = (world: World, memory: Memory, news: Partial<Memory>): Memory =>
  world.table(agentMemory).put({ ...memory, ...news })

/** Whose way of letters it is: none leaves without a mailbox of the company, none arrives without an address of the customer. */
export const whoseWay = (occasion: Occasion, { company, customer }: { company: string; customer: string }): string =>
  occasion === 'mailbox_expired' ? company : customer

export function forget(world: World, invoice: string): void {
  if (world.table(agentMemory).get(invoice)) world.table(agentMemory).delete(invoice)
}
