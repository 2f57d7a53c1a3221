/** What the agent hears of, and what it does at once: it takes back what nobody should approve any more. */

import { differIn } from '../../core/values/same.ts'
import { defineFollower } from '../../core/world/follower.ts'
import type { World } from '../../core/world/handle.ts'
import { isAlive } from '../../core/world/life.setting.ts'
import { type ActionRow, actions } from '../actions/action.ts'
import { bounces } from '../communications/bounce.ts'
import { invoiceOf } from '../communications/questions.ts'
import { isAsked, isOurs, type ThreadRow, threads } from '../communications/thread.ts'
import { type Contact, contacts } from '../customers/contact.ts'
import { customers } from '../customers/customer.ts'
import { connections, isWorkingMailbox, workingMailboxes } from '../integrations/connection.ts'
import { type InvoiceRow, invoices, isOpen, isOverpaid } from '../invoices/invoice.ts'
import { drop, plan } from '../life/plan.ts'
import { isCounted, payments } from '../payments/payment.ts'
import { hasPromisedAmount } from '../promises/keeping.ts'
import { promises } from '../promises/promise.ts'
import { enrollments } from '../sequences/enrollment.ts'
import { isOursAbout, textSent } from './contacted.ts'
import { HELD } from './draft.ts'
import { forget, type Memory, recall, remember } from './memory.ts'
import { isForCustomer, isWay } from './occasion.ts'
import { lookLater, lookOnceOld, lookSoon } from './plan-look.ts'
import { rewordCredit } from './propose.ts'
import { daysLate, isUndecided, isWaiting, undecidedOf, waitsUntil } from './situation.ts'
import { type Change, figuresOf, namesOf, takeBack, tend } from './tend.ts'

const openOf = (world: World, customer: string): InvoiceRow[] => world.table(invoices).list('openOfCustomer', customer)

const figures = ['invoice_number', 'balance', 'due_date', 'customer'] as const

export const attendInvoice = defineFollower({
  of: invoices,
  run(world, before, after) {
    const row = after ?? before
    if (!row || !isAlive(world)) return
    const isTold = !before || !after || differIn(before, after, figures)
    if (!after || !isOpen(after)) letGo(world, row)
    else if (before && before.customer !== after.customer) {
      letGo(world, before)
      attend(world, undefined, after)
    } else if (isTold) attend(world, before, after)
    if (!isTold) return
    if (hasPromisedAmount(world, row.customer))
      for (const other of openOf(world, row.customer)) if (other.id !== row.id) tendAnew(world, other)
    const overpaid = [before, after].flatMap((each) => (each && isOverpaid(each) ? each.customer : []))
    for (const customer of new Set(overpaid)) for (const other of openOf(world, customer)) rewordCredit(world, other)
  },
})

/** Only what somebody else has drafted is held against them. */
const figuresIn = (before: InvoiceRow, after: InvoiceRow): Change => ({
  get before() {
    return figuresOf(before)
  },
  get after() {
    return figuresOf(after)
  },
})

function attend(world: World, before: InvoiceRow | undefined, after: InvoiceRow): void {
  tend(world, after, before && figuresIn(before, after))
  drop(world, 'look', after.id)
  if (before || daysLate(world, after) > 0) lookSoon(world, after)
  lookLater(world, after)
}

/** Nothing is to be done about it any more, nor about what was written of it. */
function letGo(world: World, { id, customer }: InvoiceRow): void {
  forget(world, id)
  drop(world, 'look', id)
  const asked = world.table(threads).list('asked', customer)
  if (asked.some(({ invoices: named }) => named.includes(id))) for (const other of openOf(world, customer)) tendAnew(world, other)
}

/** What is announced is not asked for, and what came is not looked for. */
export const attendPayment = defineFollower({
  of: payments,
  run(world, before, after) {
    const invoice = world.table(invoices).get((after ?? before)?.invoice ?? '')
    if (!invoice || !isAlive(world)) return
    const { customer } = invoice
    if (isOpen(invoice) && ((before && !isCounted(before)) || (after && !isCounted(after)))) tendAnew(world, invoice)
    if (!world.table(threads).in('answered', customer).size) return
    for (const other of openOf(world, customer)) if (recall(world, other.id).occasion === 'payment_said') tendAnew(world, other)
  },
})

export const attendPromise = defineFollower({
  of: promises,
  run(world, before, after) {
    const row = after ?? before
    if (!row || !isAlive(world) || before?.status === after?.status) return
    for (const invoice of openOf(world, row.customer)) tendAnew(world, invoice)
  },
})

const waits = (thread: ThreadRow | undefined): boolean => thread !== undefined && isAsked(thread)
const isResolved = (thread: ThreadRow | undefined): boolean => thread?.is_resolved === true

export const attendMessage = defineFollower({
  of: threads,
  run(world, before, after) {
    const row = after ?? before
    if (!row || !isAlive(world)) return
    if (!before && after && isOurs(after)) return lookAtIts(world, after)
    if (waits(before) === waits(after) && isResolved(before) === isResolved(after)) return
    const about = invoiceOf(world, row)
    for (const invoice of openOf(world, row.customer))
      if (invoice.id === about?.id || !waits(after)) tendAnew(world, invoice)
      else tend(world, invoice)
  },
})

function tendAnew(world: World, invoice: InvoiceRow, change?: Change): void {
  tend(world, invoice, change)
  lookSoon(world, invoice)
}

/** What was written or said about an invoice waits for an answer, from the next morning on. */
function lookAtIts(world: World, message: ThreadRow): void {
  for (const invoice of openOf(world, message.customer)) if (isOursAbout(message, invoice)) lookSoon(world, invoice)
}

export const attendAction = defineFollower({
  of: actions,
  run(world, before, after) {
    if (!isAlive(world)) return
    planWait(world, before, after)
    if (before && after && before.status !== after.status && textSent(after).includes(HELD))
      for (const other of openOf(world, after.customer)) rewordCredit(world, other)
    const invoice = world.table(invoices).get((after ?? before)?.invoice ?? '')
    if (!invoice || !isOpen(invoice)) return
    if (before && before.status !== after?.status && isAskedAgain(world, invoice, before)) lookSoon(world, invoice)
    if (!after) return
    if (!before && isUndecided(world, after)) makeRoom(world, invoice, after)
    if (isUndecided(world, after)) lookOnceOld(world, invoice)
    if (!before || isUndecided(world, after) || !isUndecided(world, before)) return
    if (after.is_recommended) noteDecision(world, recall(world, invoice.id), after)
    if (after.status === 'completed') lookSoon(world, invoice)
  },
})

/** What somebody else proposed is dealt with too, once somebody has decided about it. */
function noteDecision(world: World, memory: Memory, { id }: ActionRow): void {
  const since = id === memory.action ? memory.since : world.clock.now()
  remember(world, memory, { since, before: since ?? memory.before })
}

/** Whether it is to be proposed once more if it does not help, some time after somebody has decided about it. */
function isAskedAgain(world: World, { id }: InvoiceRow, task: ActionRow): boolean {
  const { action, occasion } = recall(world, id)
  return task.id === action && (isWay(occasion) || isForCustomer(occasion))
}

const TAKEN = 'Another proposal has taken its place.'

/** The newest proposal for an invoice stands. */
function makeRoom(world: World, invoice: InvoiceRow, { id, is_recommended }: ActionRow): void {
  if (!is_recommended) return
  for (const other of undecidedOf(world, invoice))
    if (other.id !== id && other.is_recommended && other.status !== 'scheduled') takeBack(world, invoice, other, TAKEN)
}

function planWait(world: World, before: ActionRow | undefined, after: ActionRow | undefined): void {
  const [was, is] = [waitsUntil(world, before), waitsUntil(world, after)]
  if (was === is) return
  const { id, company } = (after ?? before) as ActionRow
  drop(world, 'wait', id)
  if (is !== null && !world.clock.isPast(is)) plan(world, { company, intent: 'wait', about: id, at: is })
}

export const attendEnrollment = defineFollower({
  of: enrollments,
  run(world, before, after) {
    const row = after ?? before
    if (!row || before?.status === after?.status || !isAlive(world)) return
    for (const invoice of openOf(world, row.customer)) tendAnew(world, invoice)
  },
})

/** Whether a customer can be written to may have changed, or how somebody there is called. */
function attendAddress(world: World, customer: string, change?: Change): void {
  const isSought = recall(world, customer).occasion === 'address_gone'
  for (const invoice of openOf(world, customer))
    if (isSought || undecidedOf(world, invoice).length) tendAnew(world, invoice, change)
}

/** The names of a contact, and those by which somebody is written to now. */
function newNames(world: World, before: Contact, after: Contact | undefined): Change {
  const isThere = after?.customer === before.customer && after.is_primary === before.is_primary
  const now = isThere ? after : world.table(contacts).find('ofCustomer', before.customer)
  return { before: namesOf(before), after: now ? namesOf(now) : [] }
}

export const attendContact = defineFollower({
  of: contacts,
  run(world, before, after) {
    if (!isAlive(world)) return
    if (before) attendAddress(world, before.customer, newNames(world, before, after))
    if (after && after.customer !== before?.customer) attendAddress(world, after.customer)
  },
})

const CAME_BACK = 'The letter came back.'

/** Nothing is dealt with by a letter that came back. */
export const attendBounce = defineFollower({
  of: bounces,
  run(world, before, after) {
    const message = world.table(threads).get((after ?? before)?.thread ?? '')
    if (!message || !isAlive(world)) return
    for (const invoice of before ? [] : openOf(world, message.customer)) {
      if (!message.invoices.includes(invoice.id)) continue
      for (const action of undecidedOf(world, invoice)) if (isWaiting(world, action)) takeBack(world, invoice, action, CAME_BACK)
      remember(world, recall(world, invoice.id), { since: null, before: null })
      lookSoon(world, invoice)
    }
    attendAddress(world, message.customer)
  },
})

export const attendCustomer = defineFollower({
  of: customers,
  run(world, before, after) {
    if (!before || !after || !isAlive(world)) return
    const [was, is] = [before.customer_company_name, after.customer_company_name]
    if (before.status === after.status && was === is) return
    for (const invoice of openOf(world, after.id)) tendAnew(world, invoice, { before: [was], after: [is] })
  },
})

/** Only the first mailbox that works and the last one make a difference, to each company whose it is or was. */
export const attendMailbox = defineFollower({
  of: connections,
  run(world, before, after) {
    if (!isAlive(world)) return
    for (const company of new Set([before?.company, after?.company])) {
      const [was, is] = [before, after].map((row) => row?.company === company && isWorkingMailbox(row))
      const id = (after ?? before)?.id
      if (company === undefined || was === is) continue
      if (workingMailboxes(world, company).some((other) => other.id !== id)) continue
      for (const invoice of world.table(invoices).list('byState', company, 'open')) tendAnew(world, invoice)
    }
  },
})
