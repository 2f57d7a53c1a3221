/** How it stands with an invoice: who takes care of it, what is in the way, whether anybody can be written to. */
import { compareInstants } from '../../core/store/compare.ts'
import { daysBetween } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { whileUnchanged } from '../../core/world/while-unchanged.ts'
import { type ActionRow, actions } from '../actions/action.ts'
import { addresseesOf } from '../communications/addressees.ts'
import { mailboxFor } from '../communications/arrive.ts'
import { hasBounced } from '../communications/bounce.ts'
import { grantedUntil } from '../communications/grace.ts'
import { disputeAbout, invoiceOf, isAsking, putOffOf, questionsOf } from '../communications/questions.ts'
import { type ThreadRow, threads } from '../communications/thread.ts'
import { companies, todayOf } from '../companies/company.ts'
import { toCents } from '../conventions/money.ts'
import { type Contact, contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { customerTotals } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { type PaymentRow, payments } from '../payments/payment.ts'
import { missedFor, newCovers, promiseHolding } from '../promises/keeping.ts'
import { type PromiseRow, promises } from '../promises/promise.ts'
import { enrollments, takesCareOf } from '../sequences/enrollment.ts'
import { contactedAbout } from './contacted.ts'
import { recall } from './memory.ts'

/** Who pays so many days late on average tends to be late. */
const LATE_ON_AVERAGE = 3

export const isAfter = (at: string, since: string | null): boolean => since === null || compareInstants(at, since) > 0

/** Days past the due date where the company is; below zero before it. */
export const daysLate = (world: World, { company, due_date }: InvoiceRow): number =>
  daysBetween(due_date, todayOf(world, company))

export const tendsToBeLate = (world: World, customer: string): boolean =>
  (world.table(customerTotals).get(customer)?.usual_delay ?? 0) > LATE_ON_AVERAGE

/** It asks nobody for anything: an answer is waited for. Who approves that of the agent’s agrees to wait until its deadline. */
export function isWaiting(world: World, { id, invoice, status, is_recommended, action_required }: ActionRow): boolean {
  if (!is_recommended || action_required) return false
  return status === 'processing' ? recall(world, invoice).action === id : status === 'proposed'
}

/** Until when an answer is waited for, of what is proposed or was sent. */
export function waitsUntil(world: World, action: ActionRow | undefined): string | null {
  if (!action || action.is_deleted) return null
  return isWaiting(world, action) || action.status === 'completed' ? action.response_deadline : null
}

/** Nobody has decided about it yet but to wait, and it will not be carried out this very moment. */
export function isUndecided(world: World, action: ActionRow): boolean {
  const { status, is_deleted, approval_log, scheduled_for } = action
  if (is_deleted) return false
  if (status === 'scheduled')
    return !approval_log.some((entry) => entry.action === 'approved') && !world.clock.isPast(scheduled_for ?? 0)
  return status === 'proposed' || isWaiting(world, action)
}

export const undecidedOf = (world: World, { company, id }: Pick<InvoiceRow, 'company' | 'id'>): ActionRow[] =>
  world
    .table(actions)
    .list('ofInvoice', company, id)
    .filter((action) => isUndecided(world, action))

/** A message about this invoice that waits for an answer: of the conversation that waits for longest the last one. */
export function questionAbout(world: World, { id, customer }: InvoiceRow): ThreadRow | undefined {
  const asked = questionsOf(world, customer).filter((message) => invoiceOf(world, message)?.id === id)
  return asked.findLast(({ thread_group }) => thread_group === asked[0]?.thread_group)
}

/** Whether a message that waits for an answer is about this invoice, or about several of which this is one. */
export const isAskedAbout = (world: World, { id, customer }: InvoiceRow): boolean =>
  questionsOf(world, customer).some((message) => isAsking(world, message, id))

/** A question about this invoice that was answered with no more than that somebody looks into it. */
export const putOffAbout = (world: World, { id, customer }: InvoiceRow): ThreadRow | undefined =>
  putOffOf(world, customer).find((message) => invoiceOf(world, message)?.id === id)

/** Until when the rest of it may wait, where that is to come. */
export function graceFor(world: World, invoice: InvoiceRow): string | undefined {
  const until = grantedUntil(world, invoice)
  return until === undefined || world.clock.isPast(until) ? undefined : until
}

/** The promises about an invoice that were not kept, the last one first; none while it is not due, so that nobody is asked for it. */
export const brokenPromises = (world: World, invoice: InvoiceRow): readonly PromiseRow[] =>
  daysLate(world, invoice) > 0 ? missedFor(world, invoice) : []

/** The last payment of a part. */
export const partPaid = (world: World, { id }: InvoiceRow): PaymentRow | undefined =>
  world
    .table(payments)
    .list('ofInvoice', id)
    .find(({ status }) => status === 'PARTIAL')

/**
 * Why nobody is to be asked for the payment of an invoice; undefined where they may be.
 * @param answered the message that is answered by it
 */
export function whyNotDun(world: World, invoice: InvoiceRow, answered: string | null = null): string | undefined {
  const { customer } = invoice
  const debtor = world.table(customers).get(customer)
  if (!debtor || debtor.status === 'inactive') return 'The customer is inactive.'
  if (isTrifle(invoice)) return 'Too little of it is left to ask for.'
  if (isInSequence(world, invoice)) return 'A sequence writes to the customer.'
  if (promiseHolding(world, invoice)) return PROMISED
  if (disputeAbout(world, invoice)) return 'The customer disputed the invoice.'
  if (putOffOf(world, customer).some((message) => isAsking(world, message, invoice.id)))
    return 'The customer asked, and waits for more than a first answer.'
  if (isAnnounced(world, invoice)) return 'The payment is announced.'
  if (graceFor(world, invoice)) return 'The customer has time for the rest.'
  // An answer is one to all of its conversation.
  const group = world.table(threads).get(answered ?? '')?.thread_group
  const question = questionsOf(world, customer).find(({ thread_group }) => thread_group !== group)
  if (!question) return undefined
  return isPromisedIn(world, question, invoice) ? PROMISED : 'The customer wrote, and waits for an answer.'
}

/** A rest that costs more to ask for than it is worth, below one unit of the currency. */
const isTrifle = ({ amount, balance }: InvoiceRow): boolean => balance < Math.min(1, amount)

/** Whether a sequence takes care of it. */
export const isInSequence = (world: World, invoice: InvoiceRow): boolean =>
  world
    .table(enrollments)
    .list('activeOfCustomer', invoice.customer)
    .some((enrollment) => takesCareOf(enrollment, invoice))

/** Whether a message promises the payment of an invoice. */
const isPromisedIn = (world: World, message: ThreadRow, invoice: InvoiceRow): boolean =>
  message.promise !== null && promisedIn(world, message).includes(invoice.id)

const promisedIn = whileUnchanged([companies, promises, invoices, payments, threads], (world, message: ThreadRow) => {
  const { id, customer, created_at, promise } = message
  if (!promise || promise.invoices.length) return promise?.invoices ?? []
  const covers = newCovers(world, { id, customer, created_at, invoice: null, amount: promise.amount })
  return covers.flatMap(({ invoice, amount }) => (amount > 0 ? invoice : []))
})

/** All of it is to come by payments that are known. */
function isAnnounced(world: World, { id, customer, balance }: InvoiceRow): boolean {
  let announced = 0
  for (const { invoice, amount } of world.table(payments).in('announcedOf', customer).keys())
    if (invoice === id) announced += toCents(amount)
  return announced >= toCents(balance)
}

/** Nothing but time changes it: the payment of all of it is announced, or the rest of it may wait. */
export const isToCome = (world: World, invoice: InvoiceRow): boolean =>
  isAnnounced(world, invoice) || graceFor(world, invoice) !== undefined

const PROMISED = 'The customer promised to pay.'

/** Where letters can leave from. */
export const hasMailbox = (world: World, company: string): boolean => mailboxFor(world, company) !== undefined

/**
 * Whether a letter would reach somebody, as far as is known.
 * @param answered the message that it answers
 */
export function isReachable(world: World, { company, customer }: InvoiceRow, answered?: ThreadRow): boolean {
  const [contact] = addresseesOf(world, customer, answered)
  return contact !== undefined && !hasBounced(world, company, contact.email)
}

/** Somebody else at the customer, whom letters would reach. */
export const deputyOf = (world: World, { company, customer }: InvoiceRow): Contact | undefined =>
  world
    .table(contacts)
    .list('ofCustomer', customer)
    .find(({ is_primary, email }) => !is_primary && !hasBounced(world, company, email))

/** Whether an answer is still waited for about it; not one of a conversation, where that is named, nor where a promise broke since. */
export function isAwaited(world: World, invoice: InvoiceRow, group: string | null = null): boolean {
  const contacted = contactedAbout(world, invoice)
  if (!contacted || world.clock.isPast(contacted.until) || contacted.message?.thread_group === group) return false
  return !brokenPromises(world, invoice).some(({ updated_at }) => isAfter(updated_at, contacted.at))
}

/**
 * Whether to ask for its payment now: nothing is in the way, and no answer is waited for.
 * @param answered the message in whose answer it would be asked for
 */
export const isToBeAsked = (world: World, invoice: InvoiceRow, answered?: ThreadRow): boolean =>
  whyNotDun(world, invoice, answered?.id) === undefined && !isAwaited(world, invoice, answered?.thread_group)
