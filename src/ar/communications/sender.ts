/** From which mailbox an e-mail goes out that names none. */
import type { World } from '../../core/world/handle.ts'
import type { ActionRow } from '../actions/action.ts'
import type { Member } from '../companies/member.ts'
import { customers } from '../customers/customer.ts'
import { type ConnectionRow, isShared, workingMailboxes } from '../integrations/connection.ts'

/** The one of the customer's owner, else the oldest shared one, else the oldest that works. */
export function senderOfAction(world: World, { company, customer }: ActionRow): ConnectionRow | undefined {
  const mailboxes = workingMailboxes(world, company)
  const person = world.table(customers).get(customer)?.ar_owner
  return mailboxes.find(({ owner }) => owner !== null && owner === person) ?? mailboxes.find(isShared) ?? mailboxes[0]
}

/** The caller's own, else the oldest that is shared. */
export function senderOfReminder(world: World, { id, company }: Member): ConnectionRow | undefined {
  const mailboxes = workingMailboxes(world, company)
  return mailboxes.find(({ owner }) => owner === id) ?? mailboxes.find(isShared)
}
