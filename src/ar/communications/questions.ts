/** What customers wait for. */
import { compareInstants } from '../../core/store/compare.ts'
import { ownText } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import { whileUnchanged } from '../../core/world/while-unchanged.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { isCounted, type PaymentRow, payments } from '../payments/payment.ts'
import { isFromCustomer } from './from-customer.ts'
import { isCourtesy, isIdle, onlyPutsOff, putsOff, settles } from './reading.ts'
import { isOurs, isQuestion, isSpoken, isTalk, isToLookInto, type ThreadRow, threads } from './thread.ts'

/** The messages of a customer that wait for an answer, the oldest first: none about invoices that are all closed. */
export const questionsOf = (world: World, customer: string): ThreadRow[] =>
  world
    .table(threads)
    .list('asked', customer)
    .filter((message) => isAboutOpen(world, message))

/** It names open invoices, or none. */
const isAboutOpen = (world: World, { invoices: named }: ThreadRow): boolean =>
  !named.length || named.some((id) => isOpenInvoice(world, id))

/** It says when money will come, and asks for nothing. */
export const onlyPromises = ({ strategy_tags, body }: ThreadRow): boolean =>
  strategy_tags.length === 1 && strategy_tags[0] === 'promise_to_pay' && !ownText(body).includes('?')

export const isDispute = ({ strategy_tags }: ThreadRow): boolean => strategy_tags.includes('dispute')

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

/** By their time; those of one moment as they arrived. */
export const comesAfter = (a: ThreadRow, b: ThreadRow): boolean => threads.indexes.ofGroup.compare(a, b) > 0

/** It goes on with a letter from before what was asked, as steps of a sequence do: that reminds, and answers nothing. */
function goesOn(world: World, message: ThreadRow, asked: ThreadRow): boolean {
  for (let after = message; ; ) {
    const before = world.table(threads).get(after.in_reply_to ?? '')
    if (before?.direction !== 'outbound' || !comesAfter(after, before)) return false
    if (!comesAfter(before, asked)) return true
    after = before
  }
}

/** Whether a message of its conversation leaves nothing open of what was asked. */
export const closes = (world: World, message: ThreadRow, asked: ThreadRow): boolean =>
  message.is_resolved || (message.direction === 'outbound' && !goesOn(world, message, asked))

/** It tells of what was settled, said or written elsewhere. */
const isTold = (message: ThreadRow): boolean =>
  isTalk(message) || (message.is_manual && (message.is_resolved || (isOurs(message) && !isSpoken(message))))

/** Whether what is told elsewhere is about what a customer asks: one of its invoices, or none where it names none. */
function concerns(world: World, { invoices: told }: ThreadRow, asked: ThreadRow): boolean {
  if (asked.invoices.length) return asked.invoices.some((id) => told.includes(id))
  return !told.length || told.includes(invoiceOf(world, asked)?.id ?? '')
}

/** It answers what was said of something else since. */
function answersOther(world: World, { in_reply_to }: ThreadRow, asked: ThreadRow): boolean {
  const before = world.table(threads).get(in_reply_to ?? '')
  return before !== undefined && comesAfter(before, asked) && before.strategy_tags.length > 0 && !isDispute(before)
}

/** It says more than that somebody looks into it; of a dispute, more than thanks, and something of it where it answers something else. */
function isSubstantial(world: World, message: ThreadRow, asked: ThreadRow): boolean {
  if (message.is_resolved || putsOff(message.body)) return message.is_resolved
  if (!isDispute(asked) || message.attachments.length) return true
  return answersOther(world, message, asked) ? settles(message.body) : !isCourtesy(message.body)
}

/**
 * Whether a message says or resolves what a customer asks.
 * @param isAbout of what is told elsewhere, whether it is about that
 */
export function isAnswerTo(world: World, message: ThreadRow, asked: ThreadRow, isAbout = concerns): boolean {
  const isSaid =
    message.thread_group === asked.thread_group
      ? closes(world, message, asked)
      : isAbout(world, message, asked) && isTold(message)
  return isSaid && isSubstantial(world, message, asked)
}

/** Whether an answer is about an invoice: in its conversation all are about all of it. */
export const isOn = ({ thread_group, invoices: told }: ThreadRow, asked: ThreadRow, invoice: string): boolean =>
  thread_group === asked.thread_group || told.includes(invoice)

export type FindAnswers = (asked: ThreadRow, invoice: string) => ThreadRow[]

/** Finds what has answered messages since, as far as it is about an invoice, the latest first: the answers to each are looked for once. */
export function answerFinder(world: World): FindAnswers {
  const known = new Map<ThreadRow, ThreadRow[]>()
  return (asked, invoice) => {
    const answers = known.get(asked) ?? answersOf(world, asked)
    known.set(asked, answers)
    return answers.filter((message) => isOn(message, asked, invoice))
  }
}

/** As it concerns it; what names no invoice may be about each. */
const isAboutAny = (world: World, message: ThreadRow, asked: ThreadRow): boolean =>
  asked.invoices.length ? concerns(world, message, asked) : message.invoices.length > 0

function answersOf(world: World, asked: ThreadRow): ThreadRow[] {
  const answers: ThreadRow[] = []
  for (const message of world.table(threads).in('ofCustomer', asked.company, asked.customer).keys()) {
    if (!comesAfter(message, asked)) break
    if (isAnswerTo(world, message, asked, isAboutAny)) answers.push(message)
  }
  return answers
}

export const answersTo = (world: World, asked: ThreadRow, invoice: string): ThreadRow[] => answerFinder(world)(asked, invoice)

/** The invoices that a message of a customer is about: those that it names; where it names none, the one owed for longest. */
export const askedIn = (world: World, message: ThreadRow): readonly string[] =>
  message.invoices.length ? message.invoices : [invoiceOf(world, message)?.id ?? []].flat()

/** It is about this invoice, or about several of which this is one. */
export const isAsking = (world: World, message: ThreadRow, invoice: string): boolean => askedIn(world, message).includes(invoice)

/** It says no more than thanks, and leaves open what was asked before. */
const isMereThanks = (message: ThreadRow): boolean =>
  isIdle(message.body) &&
  !isToLookInto(message) &&
  !/\b(?:found|got|have|received|arrived|solved|settled|clear)\b/i.test(message.body)

/** It only acknowledges what was written. */
const isNoted = ({ is_resolved, attachments, body }: ThreadRow): boolean =>
  !is_resolved && !attachments.length && isCourtesy(body)

const isFull = ({ is_resolved, attachments, body }: ThreadRow): boolean =>
  is_resolved || attachments.length > 0 || !onlyPutsOff(body)

/** What was said in a conversation after a question, and of it, is no more than that somebody looks into it. */
function isPutOff(world: World, asked: ThreadRow): boolean {
  let isLookedInto = false
  for (const message of world.table(threads).in('ofGroup', asked.thread_group).keys(asked)) {
    if (!comesAfter(message, asked)) continue
    // Who writes again is answered anew.
    if (isFromCustomer(message) && !isMereThanks(message)) return false
    if (!closes(world, message, asked) || isNoted(message)) continue
    if (isFull(message)) return false
    isLookedInto = true
  }
  return isLookedInto
}

/** It only says that money was sent, and some has come since: for each open invoice that it names; for any where it names none. */
function hasCome(world: World, asked: ThreadRow): boolean {
  if (isQuestion(asked)) return false
  const isSince = (payment: PaymentRow): boolean =>
    isCounted(payment) && compareInstants(payment.created_at, asked.timestamp) >= 0
  const paid = world.table(payments)
  if (!asked.invoices.length) return paid.list('ofCustomer', asked.customer).some(isSince)
  return openIn(world, asked).every(({ id }) => paid.list('ofInvoice', id).some(isSince))
}

/** Questions that were put off, of each conversation the last one: what a customer writes later takes its place. */
function putOffIn(world: World, customer: string): ThreadRow[] {
  const groups = new Set<string>()
  const found: ThreadRow[] = []
  for (const asked of world.table(threads).in('answered', customer).keys()) {
    if (groups.has(asked.thread_group) || !isFromCustomer(asked)) continue
    groups.add(asked.thread_group)
    if (isDispute(asked) || !isAboutOpen(world, asked) || hasCome(world, asked)) continue
    if (isPutOff(world, asked)) found.push(asked)
  }
  return found
}

/** What was told to a customer elsewhere since a message, in full. */
function toldSince(world: World, since: ThreadRow): ThreadRow[] {
  const told: ThreadRow[] = []
  for (const message of world.table(threads).in('ofCustomer', since.company, since.customer).keys()) {
    if (!comesAfter(message, since)) break
    if (isTold(message) && isFull(message)) told.push(message)
  }
  return told
}

const putOffNow = whileUnchanged([threads, invoices, payments], (world, { id }: Customer): readonly ThreadRow[] => {
  const putOff = putOffIn(world, id)
  const oldest = putOff.at(-1)
  if (!oldest) return putOff
  const told = toldSince(world, oldest)
  const tells = (message: ThreadRow, asked: ThreadRow): boolean =>
    comesAfter(message, asked) && message.thread_group !== asked.thread_group && isAboutAny(world, message, asked)
  return putOff.filter((asked) => !told.some((message) => tells(message, asked)))
})

/** The questions of a customer that were answered with no more than that somebody looks into it: none about what is disputed, or closed, nor that money was sent which has come. */
export function putOffOf(world: World, customer: string): readonly ThreadRow[] {
  const row = world.table(customers).get(customer)
  return row ? putOffNow(world, row) : []
}

/** A dispute about an invoice that nobody has resolved or answered. */
export function disputeAbout(world: World, invoice: InvoiceRow, answersTo = answerFinder(world)): ThreadRow | undefined {
  const claim = claimAbout(world, 'dispute', invoice)
  return claim && !answersTo(claim, invoice.id).length ? claim : undefined
}

/** An invoice that a message names is disputed in its conversation, and nobody has resolved or answered that. */
export const isDisputedIn = (world: World, message: ThreadRow): boolean =>
  openIn(world, message).some((invoice) => disputeAbout(world, invoice)?.thread_group === message.thread_group)
