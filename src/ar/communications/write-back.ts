/** An e-mail of a customer about what was written before, and what keeps it from coming. */
import type { Rule } from '../../core/call/operation.ts'
import type { World } from '../../core/world/handle.ts'
import { contacts } from '../customers/contact.ts'
import type { Customer } from '../customers/customer.ts'
import { emailsWith, mailboxFor, NO_CONTACT, NO_MAILBOX, receiveEmail } from './arrive.ts'
import { hear } from './hear.ts'
import { replyTo } from './subject.ts'
import type { ThreadRow } from './thread.ts'

export interface Said {
  readonly body: string
  readonly subject?: string | undefined
  readonly requires_response?: boolean | undefined
  readonly strategy_tags?: string[] | undefined
  readonly invoices?: string[] | undefined
  readonly promise?: ThreadRow['promise'] | undefined
}

/** The message whose conversation is meant; null for a new one, undefined for the latest. */
type Where = string | null | undefined

const earlierThan = (world: World, { id, company }: Customer, thread: Where): ThreadRow[] =>
  thread === null ? [] : emailsWith(world, company, id, thread)

/** Why a customer cannot write; undefined where they can. */
export function whyNot(world: World, customer: Customer, thread?: Where): string | undefined {
  if (!world.table(contacts).find('ofCustomer', customer.id)) return NO_CONTACT
  return mailboxFor(world, customer.company, earlierThan(world, customer, thread)) ? undefined : NO_MAILBOX
}

/** What is refused where a customer cannot write. */
export const needsWriteBack = <Call extends { readonly world: World }>(
  whoAndWhere: (call: Call) => readonly [customer: Customer, thread?: Where],
): Rule<Call>[] =>
  [NO_CONTACT, NO_MAILBOX].map((refuse) => ({
    refuse,
    when: (call) => whyNot(call.world, ...whoAndWhere(call)) === refuse,
  }))

/**
 * The customer's primary contact writes.
 * @throws where something keeps them from it
 */
export function writeBack(world: World, customer: Customer, said: Said, thread?: Where): ThreadRow {
  const earlier = earlierThan(world, customer, thread)
  const mailbox = mailboxFor(world, customer.company, earlier)
  const contact = world.table(contacts).find('ofCustomer', customer.id)
  if (!mailbox || !contact) throw new Error(whyNot(world, customer, thread))
  const last = earlier.at(-1)
  const message = receiveEmail(world, mailbox, {
    ...said,
    company: customer.company,
    customer: customer.id,
    contact: contact.id,
    sender: contact.email,
    subject: said.subject ?? (last ? replyTo(last.subject) : `Message from ${customer.customer_company_name}`),
    earlier: last,
  })
  hear(world, message)
  return message
}
