/** What a conversation has come to: who is to do what next, and how the customer sounds. It follows from the messages' tags and times, not from their words. */
import type * as z from 'zod'
import { predictedOn } from '../analytics/expected.ts'
import { isFromCustomer } from '../communications/from-customer.ts'
import type { ThreadRow } from '../communications/thread.ts'
import type { Context } from './context.ts'
import type { CustomerFacts } from './customer-facts.ts'
import type { ConversationSummary } from './insight.ts'
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

const dayOf = ({ timestamp }: ThreadRow): string => timestamp.slice(0, 10)

const lastInbound = ({ messages }: CustomerFacts): ThreadRow | undefined => messages.find(isFromCustomer)

export function conversationSummary(context: Context, facts: CustomerFacts): Summary {
  const dates = facts.open.flatMap(({ expected }) => expected.map(({ date }) => predictedOn(date, context.today)))
  return {
    summary: atMost(MOST_WORDS, inWords(facts)),
    tone: toneOf(facts),
    ...nextOf(facts),
    promise_to_pay_date: facts.promise?.promised_date ?? null,
    predicted_payment_date: dates.sort()[0] ?? null,
    last_message_at: facts.messages[0]?.timestamp ?? null,
  }
}

function inWords(facts: CustomerFacts): string {
  const { messages, unanswered, promise, broken } = facts
  const [latest] = messages
  if (!latest) return ''
  if (promise) return `Promised to pay by ${promise.promised_date}.`
  if (broken) return `Promised to pay by ${broken.promised_date} and did not; ${silence(unanswered)}.`
  const inbound = lastInbound(facts)
  if (!inbound)
    return unanswered.length
      ? `The customer has not answered ${count(unanswered)} since ${dayOf(unanswered.at(-1) ?? latest)}.`
      : noted(latest)
  const topic = topicOf(inbound)
  const said = topic ? `The customer ${topics[topic]} on ${dayOf(inbound)}` : `The customer wrote last on ${dayOf(inbound)}`
  return `${said}; ${inbound.requires_response ? 'it waits for our answer' : silence(unanswered)}.`
}

const count = (unanswered: readonly unknown[]): string =>
  unanswered.length === 1 ? 'our message' : `our ${unanswered.length} messages`

const silence = (unanswered: readonly unknown[]): string =>
  unanswered.length ? `has not answered ${count(unanswered)} since` : 'nothing has been written since'

const noted = (latest: ThreadRow): string => `Only notes so far, the last on ${dayOf(latest)}.`

function toneOf(facts: CustomerFacts): Summary['tone'] {
  const { messages, promise, dispute, broken, brokenCount, isGhosting, balance } = facts
  const inbound = lastInbound(facts)
  if (!messages.length) return 'unknown'
  if (promise) return 'cooperative'
  if (dispute) return 'frustrated'
  if (broken) return brokenCount > 1 ? 'defiant' : 'avoidant'
  if (isGhosting) return 'avoidant'
  if (!inbound) return 'unknown'
  if (balance === 0) return 'amicable'
  return topicOf(inbound) ? 'cooperative' : 'neutral'
}

function nextOf(facts: CustomerFacts): Pick<Summary, 'next_action_owner' | 'next_step'> {
  const { customer, balance, overdue, daysOverdue, dispute, promise, broken, messages } = facts
  if (dispute) return { next_action_owner: 'Operations', next_step: 'Check what is disputed, and answer.' }
  if (messages.some(({ requires_response }) => requires_response))
    return { next_action_owner: 'AR', next_step: 'Answer the customer.' }
  if (promise) return { next_action_owner: 'Customer', next_step: `Pay by ${promise.promised_date}.` }
  if (daysOverdue > EXECUTIVE_DAYS)
    return { next_action_owner: 'Executive', next_step: 'Decide how to go on with the oldest debt.' }
  if (broken) return { next_action_owner: 'AR', next_step: `Call about the promise of ${broken.promised_date}.` }
  if (customer.credit_limit !== null && balance > Math.round(customer.credit_limit * 100))
    return { next_action_owner: 'Sales', next_step: 'Talk about the credit limit before more is sold.' }
  if (overdue > 0) return { next_action_owner: 'AR', next_step: 'Remind the customer.' }
  return { next_action_owner: balance > 0 ? 'Customer' : 'AR', next_step: null }
}
