/** What the books and the conversation say of a customer. */
import { DAY_MS, daysBetween } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { recentDelays, usualDelayOf } from '../analytics/expected.ts'
import { isFromCustomer } from '../communications/from-customer.ts'
import { type ThreadRow, threads } from '../communications/thread.ts'
import type { Customer } from '../customers/customer.ts'
import { customerTotals, type OpenInvoice } from '../customers/customer-totals.ts'
import { invoices, isOpen } from '../invoices/invoice.ts'
import { isAbout } from '../promises/keeping.ts'
import { type PromiseRow, promises } from '../promises/promise.ts'
import { enrollments } from '../sequences/enrollment.ts'

/** So many of the last messages are looked at. */
const MESSAGES = 20
/** A customer who has left so many messages without an answer for so many days is silent. */
const UNANSWERED = 2
const SILENT_DAYS = 14

/** What is asked of a customer's own row; an invoice may have outlived it. */
export type Debtor = Pick<Customer, 'id' | 'company' | 'customer_company_name' | 'credit_limit'>

export interface CustomerFacts {
  readonly customer: Debtor
  /** The open invoices, the one that was due first first. */
  readonly open: readonly OpenInvoice[]
  /** In cents. */
  readonly balance: number
  readonly overdue: number
  /** Of the oldest one; 0 where nothing is overdue. */
  readonly daysOverdue: number
  readonly delays: readonly number[]
  readonly usualDelay: number | null
  /** The last messages, the newest first. */
  readonly messages: readonly ThreadRow[]
  /** Those of ours since the customer wrote last, the newest first. */
  readonly unanswered: readonly ThreadRow[]
  readonly isGhosting: boolean
  /** The last message of a dispute that is not resolved, while it is about something open. */
  readonly dispute: ThreadRow | undefined
  /** Those that run, the newest first; and the first of them. */
  readonly promises: readonly PromiseRow[]
  readonly promise: PromiseRow | undefined
  /** The last promise, where it was broken and what it was about is still open. */
  readonly broken: PromiseRow | undefined
  /** How many promises were kept, and how many broken. */
  readonly kept: number
  readonly brokenCount: number
  /** A sequence is running. */
  readonly isReminding: boolean
}

export function customerFactsOf(world: World, customer: Debtor, today: string): CustomerFacts {
  const { open = [] } = world.table(customerTotals).get(customer.id) ?? {}
  const isLate = ({ due_date }: OpenInvoice): boolean => due_date < today
  const messages = lastMessages(world, customer)
  const delays = recentDelays(world, customer.id)
  const overdue = centsOf(open.filter(isLate))
  const unanswered = unansweredOf(messages)
  return {
    customer,
    open,
    balance: centsOf(open),
    overdue,
    daysOverdue: Math.max(0, daysBetween(open[0]?.due_date ?? today, today)),
    delays,
    usualDelay: usualDelayOf(delays),
    messages,
    unanswered,
    isGhosting: overdue > 0 && unanswered.length >= UNANSWERED && isLongAgo(world, unanswered.at(-1)),
    dispute: disputeIn(world, messages, open),
    ...promisesOf(world, customer),
    isReminding: world.table(enrollments).in('activeOfCustomer', customer.id).size > 0,
  }
}

const centsOf = (open: readonly OpenInvoice[]): number =>
  open.reduce((cents, { balance }) => cents + Math.round(balance * 100), 0)

function lastMessages(world: World, { company, id }: Debtor): ThreadRow[] {
  const found: ThreadRow[] = []
  for (const message of world.table(threads).in('ofCustomer', company, id).keys()) {
    if (found.length === MESSAGES) break
    if (message.is_ar_related) found.push(message)
  }
  return found
}

const isOurs = ({ direction, communication_type }: ThreadRow): boolean =>
  direction === 'outbound' && (communication_type === 'email' || communication_type === 'call')

function unansweredOf(messages: readonly ThreadRow[]): ThreadRow[] {
  const last = messages.findIndex(isFromCustomer)
  return (last < 0 ? messages : messages.slice(0, last)).filter(isOurs)
}

const isLongAgo = ({ clock }: World, message: ThreadRow | undefined): boolean =>
  message !== undefined && clock.ms - Date.parse(message.timestamp) >= SILENT_DAYS * DAY_MS

/** A message that names no invoice is about all that is open. */
function disputeIn(world: World, messages: readonly ThreadRow[], open: readonly OpenInvoice[]): ThreadRow | undefined {
  const isAboutOpen = ({ invoices: named }: ThreadRow): boolean =>
    named.length ? named.some((id) => isOpenInvoice(world, id)) : open.length > 0
  return messages.find(
    (message) =>
      message.direction === 'inbound' &&
      message.strategy_tags.includes('dispute') &&
      !message.is_resolved &&
      isAboutOpen(message),
  )
}

function isOpenInvoice(world: World, id: string): boolean {
  const invoice = world.table(invoices).get(id)
  return invoice !== undefined && isOpen(invoice)
}

function promisesOf(world: World, { id }: Debtor) {
  const all = world.table(promises).list('ofCustomer', id)
  const ended = all.filter(({ status }) => status === 'kept' || status === 'broken')
  const [last] = ended
  const running = world.table(promises).list('activeOf', id)
  return {
    promises: running,
    promise: running[0],
    broken: last?.status === 'broken' && isStillOwed(world, last) ? last : undefined,
    kept: ended.filter(({ status }) => status === 'kept').length,
    brokenCount: ended.filter(({ status }) => status === 'broken').length,
  }
}

function isStillOwed(world: World, promise: PromiseRow): boolean {
  for (const invoice of world.table(invoices).in('openOfCustomer', promise.customer).keys())
    if (isAbout(promise, invoice)) return true
  return false
}
