import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { connections, isMailbox, isUsable } from '../integrations/connection.ts'

const Attachment = z.object({ id: Uuid, filename: z.string(), content_type: z.string(), size: z.int() })

/** One message of a conversation; those of one conversation share `thread_group`. */
export const Thread = z
  .object({
    id: Uuid,
    company: Uuid,
    customer: Uuid,
    customer_name: z.string(),
    contact: Uuid.nullable(),
    thread_group: Uuid,
    communication_type: z.enum(['email', 'call', 'note', 'manual', 'meeting']),
    direction: z.enum(['inbound', 'outbound']),
    subject: z.string(),
    body: z.string(),
    timestamp: Instant,
    requires_response: z.boolean(),
    is_resolved: z.boolean(),
    is_ar_related: z.boolean(),
    strategy_tags: z.array(z.string()),
    invoices: z.array(Uuid),
    connection: Uuid.nullable(),
    sender: z.string().nullable(),
    recipients: z.array(z.string()),
    bcc: z.array(z.string()),
    attachments: z.array(Attachment),
    is_manual: z.boolean(),
    created_by: Uuid.nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'CommunicationThread' })

/** `is_synced` is false while a message waits in a mailbox for the next sync. */
const ThreadRow = Thread.omit({ customer_name: true }).extend({ is_synced: z.boolean() })
export type ThreadRow = z.output<typeof ThreadRow>

export const threads = defineTable({
  name: 'threads',
  kind: 'thread',
  row: ThreadRow,
  shows: Thread,
  references: { company: companies, customer: customers, contact: contacts, connection: connections, created_by: members },
  labels: { customer_name: ({ customer }) => customer?.customer_company_name ?? '' },
  indexes: {
    ofCompany: { group: ['company'], order: [{ newest: 'timestamp' }] },
    ofGroup: { group: ['thread_group'], order: [{ oldest: 'timestamp' }] },
    unsynced: { group: ['connection', 'is_synced'], order: [{ oldest: 'timestamp' }] },
  },
  samples: {
    email: (thread) => thread.communication_type === 'email' && thread.is_synced,
    call: (thread) => thread.communication_type === 'call' && !thread.is_manual,
    manual: (thread) => thread.is_manual,
  },
  defaults: threadDefaults,
})

/** An e-mail of the customer's primary contact to the first mailbox that works. */
function threadDefaults(given: Columns<ThreadRow> & Row, world: World): Columns<ThreadRow> {
  const { customer = '', communication_type = 'email', direction = 'inbound' } = given
  const { company = given.company ?? firstCompanyId(world) } = world.table(customers).get(customer) ?? {}
  const isEmail = communication_type === 'email'
  const primary = world.table(contacts).find('ofCustomer', customer)
  const contact = given.contact === undefined ? primary : world.table(contacts).get(given.contact ?? '')
  const connected = world.table(connections).in('ofCompany', company ?? '')
  const mailbox = [...connected.keys()].find((each) => isMailbox(each) && isUsable(each))
  const connection = given.connection === undefined ? mailbox : world.table(connections).get(given.connection ?? '')
  const ends = [contact?.email, connection?.connection_config.email_address]
  const [from, to] = direction === 'inbound' ? ends : ends.reverse()
  return {
    company,
    contact: contact?.id ?? null,
    thread_group: given.id,
    communication_type,
    direction,
    subject: isEmail ? 'Your invoice' : '',
    body: '',
    timestamp: world.clock.now(),
    requires_response: direction === 'inbound' && !given.is_resolved,
    is_resolved: false,
    is_ar_related: true,
    strategy_tags: [],
    invoices: [],
    connection: isEmail ? (connection?.id ?? null) : null,
    sender: isEmail ? (from ?? null) : null,
    recipients: isEmail && to ? [to] : [],
    bcc: [],
    attachments: [],
    is_manual: !isEmail,
    created_by: null,
    is_synced: true,
  }
}
