/** What a conversation has come to: who is to do what next, and how the customer sounds. It follows from the messages' tags and times, not from their words. */
import type * as z from 'zod'
import { dateIn } from '../../core/time/time-zone.ts'
import { contactedAbout } from '../agent/contacted.ts'
import { isAfter, isReachable } from '../agent/situation.ts'
import { predictedOn } from '../analytics/expected.ts'
import { isSpoken, type ThreadRow } from '../communications/thread.ts'
import { toCents, toMoney } from '../conventions/money.ts'
import { invoices } from '../invoices/invoice.ts'
import type { PromiseRow } from '../promises/promise.ts'
import type { Context } from './context.ts'
import type { CustomerFacts } from './customer-facts.ts'
import type { ConversationSummary } from './insight.ts'
import { isToRemind } from './invoice-signal.ts'
import { partsOf } from './prediction.ts'
import { atMost } from './words.ts'

type Summary = z.output<typeof ConversationSummary>

const MOST_WORDS = 18
/** Past due so long, it is a matter for those above. */
const EXECUTIVE_DAYS = 90

/** What a message is about, by its tag. */
const topics = {
  promise_to_pay: 'promised to pay',
  dispute: 'disputed an invoice',
  invoice_copy: 'asked for a copy of the invoice',
  payment_plan: 'asked for a payment plan',
  remittance_advice: 'sent a remittance advice',
} as const
type Topic = keyof typeof topics

const isTopic = (tag: string): tag is Topic => Object.hasOwn(topics, tag)

const topicOf = ({ strategy_tags }: ThreadRow): Topic | undefined => strategy_tags.find(isTopic)

const verbs: Partial<Readonly<Record<ThreadRow['communication_type'], string>>> = { email: 'wrote', call: 'called' }
const verbOf = ({ communication_type }: ThreadRow, whom: string): string =>
  communication_type === 'meeting' ? `met ${whom}` : (verbs[communication_type] ?? 'was in touch')

/** What came of a promise that nobody waits for any more. */
const outcomes = { active: '', kept: ' and did', broken: ' and did not in time', cancelled: ', which holds no more' } as const

export function conversationSummary(context: Context, facts: CustomerFacts): Summary {
  const dates = facts.open.flatMap((invoice) =>
    partsOf(context, facts, invoice).map(({ date }) => predictedOn(date, context.today)),
  )
  return {
    summary: atMost(MOST_WORDS, inWords(context, facts)),
    tone: toneOf(facts),
    ...nextOf(context, facts),
    promise_to_pay_date: facts.promise?.promised_date ?? null,
    predicted_payment_date: dates.sort()[0] ?? null,
    last_message_at: facts.latest?.timestamp ?? null,
  }
}

function inWords({ company }: Context, facts: CustomerFacts): string {
  const { latest, heard, written, unanswered, awaited: promise, broken } = facts
  if (!latest) return ''
  const dayOf = ({ timestamp }: ThreadRow): string => dateIn(company.timezone, Date.parse(timestamp))
  if (promise)
    return `Promised to pay ${promise.amount === null ? '' : `${toMoney(promise.amount)} `}by ${promise.promised_date}${facts.disputes.size ? `; ${disputeIn(facts)}` : ''}.`
  if (broken) return `Promised to pay by ${broken.promised_date} and did not; ${stateOf(facts)}.`
  if (heard) return `The customer ${whatWasSaid(facts, heard, dayOf(heard))}; ${stateOf(facts)}.`
  const first = unanswered.at(-1)
  if (first) return `The customer has not answered ${count(unanswered)} since ${dayOf(first)}.`
  return written
    ? `We ${verbOf(written, 'them')} last on ${dayOf(written)}; ${NOTHING_WAITS}.`
    : `Only notes so far, the last on ${dayOf(latest)}.`
}

function whatWasSaid({ said }: CustomerFacts, heard: ThreadRow, day: string): string {
  const topic = topicOf(heard)
  if (topic !== 'promise_to_pay') return topic ? `${topics[topic]} on ${day}` : `${verbOf(heard, 'us')} last on ${day}`
  return said ? `promised to pay by ${said.promised_date}${outcomes[said.status]}` : `promised on ${day} to pay`
}

const NOTHING_WAITS = 'nothing waits for an answer'

function stateOf(facts: CustomerFacts): string {
  const { waiting, unanswered, disputes } = facts
  if (waiting.length) return 'a message waits for our answer'
  if (disputes.size) return disputeIn(facts)
  return unanswered.length ? `has not answered ${count(unanswered)} since` : NOTHING_WAITS
}

function disputeIn({ open, disputes }: CustomerFacts): string {
  const [first, ...others] = open.filter(({ id }) => disputes.has(id))
  return others.length ? `${others.length + 1} invoices are disputed` : `${first?.invoice_number} is disputed`
}

function count(unanswered: readonly ThreadRow[]): string {
  const { length } = unanswered
  const calls = unanswered.filter(isSpoken).length
  const what = calls === length ? 'call' : 'message'
  return length === 1 ? `our ${what}` : `our ${length} ${what}s${calls > 0 && calls < length ? ' and calls' : ''}`
}

function toneOf(facts: CustomerFacts): Summary['tone'] {
  const { latest, heard, promise, disputes, broken, kept, brokenCount, isGhosting, balance } = facts
  if (!latest) return 'unknown'
  if (promise) return brokenCount > 1 && brokenCount > kept ? 'avoidant' : 'cooperative'
  if (disputes.size) return 'frustrated'
  if (broken) return brokenCount > 1 ? 'defiant' : 'avoidant'
  if (isGhosting) return 'avoidant'
  if (!heard) return 'unknown'
  if (balance === 0) return 'amicable'
  const topic = topicOf(heard)
  return topic && topic !== 'dispute' ? 'cooperative' : 'neutral'
}

type Next = Pick<Summary, 'next_action_owner' | 'next_step'>

function nextOf(context: Context, facts: CustomerFacts): Next {
  const { customer, balance, overdue, daysOverdue, disputes, awaited: promise, broken, waiting, ready } = facts
  if (disputes.size) return { next_action_owner: 'Operations', next_step: 'Check what is disputed, and answer.' }
  if (waiting.length) return { next_action_owner: 'AR', next_step: 'Answer the customer.' }
  if (promise) return { next_action_owner: 'Customer', next_step: `Pay by ${promise.promised_date}.` }
  if (daysOverdue > EXECUTIVE_DAYS)
    return { next_action_owner: 'Executive', next_step: 'Decide how to go on with the oldest debt.' }
  if (broken && isToCall(context, facts, broken))
    return { next_action_owner: 'AR', next_step: `Call about the promise of ${broken.promised_date}.` }
  if (customer.credit_limit !== null && balance > toCents(customer.credit_limit))
    return { next_action_owner: 'Sales', next_step: 'Talk about the credit limit before more is sold.' }
  if (ready) return { next_action_owner: 'AR', next_step: ready.step_label.replace(/[^.!?]$/, '$&.') }
  if (overdue > 0) return reminderOf(context, facts)
  return { next_action_owner: balance > 0 ? 'Customer' : 'AR', next_step: null }
}

/** Nobody waits for an answer about what was promised. */
const isToCall = ({ world }: Context, { brokenAbout }: CustomerFacts, broken: PromiseRow): boolean =>
  [...brokenAbout].some(([id, promise]) => {
    const invoice = promise === broken && world.table(invoices).get(id)
    const contacted = invoice && contactedAbout(world, invoice)
    return invoice && !(contacted && isAfter(contacted.at, broken.updated_at) && !world.clock.isPast(contacted.until))
  })

/** A reminder, where one is to be written, and reaches somebody. */
function reminderOf({ world, today }: Context, { open }: CustomerFacts): Next {
  for (const { id, due_date } of open) {
    const invoice = due_date < today ? world.table(invoices).get(id) : undefined
    if (invoice && isToRemind(world, invoice))
      return {
        next_action_owner: 'AR',
        next_step: isReachable(world, invoice) ? 'Remind the customer.' : 'Find an address that works.',
      }
  }
  return { next_action_owner: 'Customer', next_step: null }
}
