import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { CalendarDate, Instant, Money, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { connections, isMailbox, isUsable } from '../integrations/connection.ts'
import { conversations } from './conversation.ts'
import { KINDS, messageKind } from './message-kind.ts'

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
    /** The message that an e-mail answers. */
    in_reply_to: Uuid.nullable().default(null),
    communication_type: messageKind.communication_type,
    direction: messageKind.direction,
    subject: z.string(),
    body: z.string(),
    timestamp: Instant,
    requires_response: messageKind.requires_response,
    is_resolved: messageKind.is_resolved,
    is_ar_related: z.boolean(),
    strategy_tags: z.array(z.string()),
    invoices: z.array(Uuid),
    /** Of its whole thread group. */
    message_count: z.int(),
    connection: Uuid.nullable(),
    sender: z.string().nullable(),
    recipients: z.array(z.string()),
    bcc: z.array(z.string()),
    attachments: z.array(Attachment),
    is_manual: messageKind.is_manual,
    created_by: Uuid.nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'CommunicationThread' })

/** `is_synced` is false while a message waits in a mailbox for the next sync; a promise in it counts from then on. */
const ThreadRow = Thread.omit({ customer_name: true, message_count: true }).extend({
  is_synced: z.boolean(),
  promise: z.object({ date: CalendarDate, amount: Money.nullable() }).nullable().default(null),
})
export type ThreadRow = z.output<typeof ThreadRow>

/** An e-mail that went through a mailbox. */
export const isMail = (thread: ThreadRow): boolean => thread.communication_type === 'email' && thread.connection !== null
const isSynced = ({ is_synced }: ThreadRow): boolean => is_synced
/** The customer waits for an answer to it. */
const isAsked = ({ is_synced, direction, requires_response }: ThreadRow): boolean =>
  is_synced && requires_response && direction === 'inbound'

export const threads = defineTable({
  name: 'threads',
  kind: 'thread',
  row: ThreadRow,
  shows: Thread,
  references: { company: companies, customer: customers, contact: contacts, connection: connections, created_by: members },
  beside: { conversation: [conversations, 'thread_group'] },
  labels: {
    customer_name: ({ customer }) => customer?.customer_company_name ?? '',
    message_count: ({ conversation }) => conversation?.message_count ?? 1,
  },
  searched: ['subject', 'body', 'customer_name'],
  indexes: {
    ofCompany: { group: ['company'], order: [{ newest: 'timestamp' }], when: isSynced },
    feed: { group: KINDS, order: [{ newest: 'timestamp' }], when: isSynced },
    ofCustomer: { group: ['company', 'customer'], order: [{ newest: 'timestamp' }], when: isSynced },
    ofGroup: { group: ['thread_group'], order: [{ oldest: 'timestamp' }], when: isSynced },
    asked: { group: ['customer'], order: [{ oldest: 'timestamp' }], when: isAsked },
    unsynced: { group: ['connection'], order: [{ oldest: 'timestamp' }], when: ({ is_synced }) => !is_synced },
  },
})

export const threadRows = defineRows(threads, {
  samples: {
    email: (thread) => isMail(thread) && thread.is_synced,
    sent: (thread, { world }) =>
      isMail(thread) &&
      thread.direction === 'outbound' &&
      thread.recipients.length > 0 &&
      world.table(connections).get(thread.connection ?? '')?.credential === 'stored',
    attachment: (thread) => isMail(thread) && thread.attachments.some((each) => each.content_type === 'application/pdf'),
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
    sender: isEmail ? (from ?? (direction === 'inbound' ? `customer-${customer.slice(-12)}@example.com` : null)) : null,
    recipients: isEmail && to ? [to] : [],
    bcc: [],
    attachments: [],
    is_manual: !isEmail,
    created_by: null,
    is_synced: true,
  }
}
