/** E-mails that come in: through a mailbox of the company, shown when that mailbox shows what it has. */
import type { World } from '../../core/world/handle.ts'
import { type ConnectionRow, connections, isWorkingMailbox, workingMailboxes } from '../integrations/connection.ts'
import { addThread, answering } from './add-thread.ts'
import { meantIn } from './named.ts'
import { isMail, type ThreadRow, threads } from './thread.ts'

export const NO_CONTACT = 'The customer has no contact who could write.'
export const NO_MAILBOX = 'No mailbox of the company can receive it: none is connected, active and healthy.'

interface Incoming {
  readonly company: string
  readonly customer: string
  readonly subject: string
  readonly body: string
  /** The address that it comes from, and whose it is. */
  readonly sender: string
  readonly contact?: string | null | undefined
  readonly requires_response?: boolean | undefined
  readonly strategy_tags?: string[] | undefined
  readonly invoices?: string[] | undefined
  readonly promise?: ThreadRow['promise'] | undefined
  /** When it came, where that is in the past: then it has been synced since. */
  readonly at?: string | undefined
  /** The message that it answers, in whose conversation it stands. */
  readonly earlier?: ThreadRow | undefined
}

/** An e-mail reaches a mailbox; where that has no webhook sync it shows up with the next sync. */
export function receiveEmail(world: World, mailbox: ConnectionRow, { earlier, at, ...letter }: Incoming): ThreadRow {
  const { email_address } = mailbox.connection_config
  const message = {
    ...letter,
    ...(earlier && answering(earlier)),
    invoices: letter.invoices ?? meantIn(world, letter, earlier),
    communication_type: 'email',
    direction: 'inbound',
    connection: mailbox.id,
    recipients: email_address ? [email_address] : [],
    is_synced: at !== undefined || mailbox.webhook_sync_enabled,
  } as const
  return addThread(world, message, at)
}

/** The mailbox that an answer to some messages reaches: the one that wrote last, where it works, else the oldest that does. */
export function mailboxFor(world: World, company: string, messages: readonly ThreadRow[] = []): ConnectionRow | undefined {
  const wrote = messages.findLast(({ direction, connection }) => direction === 'outbound' && connection !== null)
  const writer = world.table(connections).get(wrote?.connection ?? '')
  return isWorkingMailbox(writer) ? writer : workingMailboxes(world, company)[0]
}

/** The e-mails of a conversation, in order of time: of the one that is named, else of the customer's latest. */
export function emailsWith(world: World, company: string, customer: string, named?: string): ThreadRow[] {
  const latest = world.table(threads).list('ofCustomer', company, customer).find(isMail)
  const group = world.table(threads).get(named ?? latest?.id ?? '')?.thread_group
  const messages = group === undefined ? [] : world.table(threads).list('ofGroup', group)
  return messages.filter(({ communication_type }) => communication_type === 'email')
}
