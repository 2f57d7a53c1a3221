import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { CalendarDate, Instant, Money, Uuid } from '../conventions/values.ts'
import { type Contact, contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { connections, isMailbox, isUsable } from '../integrations/connection.ts'
import { invoices } from '../invoices/invoice.ts'
import { conversations } from './conversation.ts'
import { KINDS, messageKind } from './message-kind.ts'
import { isInVain, saysPaid, wants } from './reading.ts'
import { AUTOMATIC, replyTo } from './subject.ts'

const Attachment = z.object({ id: Uuid, filename: z.string(), content_type: z.string(), size: z.int() })

/** One message of a conversation; those of one conversation share `thread_group`. */
export const Thread = z
  .object({
    id: Uuid,
    company: Uuid,
    customer: Uuid,
    customer_name: z.string(),
    contact: Uuid.nullable().default(null),
    thread_group: Uuid,
    /** The message that an e-mail answers. */
    in_reply_to: Uuid.nullable().default(null),
    communication_type: messageKind.communication_type,
    direction: messageKind.direction,
    subject: z.string(),
    body: z.string(),
    timestamp: Instant,
    requires_response: messageKind.requires_response,
    is_resolved: messageKind.is_resolved.default(false),
    is_ar_related: z.boolean().default(true),
    strategy_tags: z.array(z.string()).default([]),
    invoices: z.array(Uuid).default([]),
    /** Of its whole thread group. */
    message_count: z.int(),
    connection: Uuid.nullable().default(null),
    sender: z.string().nullable().default(null),
    recipients: z.array(z.string()).default([]),
    bcc: z.array(z.string()).default([]),
    attachments: z.array(Attachment).default([]),
    is_manual: messageKind.is_manual.default(false),
    created_by: Uuid.nullable().default(null),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'CommunicationThread' })

/** That money will come by a date: for the invoices that are named, or else for all that is open. */
const SaidPromise = z.object({ date: CalendarDate, amount: Money.nullable(), invoices: z.array(Uuid).default([]) })

/**
 * `is_synced` is false while a message waits in a mailbox for the next sync; a promise in it counts from then on.
 * `is_automatic` is true where its headers say that a machine wrote it.
 */
const ThreadRow = Thread.omit({ customer_name: true, message_count: true }).extend({
  is_synced: z.boolean().default(true),
  promise: SaidPromise.nullable().default(null),
  is_automatic: z.boolean().default(false),
})
export type ThreadRow = z.output<typeof ThreadRow>

/** An e-mail that went through a mailbox. */
export const isMail = (thread: ThreadRow): boolean => thread.communication_type === 'email' && thread.connection !== null
const isSynced = ({ is_synced }: ThreadRow): boolean => is_synced
/** Whether a machine answered for somebody: its headers say so, or its subject. */
export const isAutomatic = ({ is_automatic, subject }: Columns<ThreadRow>): boolean =>
  is_automatic === true || subject?.startsWith(AUTOMATIC) === true
/** Whether a new message waits for an answer, unless told: what people write does, until it is resolved. */
export const waitsForAnswer = (message: Columns<ThreadRow>): boolean =>
  message.direction === 'inbound' && !message.is_resolved && !isAutomatic(message)
/** The customer waits for an answer to it. */
export const isAsked = ({ is_synced, direction, requires_response }: ThreadRow): boolean =>
  is_synced && requires_response && direction === 'inbound'

type Kind = Pick<ThreadRow, 'direction' | 'communication_type'>

export const isSpoken = ({ communication_type }: Kind): boolean =>
  communication_type === 'call' || communication_type === 'meeting'

/** Written or said to a customer: an e-mail, a call or a meeting. */
export const isOurs = (thread: Kind): boolean =>
  thread.direction === 'outbound' && (thread.communication_type === 'email' || isSpoken(thread))

/** Something went from one side to the other: a note stays with the team. */
const isContact = ({ communication_type }: Kind): boolean => communication_type !== 'note'

/** Somebody was spoken to. */
export const isTalk = (thread: Kind & Pick<ThreadRow, 'body'>): boolean =>
  isOurs(thread) && isSpoken(thread) && !isInVain(thread.body)

/** The customer disputes something, or asks for time, and nobody has resolved that. */
export const isClaim = ({ is_synced, direction, is_resolved, strategy_tags }: ThreadRow): boolean =>
  is_synced && direction === 'inbound' && !is_resolved && strategy_tags.some((tag) => tag === 'dispute' || tag === 'payment_plan')

type Said = Pick<ThreadRow, 'direction' | 'strategy_tags' | 'body'>

/** The customer wants to be told or sent something. */
export const isQuestion = ({ direction, strategy_tags, body }: Said): boolean =>
  direction === 'inbound' && (strategy_tags.includes('invoice_copy') || wants(body))

/** The customer wants to be told or sent something, or says that money was sent. */
export const isToLookInto = (message: Said): boolean =>
  isQuestion(message) || (message.direction === 'inbound' && saysPaid(message.body))

/** A question that waits no more, and that nobody has resolved: it was answered, at least with that somebody looks into it. */
const isAnsweredQuestion = (thread: ThreadRow): boolean =>
  thread.is_synced && !thread.is_resolved && !thread.requires_response && isToLookInto(thread)

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
    contactsOfCustomer: {
      group: ['customer'],
      order: [{ newest: 'timestamp' }],
      when: (thread) => isSynced(thread) && isContact(thread),
    },
    ofGroup: { group: ['thread_group'], order: [{ oldest: 'timestamp' }], when: isSynced },
    asked: { group: ['customer'], order: [{ oldest: 'timestamp' }], when: isAsked },
    claims: { group: ['customer'], order: [{ newest: 'timestamp' }], when: isClaim },
    answered: { group: ['customer'], order: [{ newest: 'timestamp' }], when: isAnsweredQuestion },
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
  rules: [
    {
      column: 'invoices',
      refuse: 'Each must be an invoice of the customer.',
      when: ({ customer, invoices: ids }, world) => ids.some((id) => world.table(invoices).get(id)?.customer !== customer),
    },
  ],
})

/** The message that one answers, or the last one of its conversation. */
function messageBefore({ in_reply_to, thread_group }: Columns<ThreadRow>, world: World): ThreadRow | undefined {
  return (
    world.table(threads).get(in_reply_to ?? '') ??
    world
      .table(threads)
      .in('ofGroup', thread_group ?? '')
      .maxKey()
  )
}

/** Somebody at the customer, by one of the addresses of a message. */
function contactAt(world: World, company: string, addresses: readonly string[]): Contact | undefined {
  for (const address of addresses) {
    const contact = world.table(contacts).find('byEmail', company, address.toLowerCase())
    if (contact) return contact
  }
  return undefined
}

/** Which way a message goes: its sender, the way that it is made, and the message before it tell. */
function directionOf(given: Columns<ThreadRow>, own: readonly string[], before: ThreadRow | undefined): ThreadRow['direction'] {
  if (given.sender) return own.includes(given.sender.toLowerCase()) ? 'outbound' : 'inbound'
  if (given.recipients?.length) return given.recipients.some((each) => own.includes(each.toLowerCase())) ? 'inbound' : 'outbound'
  if (given.created_by) return 'outbound'
  return before?.direction === 'inbound' ? 'outbound' : 'inbound'
}

/** An e-mail of the customer's primary contact to the first mailbox that works, or the other way round. */
function threadDefaults(given: Columns<ThreadRow> & Row, world: World): Columns<ThreadRow> {
  const before = messageBefore(given, world)
  const [about] = given.invoices ?? []
  const { company = before?.company ?? world.table(invoices).get(about ?? '')?.company ?? firstCompanyId(world) ?? '' } = given
  const written = contactAt(world, company, [given.sender ?? [], given.recipients ?? []].flat())
  const {
    customer = before?.customer ?? world.table(invoices).get(about ?? '')?.customer ?? written?.customer,
    communication_type = given.is_manual || given.connection === null ? 'call' : 'email',
  } = given
  const isEmail = communication_type === 'email'
  const mailboxes = world.table(connections).list('ofCompany', company).filter(isMailbox)
  const own = mailboxes.flatMap(({ connection_config: { email_address = [] } }) => email_address)
  const { direction = directionOf(given, own, before) } = given
  const known = (written?.customer === customer ? written : undefined) ?? world.table(contacts).get(before?.contact ?? '')
  const contact = contactOf(given, world) ?? known ?? world.table(contacts).find('ofCustomer', customer ?? '')
  const mailbox = mailboxes.find(({ id }) => id === before?.connection) ?? mailboxes.find(isUsable)
  const connection = given.connection === undefined ? mailbox : world.table(connections).get(given.connection ?? '')
  const theirs = given.contact === null ? undefined : contact?.email
  const ends = [theirs ?? `customer-${customer?.slice(-12)}@example.com`, connection?.connection_config.email_address]
  const [from, to] = direction === 'inbound' ? ends : ends.reverse()
  return {
    company,
    customer,
    contact: contact?.id ?? null,
    thread_group: before?.thread_group ?? given.id,
    communication_type,
    direction,
    subject: before && isEmail ? replyTo(before.subject) : isEmail ? 'Your invoice' : '',
    body: '',
    timestamp: given.created_at ?? world.clock.now(),
    requires_response: waitsForAnswer({ ...given, direction }),
    invoices: before?.invoices ?? [],
    connection: isEmail ? (connection?.id ?? null) : null,
    sender: isEmail ? (from ?? null) : null,
    recipients: isEmail && to ? [to] : [],
    is_manual: !isEmail,
  }
}

const contactOf = ({ contact }: Columns<ThreadRow>, world: World) => world.table(contacts).get(contact ?? '')
