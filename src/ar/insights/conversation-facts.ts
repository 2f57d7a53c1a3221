/** What a customer and the company have written and said to each other, and what waits. */
import { compareInstants } from '../../core/store/compare.ts'
import { DAY_MS } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { cameBack } from '../communications/bounce.ts'
import { answersCustomer, isFromCustomer } from '../communications/from-customer.ts'
import { answerFinder, askedIn, isDispute, isOpenInvoice, putOffOf, questionsOf } from '../communications/questions.ts'
import { isOurs, isTalk, type ThreadRow, threads } from '../communications/thread.ts'
import type { OpenInvoice } from '../customers/customer-totals.ts'
import { payments } from '../payments/payment.ts'
import type { Debtor } from './debtor.ts'

/** A customer who has left so many messages without an answer for so many days is silent. */
const UNANSWERED = 2
const SILENT_DAYS = 14

export interface ConversationFacts {
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
}

export function conversationOf(world: World, customer: Debtor, open: readonly OpenInvoice[], today: string): ConversationFacts {
  const { since, heard } = lastWords(world, customer)
  const unanswered = unansweredOf(world, customer, since, open)
  const waiting = waitingOf(world, customer)
  const disputes = disputesOf(world, customer, open)
  const isOverdue = open.some(({ due_date }) => due_date < today)
  return {
    latest: since[0] ?? heard,
    heard,
    written: since.find(isOurs),
    unanswered,
    waiting,
    askedAbout: new Set(waiting.flatMap((message) => askedIn(world, message))),
    // Who waits for us is not silent.
    isGhosting:
      isOverdue && !waiting.length && !disputes.size && unanswered.length >= UNANSWERED && isLongAgo(world, unanswered.at(-1)),
    disputes,
  }
}

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
    if (!about.length || !claim.is_ar_related || !isDispute(claim)) continue
    for (const { id } of about)
      if (!answersTo(claim, id).length) disputes.set(id, claim)
      else if (named.length) settled.add(id)
  }
  return disputes
}
