import * as z from 'zod'
import { compareInstants } from '../../core/store/compare.ts'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies } from '../companies/company.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { isFromCustomer } from './from-customer.ts'
import { comesAfter } from './questions.ts'
import { type ThreadRow, threads } from './thread.ts'

/** An address from which mail came back. No call shows it: whoever writes there again has not read the report. */
const BounceRow = z.object({
  id: Uuid,
  company: Uuid,
  contact: Uuid.nullable(),
  /** In lower case. */
  address: z.string(),
  /** The message that came back. */
  thread: Uuid,
  created_at: Instant,
})
export type Bounce = z.output<typeof BounceRow>

export const bounces = defineTable({
  name: 'bounces',
  kind: 'bounce',
  row: BounceRow,
  references: { company: companies, contact: contacts, thread: threads },
  indexes: { ofAddress: { group: ['company', 'address'], order: [{ oldest: 'created_at' }] } },
})

export const bounceRows = defineRows(bounces, { defaults: bounceDefaults })

function bounceDefaults(given: Columns<Bounce>, world: World): Columns<Bounce> {
  const { recipients = [] } = world.table(threads).get(given.thread ?? '') ?? {}
  const contact = world.table(contacts).get(given.contact ?? '')
  return {
    contact: contact?.id ?? null,
    address: (recipients[0] ?? contact?.email)?.toLowerCase() ?? 'nobody@example.com',
  }
}

/** Whether a message has come back. */
export const cameBack = (world: World, message: ThreadRow | undefined): boolean =>
  message?.recipients.some((address) =>
    world
      .table(bounces)
      .list('ofAddress', message.company, address.toLowerCase())
      .some(({ thread }) => thread === message.id),
  ) ?? false

/** The last time that mail to an address has come back. */
export const lastBounce = (world: World, company: string, address: string): Bounce | undefined =>
  world.table(bounces).in('ofAddress', company, address.toLowerCase()).maxKey()

/** Whether mail to an address has come back, and nobody has written from there since. */
export function hasBounced(world: World, company: string, address: string): boolean {
  const bounce = lastBounce(world, company, address)
  return bounce !== undefined && !isWrittenSince(world, bounce)
}

function isWrittenSince(world: World, { company, address, thread, created_at }: Bounce): boolean {
  const letter = world.table(threads).get(thread)
  if (!letter) return false
  for (const message of world.table(threads).in('ofCustomer', company, letter.customer).keys()) {
    if (compareInstants(message.timestamp, created_at) < 0) return false
    if (isFromCustomer(message) && message.sender?.toLowerCase() === address && comesAfter(message, letter)) return true
  }
  return false
}
