/** No proposal is left to say what is so no longer, or to ask for what nobody should be asked. */

import { toLetterDate } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { type ActionRow, actions, withdraw } from '../actions/action.ts'
import { disputeAbout } from '../communications/questions.ts'
import { threads } from '../communications/thread.ts'
import { toMoney } from '../conventions/money.ts'
import type { Contact } from '../customers/contact.ts'
import { givenName } from '../customers/given-name.ts'
import { type InvoiceRow, isOpen } from '../invoices/invoice.ts'
import { missedFor } from '../promises/keeping.ts'
import { type Memory, recall, remember } from './memory.ts'
import { agentMistakes } from './mistakes/agent-mistake.ts'
import { bearings, milestoneAt, type Occasion } from './occasion.ts'
import { revise, reword } from './propose.ts'
import {
  daysLate,
  hasMailbox,
  isAfter,
  isAskedAbout,
  isReachable,
  isUndecided,
  isWaiting,
  putOffAbout,
  questionAbout,
  undecidedOf,
  whyNotDun,
} from './situation.ts'

/** Mistakes that are made against better knowledge: what is in the way of such a proposal does not take it back. */
const isAgainstReason = ({ mistake }: Memory): boolean =>
  mistake === 'dunned_promise' || mistake === 'dunned_dispute' || mistake === 'duplicate'

/** What it is for; null where somebody else has made it. */
const occasionOf = ({ id }: ActionRow, { action, occasion }: Memory): Occasion | null => (id === action ? occasion : null)

/** A proposal that asks for payment, as far as that shows where somebody else has made it. */
function duns(world: World, action: ActionRow, occasion: Occasion | null): boolean {
  if (occasion) return bearings[occasion].duns
  return action.action_type !== 'task' && !isWaiting(world, action)
}

/** Why an action is needed no more, by its occasion; undefined while it is needed. */
const endings: Partial<Readonly<Record<Occasion, (world: World, invoice: InvoiceRow, action: ActionRow) => string | undefined>>> =
  {
    promise_broken: (world, invoice, { thread }) =>
      missedFor(world, invoice).some((promise) => promise.thread === thread) ? undefined : PAID,
    promises_broken: (world, invoice) => (missedFor(world, invoice).length > 1 ? undefined : PAID),
    due_soon: (world, invoice) => (daysLate(world, invoice) > 0 ? 'The due date has passed.' : undefined),
    reply_waits: whyAnswered,
    dispute_waits: (world, invoice) => (disputeAbout(world, invoice) ? undefined : 'The dispute is answered.'),
    question_waits: (world, invoice) => (putOffAbout(world, invoice) ? undefined : 'The question is answered.'),
    payment_said: (world, invoice) => (putOffAbout(world, invoice) ? undefined : 'A payment came, or the customer is answered.'),
    mailbox_expired: (world, { company }) => (hasMailbox(world, company) ? 'A mailbox works again.' : undefined),
    address_gone: (world, invoice) => (isReachable(world, invoice) ? 'There is an address again.' : undefined),
  }

const PAID = 'What was promised was paid.'

/** An answer is about all that was written until it was drafted. */
function whyAnswered(world: World, invoice: InvoiceRow, { created_at }: ActionRow): string | undefined {
  if (!questionAbout(world, invoice)) return 'The customer has been answered.'
  const last = world.table(threads).in('asked', invoice.customer).maxKey()
  return last && isAfter(last.timestamp, created_at) ? 'The customer has written again.' : undefined
}

function whyOver(world: World, invoice: InvoiceRow, action: ActionRow, memory: Memory): string | undefined {
  const occasion = occasionOf(action, memory)
  const ending = occasion && endings[occasion]?.(world, invoice, action)
  if (ending) return ending
  return isWaiting(world, action) && isAskedAbout(world, invoice) ? 'The customer has written.' : undefined
}

/** What is in the way of asking for payment: it is to be done once that is gone. */
function whyPutOff(world: World, invoice: InvoiceRow, action: ActionRow, memory: Memory): string | undefined {
  const occasion = occasionOf(action, memory)
  if ((occasion && isAgainstReason(memory)) || !duns(world, action, occasion)) return undefined
  if (occasion && occasion !== 'due_soon' && daysLate(world, invoice) <= 0) return 'The invoice is not due yet.'
  return whyNotDun(world, invoice, action.thread)
}

/** How many days late something is, or early: it is so on one day only. */
const relative = /\b(?:due in (\d+) days?|(\d+) days? (?:overdue|late))\b/g

const textsOf = ({ description, draft_subject, draft_content, trigger_event_label }: ActionRow) => ({
  text: [description, draft_subject, draft_content].join('\n'),
  label: trigger_event_label,
})

const isRelative = (text: string): boolean => text.search(relative) >= 0

const isEarly = (label: string): boolean => label === bearings.due_soon.trigger

/** The last day on which all that it says is so; undefined where it does not grow old. */
export function saysSoUntil(action: ActionRow, today: string, due_date: string): string | undefined {
  if (Object.values(textsOf(action)).some(isRelative)) return today
  return isEarly(action.trigger_event_label) ? due_date : undefined
}

const isOutdated = (text: string, days: number): boolean =>
  [...text.matchAll(relative)].some(([, early, late]) => (late === undefined ? -Number(early) : Number(late)) !== days)

/** What texts say of an invoice. */
export const figuresOf = ({ invoice_number, balance, due_date }: InvoiceRow): string[] => [
  invoice_number,
  toMoney(balance),
  toLetterDate(due_date),
]

/** What texts call somebody, and how letters greet them. */
export const namesOf = ({ name }: Contact): string[] => [name, `${givenName(name) || name},`]

/** What texts could say before a change, and can say now. */
export interface Change {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

const NONE: Change = { before: [], after: [] }

/** It says what was so before a change: in whole words, and not as a part of what is so now. */
const saysBefore = (text: string, { before, after }: Change): boolean =>
  before.some((fact) => {
    const now = after.filter((each) => each.includes(fact))
    return hasWords(
      now.reduce((rest, each) => rest.replaceAll(each, ' '), text),
      fact,
    )
  })

const hasWords = (text: string, words: string): boolean =>
  text
    .split(words)
    .some((left, at, { [at + 1]: right }) => right !== undefined && !/[\p{L}\d]$/u.test(left) && !/^[\p{L}\d]/u.test(right))

/** What somebody else has drafted is left as it is for as long as it is so. */
function tendForeign(world: World, invoice: InvoiceRow, action: ActionRow, change: Change): void {
  if (world.table(agentMistakes).find('ofAction', action.id)) return
  const days = daysLate(world, invoice)
  const { text, label } = textsOf(action)
  const milestone = milestoneAt(days)
  const isPast = isEarly(label) && days > 0
  if (isPast || isOutdated(text, days) || saysBefore(text, change)) {
    if (!action.is_recommended || !milestone) withdraw(world, action, OUTDATED)
    else revise(world, invoice, action, { occasion: milestone.occasion, thread: action.thread ?? undefined })
  } else if (isOutdated(label, days)) {
    const trigger_event_label = milestone ? bearings[milestone.occasion].trigger : UNPAID
    world.save(actions, { ...action, trigger_event_label })
  }
}

const UNPAID = 'Invoice unpaid'
const OUTDATED = 'What it says is so no longer.'
const ALONE = 'What it was an alternative to was taken back.'

export function tend(world: World, invoice: InvoiceRow, change = NONE): void {
  if (!isOpen(invoice)) return
  const memory = recall(world, invoice.id)
  for (const action of undecidedOf(world, invoice)) {
    const over = whyOver(world, invoice, action, memory)
    const inTheWay = over === undefined ? whyPutOff(world, invoice, action, memory) : undefined
    if (over !== undefined) takeBack(world, invoice, action, over)
    else if (inTheWay !== undefined) {
      takeBack(world, invoice, action, inTheWay)
      if (action.is_recommended) remember(world, recall(world, invoice.id), { since: memory.before })
    } else if (occasionOf(action, memory) !== null) reword(world, invoice, action)
    else tendForeign(world, invoice, action, change)
  }
}

/** Takes a proposal back, and what was only an alternative to it. */
export function takeBack(world: World, invoice: InvoiceRow, action: ActionRow, reason: string): void {
  if (!isUndecided(world, world.table(actions).get(action.id) ?? action)) return
  withdraw(world, action, reason)
  if (!action.is_recommended) return
  for (const other of undecidedOf(world, invoice)) if (!other.is_recommended) withdraw(world, other, ALONE)
}
