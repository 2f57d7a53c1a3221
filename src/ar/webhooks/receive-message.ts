/** A message that a provider tells of, and where it belongs. */
import { toIso } from '../../core/time/clock.ts'
import type { World } from '../../core/world/handle.ts'
import { addThread, answering } from '../communications/add-thread.ts'
import { conversations } from '../communications/conversation.ts'
import { meantIn } from '../communications/named.ts'
import { type ThreadRow, threads } from '../communications/thread.ts'
import { type Contact, contacts } from '../customers/contact.ts'
import { type ConnectionRow, connections, isUsable } from '../integrations/connection.ts'
import { answeredId, isAutoSubmitted, isReply, type NylasMessage, topicOf } from './nylas-message.ts'
import { providerMessages } from './provider-message.ts'

/** Why a message does not show up in a conversation now. */
export type Reason = keyof typeof reasons
export const reasons = {
  unhandled_event: 'Only the event "message.created" is handled.',
  unknown_grant: 'No mailbox of this world has this grant. GET /__sim has those there are.',
  inactive: 'The mailbox is disconnected: it gets nothing.',
  no_credentials: 'The credential of the mailbox is not valid any more: it gets nothing.',
  duplicate: 'This message has come before.',
  unknown_sender: 'No contact of the company has the address of the sender.',
  unknown_recipient: 'No contact of the company has the address of a recipient.',
  webhook_sync_disabled: 'Webhooks do not reach this mailbox: the message waits there for the next sync.',
}

interface Outcome {
  readonly reason: Reason | null
  readonly connection_id: string | null
  readonly thread_id: string | null
}

/** Adds a message to the conversation it belongs to, once. */
export function receiveMessage(world: World, message: NylasMessage): Outcome {
  const mailbox = world.table(connections).find('ofAccount', 'nylas', message.grant_id.toLowerCase())
  if (!mailbox) return { reason: 'unknown_grant', connection_id: null, thread_id: null }
  const because = (reason: Reason | null, thread_id: string | null = null) => ({ reason, connection_id: mailbox.id, thread_id })
  if (!mailbox.is_active) return because('inactive')
  if (!isUsable(mailbox)) return because('no_credentials')
  const known = world.table(providerMessages).find('ofMessage', mailbox.id, message.id)
  if (known) return because('duplicate', known.thread)
  const isOutbound = isFrom(message, mailbox)
  const contact = contactOf(world, mailbox, message, isOutbound ? recipientsOf(message) : [senderOf(message)])
  if (!contact) return because(isOutbound ? 'unknown_recipient' : 'unknown_sender')
  const thread = add(world, mailbox, message, contact, earlierMessage(world, mailbox, message, contact))
  world.create(providerMessages, {
    connection: mailbox.id,
    message_id: message.id,
    thread_id: message.thread_id ?? null,
    thread: thread.id,
  })
  return because(thread.is_synced ? null : 'webhook_sync_disabled', thread.id)
}

const senderOf = ({ from: [first] }: NylasMessage): string => first?.email ?? ''
const recipientsOf = ({ to, cc }: NylasMessage): string[] => [to ?? [], cc ?? []].flat().map(({ email }) => email)
const isFrom = (message: NylasMessage, { connection_config }: ConnectionRow): boolean =>
  senderOf(message).toLowerCase() === connection_config.email_address?.toLowerCase()

/** The latest message of the conversation that the provider puts it into, where that is one with this customer. */
function latestAt(world: World, mailbox: ConnectionRow, { thread_id }: NylasMessage, customer: string): ThreadRow | undefined {
  if (!thread_id) return undefined
  for (const { thread } of world.table(providerMessages).in('ofThread', mailbox.id, thread_id).keys()) {
    const message = world.table(threads).get(thread)
    if (message?.customer === customer) return message
  }
  return undefined
}

/** The contact with one of these addresses; where several customers have it, the one of the conversation, if there is one. */
function contactOf(
  world: World,
  mailbox: ConnectionRow,
  message: NylasMessage,
  addresses: readonly string[],
): Contact | undefined {
  for (const address of addresses) {
    const found = world.table(contacts).list('byEmail', mailbox.company, address.toLowerCase())
    if (found.length) return found.find(({ customer }) => latestAt(world, mailbox, message, customer)) ?? found[0]
  }
  return undefined
}

/** The message that it follows: one of the same conversation at the provider, the one it says it answers, or the latest with its subject. */
function earlierMessage(world: World, mailbox: ConnectionRow, message: NylasMessage, contact: Contact): ThreadRow | undefined {
  const started = latestAt(world, mailbox, message, contact.customer)
  if (started) return started
  const answered = world.table(threads).get(answeredId(message) ?? '')
  if (answered?.customer === contact.customer) return answered
  const subject = message.subject ?? ''
  return isReply(subject) ? latestAbout(world, contact, topicOf(subject)) : undefined
}

function latestAbout(world: World, { company, customer, id }: Contact, topic: string): ThreadRow | undefined {
  for (const { is_mail, latest } of world.table(conversations).in('ofCustomer', company, customer).keys()) {
    const message = is_mail ? world.table(threads).get(latest) : undefined
    if (message?.contact === id && topicOf(message.subject) === topic) return message
  }
  return undefined
}

function add(
  world: World,
  mailbox: ConnectionRow,
  message: NylasMessage,
  contact: Contact,
  earlier: ThreadRow | undefined,
): ThreadRow {
  const isOutbound = isFrom(message, mailbox)
  const { date, body, snippet, attachments } = message
  const letter = { customer: contact.customer, subject: message.subject ?? '', body: body ?? snippet ?? '' }
  return addThread(world, {
    ...(earlier && { ...answering(earlier), is_ar_related: earlier.is_ar_related }),
    ...letter,
    invoices: isOutbound ? earlier?.invoices : meantIn(world, letter, earlier),
    company: mailbox.company,
    contact: contact.id,
    communication_type: 'email',
    direction: isOutbound ? 'outbound' : 'inbound',
    // Nothing comes from the future, whatever the clock of the sender.
    timestamp: toIso(Math.min((date ?? Number.POSITIVE_INFINITY) * 1_000, world.clock.ms)),
    connection: mailbox.id,
    sender: senderOf(message),
    recipients: recipientsOf(message),
    attachments: (attachments ?? []).map((each) => ({
      id: world.ids.uuid('attachment'),
      filename: each.filename ?? '',
      content_type: each.content_type ?? 'application/octet-stream',
      size: each.size ?? 0,
    })),
    created_by: isOutbound ? mailbox.owner : null,
    is_synced: mailbox.webhook_sync_enabled,
    is_automatic: isAutoSubmitted(message),
  })
}
