/** What the books and the conversation say of a customer. */
import { compareInstants } from '../../core/store/compare.ts'
import { placeBefore } from '../../core/store/select.ts'
import { addDays, DAY_MS, daysBetween } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { recentDelays, usualDelayOf } from '../analytics/expected.ts'
import { cameBack } from '../communications/bounce.ts'
import { answersCustomer, isFromCustomer } from '../communications/from-customer.ts'
import { answerFinder, askedIn, isOpenInvoice, putOffOf, questionsOf } from '../communications/questions.ts'
import { isOurs, isTalk, type ThreadRow, threads } from '../communications/thread.ts'
import { toCents } from '../conventions/money.ts'
import type { Customer } from '../customers/customer.ts'
import { customerTotals, type OpenInvoice } from '../customers/customer-totals.ts'
import { type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { payments } from '../payments/payment.ts'
import { isFor } from '../promises/covers.ts'
import { promiseFor, reaches } from '../promises/keeping.ts'
import { type PromiseRow, promises, wholeOf } from '../promises/promise.ts'
import { enrollments, takesCareOf } from '../sequences/enrollment.ts'
import { isReady, type ScheduledStepRow, scheduledSteps } from '../sequences/scheduled-step.ts'

/** A customer who has left so many messages without an answer for so many days is silent. */
const UNANSWERED = 2
const SILENT_DAYS = 14
/** What fell due so long ago says no more how somebody pays. */
const RECENT_DAYS = 365

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
  /** Something that fell due lately was written off. */
  readonly hasWrittenOff: boolean
  /** The latest message, whoever wrote it. */
  readonly latest: ThreadRow | undefined
  /** The last one of a person at the customer. */
  readonly heard: ThreadRow | undefined
  /** Our last one since then. */
  readonly written: ThreadRow | undefined
  /** What of ours asks for something and came after the customer wrote, was spoken to or paid last; the newest first. */
  readonly unanswered: readonly ThreadRow[]
  /** Messages of the customer that wait for our answer, or for more than that we look into it. */
  readonly waiting: readonly ThreadRow[]
  /** The invoices that those are about. */
  readonly askedAbout: ReadonlySet<string>
  readonly isGhosting: boolean
  /** By open invoice the last message that disputes it, where that is neither resolved nor answered. */
  readonly disputes: ReadonlyMap<string, ThreadRow>
  /** Of those that run the one that is to be kept first, with the whole amount that its message says for the day. */
  readonly promise: PromiseRow | undefined
  /** That one, unless another one was broken that nothing has followed. */
  readonly awaited: PromiseRow | undefined
  /** What was promised in the customer’s last message. */
  readonly said: PromiseRow | undefined
  /** By open invoice the promise about it that runs and whose day comes first. */
  readonly promisedAbout: ReadonlyMap<string, PromiseRow>
  /** By open invoice the last promise about it, where that was broken. */
  readonly brokenAbout: ReadonlyMap<string, PromiseRow>
  /** The last one of those; where they are not all followed by a promise or an announcement, of the others. */
  readonly broken: PromiseRow | undefined
  /** How many promises were kept, and how many broken; those of one message are one. */
  readonly kept: number
  readonly brokenCount: number
  /** The open invoices of which a sequence takes care that has still something to come. */
  readonly remindedAbout: ReadonlySet<string>
  /** Those of which one does that has a step for a person. */
  readonly readyAbout: ReadonlySet<string>
  /** The first step of those that are not over that waits for a person. */
  readonly ready: ScheduledStepRow | undefined
}

export function customerFactsOf(world: World, customer: Debtor, today: string): CustomerFacts {
  const { open = [] } = world.table(customerTotals).get(customer.id) ?? {}
  const isLate = ({ due_date }: OpenInvoice): boolean => due_date < today
  const delays = recentDelays(world, customer.id)
  const overdue = centsOf(open.filter(isLate))
  const { since, heard } = lastWords(world, customer)
  const unanswered = unansweredOf(world, customer, since, open)
  const waiting = waitingOf(world, customer)
  const disputes = disputesOf(world, customer, open)
  return {
    customer,
    open,
    balance: centsOf(open),
    overdue,
    daysOverdue: Math.max(0, daysBetween(open[0]?.due_date ?? today, today)),
    delays,
    usualDelay: usualDelayOf(delays),
    hasWrittenOff: hasWrittenOff(world, customer, addDays(today, -RECENT_DAYS)),
    latest: since[0] ?? heard,
    heard,
    written: since.find(isOurs),
    unanswered,
    waiting,
    askedAbout: new Set(waiting.flatMap((message) => askedIn(world, message))),
    // Who waits for us is not silent.
    isGhosting:
      overdue > 0 && !waiting.length && !disputes.size && unanswered.length >= UNANSWERED && isLongAgo(world, unanswered.at(-1)),
    disputes,
    ...promisesOf(world, customer, open, heard),
    ...sequencesOf(world, customer, open),
  }
}

/** What is to come of sequences that go on, and about which invoices. */
function sequencesOf(world: World, { id }: Debtor, open: readonly OpenInvoice[]) {
  const active = new Map(
    world
      .table(enrollments)
      .list('activeOfCustomer', id)
      .map((each) => [each.id, each]),
  )
  const steps = world
    .table(scheduledSteps)
    .list('pendingOfCustomer', id)
    .filter(({ enrollment }) => active.has(enrollment))
  const invoicesOf = (some: readonly ScheduledStepRow[]): ReadonlySet<string> => {
    const theirs = some.flatMap(({ enrollment }) => active.get(enrollment) ?? [])
    return new Set(open.filter((invoice) => theirs.some((each) => takesCareOf(each, invoice))).map((invoice) => invoice.id))
  }
  return {
    remindedAbout: invoicesOf(steps.filter((step) => !isReady(step))),
    readyAbout: invoicesOf(steps.filter(isReady)),
    ready: steps.find(isReady),
  }
}

function hasWrittenOff(world: World, { id }: Debtor, since: string): boolean {
  const due = world
    .table(invoices)
    .in('ofCustomer', id)
    .keys(placeBefore<InvoiceRow>({ due_date: since }))
  for (const { written_off_amount } of due) if (written_off_amount > 0) return true
  return false
}

const centsOf = (open: readonly OpenInvoice[]): number => open.reduce((cents, { balance }) => cents + toCents(balance), 0)

/** The last message of a person at the customer, and all that came after it, the newest first. */
function lastWords(world: World, customer: Debtor): { since: ThreadRow[]; heard: ThreadRow | undefined } {
  const since: ThreadRow[] = []
  for (const message of messagesOf(world, customer)) {
    if (isFromCustomer(message)) return { since, heard: message }
    since.push(message)
  }
  return { since, heard: undefined }
}

function* messagesOf(world: World, { company, id }: Debtor): Generator<ThreadRow> {
  for (const message of world.table(threads).in('ofCustomer', company, id).keys()) if (message.is_ar_related) yield message
}

const waitingOf = (world: World, { id }: Debtor): ThreadRow[] =>
  [...questionsOf(world, id), ...putOffOf(world, id)].filter((message) => message.is_ar_related && isFromCustomer(message))

/** The first answer to a message of the customer asks for nothing; nor does what came back, or is about nothing open. */
function unansweredOf(world: World, customer: Debtor, since: readonly ThreadRow[], open: readonly OpenInvoice[]): ThreadRow[] {
  const paid = lastPaid(world, customer)
  const spoken = since.findIndex(isTalk)
  const answered = new Set<string | null>()
  const isAnswer = ({ in_reply_to }: ThreadRow): boolean => {
    if (answered.has(in_reply_to) || !answersCustomer(world, in_reply_to)) return false
    answered.add(in_reply_to)
    return true
  }
  return since
    .slice(0, spoken < 0 ? since.length : spoken)
    .filter((message) => isOurs(message) && compareInstants(message.timestamp, paid) > 0)
    .reverse()
    .filter((message) => !isAnswer(message) && !cameBack(world, message) && isAboutOpen(world, message, open))
    .reverse()
}

/** When the last payment was known, or announced; ahead of all times where there was none. */
function lastPaid(world: World, { id }: Debtor): string {
  let last = '0000'
  for (const { created_at } of world.table(payments).in('ofCustomer', id).keys())
    if (compareInstants(created_at, last) > 0) last = created_at
  return last
}

const isLongAgo = ({ clock }: World, message: ThreadRow | undefined): boolean =>
  message !== undefined && clock.ms - Date.parse(message.timestamp) >= SILENT_DAYS * DAY_MS

/** A message that names no invoice is about all that is open. */
const isAboutOpen = (world: World, { invoices: named }: ThreadRow, open: readonly OpenInvoice[]): boolean =>
  named.length ? named.some((id) => isOpenInvoice(world, id)) : open.length > 0

function disputesOf(world: World, customer: Debtor, open: readonly OpenInvoice[]): Map<string, ThreadRow> {
  const disputes = new Map<string, ThreadRow>()
  const settled = new Set<string>()
  const answersTo = answerFinder(world)
  for (const claim of world.table(threads).in('claims', customer.id).keys()) {
    const { invoices: named } = claim
    const about = open.filter(({ id }) => !disputes.has(id) && !settled.has(id) && (!named.length || named.includes(id)))
    if (!about.length || !isDispute(claim)) continue
    for (const { id } of about)
      if (!answersTo(claim, id).length) disputes.set(id, claim)
      else if (named.length) settled.add(id)
  }
  return disputes
}

const isDispute = ({ is_ar_related, strategy_tags }: ThreadRow): boolean => is_ar_related && strategy_tags.includes('dispute')

function promisesOf(world: World, { id }: Debtor, open: readonly OpenInvoice[], heard: ThreadRow | undefined) {
  const all = world.table(promises).list('ofCustomer', id)
  const broken = messagesWith(all, 'broken')
  const said = all.filter(({ thread }) => thread !== null && thread === heard?.id)
  const running = world.table(promises).list('activeOf', id)
  const promisedAbout = aboutEach(open, (invoice) => promiseFor(world, { ...invoice, customer: id }))
  const brokenAbout = lastBroken(world, all, open)
  const isWaitedFor = (invoice: OpenInvoice): boolean => isAnnounced(invoice) || promisedAbout.has(invoice.id)
  const alone = open.flatMap((invoice) => (isWaitedFor(invoice) ? [] : (brokenAbout.get(invoice.id) ?? [])))
  const last = new Set(alone.length ? alone : brokenAbout.values())
  const promise =
    running[0] &&
    wholeOf(
      running[0],
      all.filter(({ status }) => status !== 'cancelled'),
    )
  return {
    promise,
    awaited: alone.length ? undefined : promise,
    said: said.find(({ status }) => status === 'broken') ?? said[0],
    promisedAbout,
    brokenAbout,
    broken: all.find((promise) => last.has(promise)),
    kept: [...messagesWith(all, 'kept')].filter((message) => !broken.has(message)).length,
    brokenCount: broken.size,
  }
}

/** At least a part of it is. */
const isAnnounced = ({ expected }: OpenInvoice): boolean => expected.some(({ ground }) => ground === 'announced')

const messagesWith = (all: readonly PromiseRow[], wanted: PromiseRow['status']): Set<string> =>
  new Set(all.filter(({ status }) => status === wanted).map(({ id, thread }) => thread ?? id))

/** By open invoice the promise that is found for it. */
function aboutEach(
  open: readonly OpenInvoice[],
  find: (invoice: OpenInvoice) => PromiseRow | undefined,
): ReadonlyMap<string, PromiseRow> {
  const about = new Map<string, PromiseRow>()
  for (const invoice of open) {
    const promise = find(invoice)
    if (promise) about.set(invoice.id, promise)
  }
  return about
}

/** @param all the promises of a customer, the newest first */
function lastBroken(world: World, all: readonly PromiseRow[], open: readonly OpenInvoice[]): ReadonlyMap<string, PromiseRow> {
  const ended = all.filter(({ status }) => status === 'kept' || status === 'broken')
  return aboutEach(ended.some(({ status }) => status === 'broken') ? open : [], (invoice) => {
    const last = ended.find((promise) => isFor(world, promise, invoice))
    return last?.status === 'broken' && reaches(world, last, invoice) ? last : undefined
  })
}
