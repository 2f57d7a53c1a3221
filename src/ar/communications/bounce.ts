import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies } from '../companies/company.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
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

/** Whether mail to an address has come back before. */
export const hasBounced = (world: World, company: string, address: string): boolean =>
  world.table(bounces).find('ofAddress', company, address.toLowerCase()) !== undefined
