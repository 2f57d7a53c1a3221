/** What customers wait for. */
import { compareInstants } from '../../core/store/compare.ts'
import { withoutQuotes } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { putsOff } from './reading.ts'
import { isOurs, isSpoken, isTalk, type ThreadRow, threads } from './thread.ts'

/** The messages of a customer that wait for an answer, the oldest first: none about invoices that are all closed. */
export const questionsOf = (world: World, customer: string): ThreadRow[] =>
  world
    .table(threads)
    .list('asked', customer)
    .filter(({ invoices: named }) => !named.length || named.some((id) => isOpenInvoice(world, id)))

/** It says when money will come, and asks for nothing. */
export const onlyPromises = ({ strategy_tags, body }: ThreadRow): boolean =>
  strategy_tags.length === 1 && strategy_tags[0] === 'promise_to_pay' && !withoutQuotes(body).includes('?')

export function isOpenInvoice(world: World, id: string): boolean {
  const invoice = world.table(invoices).get(id)
  return invoice !== undefined && isOpen(invoice)
}

/** The open invoices that a message names. */
export const openIn = (world: World, { invoices: named }: ThreadRow): InvoiceRow[] =>
  named.flatMap((id) => world.table(invoices).get(id) ?? []).filter(isOpen)

/** The last message of a customer that disputes an invoice, or asks for time for it. */
export function claimAbout(
  world: World,
  tag: 'dispute' | 'payment_plan',
  { id, customer }: Pick<InvoiceRow, 'id' | 'customer'>,
): ThreadRow | undefined {
  for (const claim of world.table(threads).in('claims', customer).keys())
    if (claim.strategy_tags.includes(tag) && claim.invoices.includes(id)) return claim
  return undefined
}

/** The invoice that a message of a customer is about: an open one of those that it names; where it names none, the one owed for longest. */
export function invoiceOf(world: World, message: ThreadRow): InvoiceRow | undefined {
  if (!message.invoices.length) return world.table(invoices).find('openOfCustomer', message.customer)
  const named = openIn(world, message).filter(({ customer }) => customer === message.customer)
  return named.sort(invoices.indexes.openOfCustomer.compare)[0]
}

/** It goes on with a letter of the company, as a step of a sequence does: that reminds, and answers nothing. */
const goesOn = (world: World, { in_reply_to }: ThreadRow): boolean =>
  world.table(threads).get(in_reply_to ?? '')?.direction === 'outbound'

/** Whether nobody waits any more in the conversation of a message. */
export const closes = (world: World, message: ThreadRow): boolean =>
  message.is_resolved || (message.direction === 'outbound' && !goesOn(world, message))

/** It tells of what was settled, said or written elsewhere. */
const isTold = (message: ThreadRow): boolean =>
  isTalk(message) || (message.is_manual && (message.is_resolved || (isOurs(message) && !isSpoken(message))))

/** Whether what is told elsewhere is about what a customer asks: one of its invoices, or none where it names none. */
function concerns(world: World, { invoices: told }: ThreadRow, asked: ThreadRow): boolean {
  if (asked.invoices.length) return asked.invoices.some((id) => told.includes(id))
  return !told.length || told.includes(invoiceOf(world, asked)?.id ?? '')
}

/**
 * Whether a message says or resolves what a customer asks: more than that somebody looks into it.
 * @param invoice what it is to be about, if it is told elsewhere
 */
export function isAnswerTo(world: World, message: ThreadRow, asked: ThreadRow, invoice?: string): boolean {
  if (!message.is_resolved && putsOff(message.body)) return false
  if (message.thread_group === asked.thread_group) return closes(world, message)
  return isTold(message) && (invoice === undefined ? concerns(world, message, asked) : message.invoices.includes(invoice))
}

/** What has answered a message since, as far as it is about an invoice; the latest first. */
export function answersTo(world: World, asked: ThreadRow, invoice: string): ThreadRow[] {
  const answers: ThreadRow[] = []
  for (const message of world.table(threads).in('ofCustomer', asked.company, asked.customer).keys()) {
    if (compareInstants(message.timestamp, asked.timestamp) <= 0) break
    if (isAnswerTo(world, message, asked, invoice)) answers.push(message)
  }
  return answers
}

/** A dispute about an invoice that nobody has resolved or answered. */
export function disputeAbout(world: World, invoice: InvoiceRow): ThreadRow | undefined {
  const claim = claimAbout(world, 'dispute', invoice)
  return claim && !answersTo(world, claim, invoice.id).length ? claim : undefined
}
