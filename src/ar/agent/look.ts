/** The agent looks at an invoice, and has a proposal ready before people come to work. */

import { addDays, DAY_MS, toLetterDate } from '../../core/time/day.ts'
import { isWorkingTime } from '../../core/time/office-hours.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { type ActionRow, actions, withdraw } from '../actions/action.ts'
import { answersCustomer, isFromCustomer } from '../communications/from-customer.ts'
import { disputeAbout } from '../communications/questions.ts'
import { saysPaid } from '../communications/reading.ts'
import { type ThreadRow, threads } from '../communications/thread.ts'
import { todayOf, zoneOf } from '../companies/company.ts'
import { namesInvoice, TWICE_WITHIN_MS } from '../harms/letter.ts'
import { type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import type { Plan } from '../life/plan.ts'
import { promiseFor } from '../promises/keeping.ts'
import { type Contacted, contactedAbout } from './contacted.ts'
import type { Found } from './draft.ts'
import { type Memory, recall, remember, whoseWay } from './memory.ts'
import { inLetter, writesToNobody, wrongly } from './mistakes/err.ts'
import { bearings, isWay, type Milestone, milestoneAt, type Occasion } from './occasion.ts'
import { lookAfter, lookLater, lookSoon } from './plan-look.ts'
import { propose, revise } from './propose.ts'
import {
  brokenPromises,
  daysLate,
  hasMailbox,
  isAfter,
  isReachable,
  isUndecided,
  isWaiting,
  partPaid,
  putOffAbout,
  questionAbout,
  tendsToBeLate,
  undecidedOf,
  whyNotDun,
} from './situation.ts'
import { takeBack, tend } from './tend.ts'

/** What the invoice asks for now, where nobody takes care of it and nobody was written to lately. */
function dueFor(world: World, invoice: InvoiceRow, memory: Memory): Found | undefined {
  const { since, is_unanswered } = memory
  const days = daysLate(world, invoice)
  const milestone = newMilestone(world, invoice, since)
  const broken = brokenPromises(world, invoice)
  // Who has broken several comes to the last steps like anybody else.
  if (milestone && broken.length > 1 && milestone.days >= LAST_STEPS) return { occasion: milestone.occasion }
  const [last] = broken
  // What was promised is not asked for by a letter that knows nothing of that.
  const isBelow = last !== undefined && milestone !== undefined && milestone.days < FIRST_CALL
  if (last && (isAfter(last.updated_at, since) || (isBelow && !is_unanswered && !hasCalled(world, memory))))
    return broken.length > 1 ? { occasion: 'promises_broken' } : { occasion: 'promise_broken', thread: last.thread ?? undefined }
  const part = days > 0 && !promiseFor(world, invoice) ? partPaid(world, invoice) : undefined
  if (part && isAfter(part.created_at, since)) return { occasion: 'payment_short' }
  if (milestone && !isBelow) return { occasion: milestone.occasion }
  return is_unanswered && days > 0 ? { occasion: 'no_answer' } : undefined
}

/** The milestone that it has come to since something was dealt with; none while a part of it is promised. */
function newMilestone(world: World, invoice: InvoiceRow, since: string | null): Milestone | undefined {
  const milestone = milestoneAt(daysLate(world, invoice))
  if (!milestone || isTooSoon(world, invoice, milestone) || promiseFor(world, invoice)) return undefined
  const isNew = since === null || addDays(invoice.due_date, milestone.days) > dateOf(world, invoice, since)
  return isNew ? milestone : undefined
}

/** Who gets an invoice on the day on which it is due has a week; before the day only those are written to who tend to be late, and are not far behind. */
function isTooSoon(world: World, { company, issue_date, due_date, customer }: InvoiceRow, { occasion }: Milestone): boolean {
  if (occasion === 'overdue_1') return due_date <= issue_date
  if (occasion !== 'due_soon') return false
  if (issue_date > todayOf(world, company)) return true
  const oldest = world.table(invoices).find('openOfCustomer', customer)
  return !tendsToBeLate(world, customer) || (oldest !== undefined && daysLate(world, oldest) >= LAST_STEPS)
}

/** Somebody was called about broken promises. */
const hasCalled = (world: World, { occasion, action }: Memory): boolean =>
  occasion === 'promises_broken' && world.table(actions).get(action ?? '')?.status === 'completed'

/** Days late from which somebody is called anyway. */
const FIRST_CALL = 30

/** Days late from which it is about more than another date. */
const LAST_STEPS = 60

const dateOf = (world: World, { company }: InvoiceRow, at: string): string => dateIn(zoneOf(world, company), Date.parse(at))

const isAnswer = (world: World, { message }: Contacted): boolean => answersCustomer(world, message?.in_reply_to)

/** A promise that was broken does not wait, unless there was a reminder only just now, or an answer asked for another day. */
function isPressing(world: World, invoice: InvoiceRow, { since }: Memory, contacted: Contacted): boolean {
  const [last] = brokenPromises(world, invoice)
  if (!last || !isAfter(last.updated_at, since)) return false
  if (!isAnswer(world, contacted)) return world.clock.ms - Date.parse(contacted.at) >= TWICE_WITHIN_MS
  return isAfter(last.updated_at, contacted.at) || !namesInvoice(contacted.message?.body ?? '', invoice)
}

/** After a letter an answer is waited for, once. */
function afterContact(world: World, contacted: Contacted, { since }: Memory): Found | undefined {
  const { at, isMail, until } = contacted
  return isMail && !isAnswer(world, contacted) && isAfter(at, since) && !world.clock.isPast(until)
    ? { occasion: 'awaiting_reply', until }
    : undefined
}

/** No letter can leave or arrive, and somebody sees to that already. */
const SEEN_TO = null
type SeenTo = typeof SEEN_TO

/** What was found; where it is a letter, and none can leave or arrive, what there is to do about that. */
function possible(world: World, invoice: InvoiceRow, found: Found): Found | SeenTo {
  if (bearings[found.occasion].type !== 'email') return found
  if (!hasMailbox(world, invoice.company)) return inTheWay(world, invoice, 'mailbox_expired')
  if (isReachable(world, invoice, world.table(threads).get(found.thread ?? '')))
    return { mistake: inLetter(world, invoice, found), ...found }
  if (writesToNobody(world, invoice, found)) return { ...found, mistake: 'wrong_person' }
  return inTheWay(world, invoice, 'address_gone')
}

/** What is due, as far as it can be done: where no letter can leave or arrive, a milestone that asks for none comes first. */
function feasible(world: World, invoice: InvoiceRow, due: Found, { since, before }: Memory): Found | SeenTo {
  const found = possible(world, invoice, due)
  if (found && !isWay(found.occasion)) return found
  const { occasion } = newMilestone(world, invoice, since ?? before) ?? {}
  return occasion && bearings[occasion].type !== 'email' ? { occasion } : found
}

/** What is in the way is one task for all whose way it is. */
function inTheWay(world: World, invoice: InvoiceRow, occasion: Occasion): Found | SeenTo {
  const task = world.table(actions).get(recall(world, whoseWay(occasion, invoice)).action ?? '')
  // A task that was overtaken, or whose invoice is closed, is nobody's.
  if (!task || recall(world, task.invoice).action !== task.id) return { occasion }
  const isOpen = isUndecided(world, task)
  if (isOpen && task.invoice === invoice.id) return { occasion }
  return isSeenTo(world, invoice, isOpen ? world.clock.now() : task.updated_at) ? SEEN_TO : { occasion }
}

/** Whether somebody has decided about it only lately: it is looked at again once that is some time ago. */
function isSeenTo(world: World, invoice: InvoiceRow, since: string): boolean {
  const again = Date.parse(since) + AGAIN_MS
  if (again <= world.clock.ms) return false
  lookAfter(world, invoice, again)
  return true
}

const AGAIN_MS = 14 * DAY_MS

/** Who promised and did not pay is asked about that, where they may be asked. */
function answerTo(world: World, invoice: InvoiceRow, { id }: ThreadRow): Occasion {
  const isBroken = brokenPromises(world, invoice)[0]?.thread === id
  return isBroken && whyNotDun(world, invoice, id) === undefined ? 'promise_broken' : 'reply_waits'
}

/** What was only looked into is to be settled once it comes up, and again some time after somebody has decided about that. */
function isToSettle(world: World, invoice: InvoiceRow, { timestamp }: ThreadRow, { since, action }: Memory): boolean {
  if (since === null || isAfter(timestamp, since)) return true
  return !currentFor(world, invoice) && !isSeenTo(world, invoice, world.table(actions).get(action ?? '')?.updated_at ?? since)
}

/** What is proposed for an invoice, and not decided about. */
const currentFor = (world: World, invoice: InvoiceRow): ActionRow | undefined =>
  undecidedOf(world, invoice).find(({ is_recommended }) => is_recommended)

/** What there is to propose now; undefined for nothing new. */
function found(world: World, invoice: InvoiceRow, memory: Memory, current: ActionRow | undefined): Found | SeenTo | undefined {
  const contacted = contactedAbout(world, invoice)
  const wrong = wrongly(world, invoice, memory.since, contacted)
  if (wrong) return possible(world, invoice, wrong)
  const question = questionAbout(world, invoice)
  if (question) return possible(world, invoice, { occasion: answerTo(world, invoice, question), thread: question.id })
  const dispute = disputeAbout(world, invoice)
  if (dispute && isToSettle(world, invoice, dispute, memory)) return { occasion: 'dispute_waits', thread: dispute.id }
  const putOff = putOffAbout(world, invoice)
  if (putOff && isToSettle(world, invoice, putOff, memory))
    return { occasion: saysPaid(putOff.body) ? 'payment_said' : 'question_waits', thread: putOff.id }
  if (whyNotDun(world, invoice) !== undefined || (current && isWaiting(world, current))) return undefined
  const due = dueFor(world, invoice, memory)
  if (contacted && !world.clock.isPast(contacted.until) && !isPressing(world, invoice, memory, contacted)) {
    lookAfter(world, invoice, contacted.until)
    return afterContact(world, contacted, memory)
  }
  if (due) return feasible(world, invoice, due, memory)
  if (!isOwnLetter(current, memory) || !memory.occasion || memory.mistake === 'wrong_person') return undefined
  const stopped = possible(world, invoice, { occasion: memory.occasion, thread: current?.thread ?? undefined })
  return stopped?.occasion === memory.occasion ? undefined : stopped
}

const isOwnLetter = (current: ActionRow | undefined, { action }: Memory): boolean =>
  current?.action_type === 'email' && current.status === 'proposed' && current.id === action

const OVERTAKEN = 'Something else is to be done now.'
const WRITTEN = 'The customer has been written to since.'

/** Of what is proposed for an invoice, one thing stands. */
function consider(world: World, invoice: InvoiceRow): string {
  const memory = recall(world, invoice.id)
  const current = currentFor(world, invoice)
  if (current?.status === 'scheduled') return 'something is scheduled'
  const next = found(world, invoice, memory, current)
  if (next === SEEN_TO && current && isOwnLetter(current, memory)) {
    takeBack(world, invoice, current, OVERTAKEN)
    remember(world, recall(world, invoice.id), { since: memory.before })
  }
  if (!next) return dropIfWritten(world, invoice, memory, current) ? 'withdrawn' : 'nothing to propose'
  if (!current) return propose(world, invoice, next)
  const isSame = current.id === memory.action && memory.occasion === next.occasion
  if ((isSame || current.id !== memory.action) && next.thread !== undefined && current.thread === next.thread) return 'stands'
  if (isSame && !next.mistake && !next.thread) return 'stands'
  const isLike = current.action_type === bearings[next.occasion].type && current.thread === null && !next.thread && !next.until
  if (isLike && !next.mistake) return revise(world, invoice, current, next)
  takeBack(world, invoice, current, OVERTAKEN)
  return propose(world, invoice, next)
}

/** Whoever was written to since is not written to again for the same. */
function dropIfWritten(world: World, invoice: InvoiceRow, memory: Memory, current: ActionRow | undefined): boolean {
  if (!current || isWaiting(world, current) || current.action_type === 'task') return false
  const contacted = contactedAbout(world, invoice)
  if (!contacted || !isAfter(contacted.at, current.created_at) || memory.mistake === 'duplicate') return false
  takeBack(world, invoice, current, WRITTEN)
  if (current.id !== memory.action) remember(world, recall(world, invoice.id), { since: world.clock.now() })
  return true
}

export function look(world: World, { about }: Plan): string {
  const invoice = world.table(invoices).get(about)
  if (!invoice || !isOpen(invoice)) return 'the invoice is closed'
  tend(world, invoice)
  const isWorking = isWorkingTime(zoneOf(world, invoice.company), world.clock.ms)
  const outcome = isWorking ? consider(world, invoice) : 'looked'
  if (!isWorking) lookSoon(world, invoice)
  lookLater(world, invoice)
  return outcome
}

/** An answer was expected until now. */
export function stopWaiting(world: World, { about, at }: Plan): string {
  const action = world.table(actions).get(about)
  const invoice = world.table(invoices).get(action?.invoice ?? '')
  if (!action || !invoice || !isOpen(invoice)) return 'nothing waits'
  if (isUndecided(world, action)) withdraw(world, action, `The wait until ${toLetterDate(dateOf(world, invoice, at))} is over.`)
  const is_unanswered = !hasWritten(world, invoice, action)
  if (is_unanswered) remember(world, recall(world, invoice.id), { is_unanswered })
  lookSoon(world, invoice)
  return is_unanswered ? 'no answer came' : 'the customer has written'
}

/** A person at the customer has written since. */
function hasWritten(world: World, { company, customer }: InvoiceRow, { executed_at, created_at }: ActionRow): boolean {
  const since = executed_at ?? created_at
  for (const thread of world.table(threads).in('ofCustomer', company, customer).keys()) {
    if (!isAfter(thread.timestamp, since)) return false
    if (isFromCustomer(thread)) return true
  }
  return false
}
