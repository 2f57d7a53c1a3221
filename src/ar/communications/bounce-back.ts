/** E-mails that come back: a report in the conversation, and an address to remember. */
import type { World } from '../../core/world/handle.ts'
import { type ConnectionRow, connections, isWorkingMailbox } from '../integrations/connection.ts'
import { receiveEmail } from './arrive.ts'
import { bounces } from './bounce.ts'
import type { ThreadRow } from './thread.ts'

export const wasSent = ({ communication_type, direction, connection, recipients }: ThreadRow): boolean =>
  communication_type === 'email' && direction === 'outbound' && connection !== null && recipients.length > 0

/** Where the report would arrive; undefined where that mailbox no longer works. */
export function mailboxOf(world: World, { connection }: ThreadRow): ConnectionRow | undefined {
  const mailbox = world.table(connections).get(connection ?? '')
  return isWorkingMailbox(mailbox) ? mailbox : undefined
}

/** Lets a message that was sent come back; undefined where no report can arrive. */
export function bounceBack(world: World, message: ThreadRow): { report: ThreadRow; address: string } | undefined {
  const { company, customer, contact, recipients } = message
  const [address] = recipients
  const mailbox = mailboxOf(world, message)
  if (!mailbox || address === undefined) return undefined
  const report = receiveEmail(world, mailbox, {
    company,
    customer,
    sender: `mailer-daemon@${domainOf(mailbox.connection_config.email_address)}`,
    subject: 'Delivery Status Notification (Failure)',
    body: `Your message "${message.subject}" was not delivered to ${address}, because the address does not exist or cannot receive mail.`,
    requires_response: false,
    invoices: message.invoices,
    earlier: message,
  })
  world.create(bounces, { company, contact, address: address.toLowerCase(), thread: message.id })
  return { report, address }
}

const domainOf = (address = ''): string => address.slice(address.lastIndexOf('@') + 1)
