/** When an invoice will be paid, how sure that is, and why. What is expected of it when is what the forecast counts. */
import type * as z from 'zod'
import { daysBetween } from '../../core/time/day.ts'
import { grantedOn, LATER, predictedOn, USUAL_DELAY, usualDate, weekdayIn } from '../analytics/expected.ts'
import { toMoney } from '../conventions/money.ts'
import type { Expected } from '../customers/customer-totals.ts'
import { type InvoiceRow, isOpen } from '../invoices/invoice.ts'
import { isCounted, payments } from '../payments/payment.ts'
import type { Context } from './context.ts'
import type { CustomerFacts } from './customer-facts.ts'
import type { PayDatePrediction } from './insight.ts'
import { inDays } from './words.ts'

type Prediction = z.output<typeof PayDatePrediction>

/** Sure at the least, and the more the more paid invoices there are; less so the more they differ. */
const LEAST = 0.35
const EACH_PAID = 0.05
const MOST_DOUBT = 0.3
/** What has not come when it was expected is as good as unknown. */
const PASSED = 0.3
/** Whoever has promised little is taken to keep two promises of three. */
const TRUST = { kept: 2, all: 3 }
/** Other courses are at least so many days off. */
const STEP = 3

/** All of it is announced. */
const SURE = 0.95

export function predictionOf(context: Context, facts: CustomerFacts, invoice: InvoiceRow): Prediction {
  if (!isOpen(invoice)) return closed(invoice)
  const parts = partsOf(context, facts, invoice)
  const [rest, before] = [parts.at(-1) as Expected, parts.slice(0, -1)]
  const foreseen = byGround[rest.ground](context, facts, invoice, rest)
  const whole = rest.ground !== 'announced' && facts.disputes.has(invoice.id) ? inDoubt(foreseen) : foreseen
  const last = before.reduce((latest, { date }) => later(latest, predictedOn(date, context.today)), '')
  return {
    ...whole,
    predicted_date: later(last, predictedOn(rest.date, context.today)),
    reasoning: [...before.map(partInWords), whole.reasoning].join(' '),
    sources: [...new Set([...before.map(({ ground }) => sources[ground]), ...whole.sources])],
    // The whole is paid no sooner than its parts.
    alternatives: whole.alternatives.filter(({ predicted_date }) => predicted_date > last),
  }
}

const later = (a: string, b: string): string => (a > b ? a : b)

/** When how much of an invoice is expected; one that has outlived its customer is in nobody’s totals. */
export function partsOf(
  { today }: Context,
  { open, usualDelay }: CustomerFacts,
  invoice: Pick<InvoiceRow, 'id' | 'balance' | 'due_date'>,
): readonly Expected[] {
  const date = usualDate(invoice, usualDelay)
  const parts = open.find(({ id }) => id === invoice.id)?.expected ?? [{ date, amount: invoice.balance, ground: 'usual' }]
  // Time that is over counts no more.
  return parts.map((part) => (part.ground === 'granted' && part.date < today ? { ...part, date, ground: 'usual' } : part))
}

/** Another course: about so many days after a date, or before it, on a weekday. @param say tells how many days that is */
function course(date: string, days: number, say: (days: string) => string): Prediction['alternatives'][number] {
  const predicted_date = weekdayIn(date, days)
  return { predicted_date, reasoning: say(inDays(Math.abs(daysBetween(date, predicted_date)))) }
}

/** What is disputed is paid once that is settled, and who knows when that is. */
const inDoubt = (foreseen: Prediction): Prediction => ({
  ...foreseen,
  confidence: Math.min(PASSED, foreseen.confidence),
  reasoning: `${foreseen.reasoning} It is disputed, so it may well be later.`,
  sources: [...foreseen.sources, 'conversation'],
  alternatives: [course(foreseen.predicted_date as string, LATER, () => 'The dispute takes longer.')],
})

const partInWords = ({ date, amount, ground }: Expected): string =>
  ground === 'announced'
    ? `${toMoney(amount)} of it is announced for ${date}.`
    : `${toMoney(amount)} of it was promised by ${date}.`

const nameOf = (invoice: InvoiceRow, { amount }: Expected): string => (amount < invoice.amount ? 'The rest' : 'Payment')

const sources = { announced: 'payments', promised: 'promise', granted: 'conversation', usual: 'due_date' } as const

/** By what makes the last part of an invoice expected. */
const byGround: Readonly<
  Record<Expected['ground'], (context: Context, facts: CustomerFacts, invoice: InvoiceRow, rest: Expected) => Prediction>
> = {
  announced: (_context, _facts, invoice, rest) => ({
    predicted_date: rest.date,
    confidence: SURE,
    reasoning: `${nameOf(invoice, rest)} is announced for ${rest.date}.`,
    sources: ['payments'],
    alternatives: [],
  }),
  promised,
  granted: ({ world }, facts, invoice, rest) => ({
    predicted_date: rest.date,
    confidence: confidenceOf(facts),
    reasoning: `${nameOf(invoice, rest)} may wait until ${grantedOn(world, invoice)}.`,
    sources: ['conversation'],
    alternatives: [course(rest.date, LATER, (days) => `It is paid ${days} later.`)],
  }),
  usual: (context, facts, _invoice, { date }) =>
    date < context.today ? passed(context, facts, date) : asUsual(context, facts, date),
}

const toHundredths = (number: number): number => Math.round(number * 100) / 100

function spreadOf({ delays }: CustomerFacts): number {
  if (!delays.length) return 0
  const mean = delays.reduce((sum, days) => sum + days, 0) / delays.length
  return Math.round(Math.sqrt(delays.reduce((sum, days) => sum + (days - mean) ** 2, 0) / delays.length))
}

/** Of whom something was written off there is as much doubt as there can be. */
const doubtOf = (facts: CustomerFacts): number => (facts.hasWrittenOff ? MOST_DOUBT : Math.min(MOST_DOUBT, spreadOf(facts) / 100))

const confidenceOf = (facts: CustomerFacts): number => toHundredths(LEAST + EACH_PAID * facts.delays.length - doubtOf(facts))

const hasPaid = ({ world }: Context, { customer }: CustomerFacts): boolean =>
  world.table(payments).list('ofCustomer', customer.id).some(isCounted)

const historyInWords = (context: Context, facts: CustomerFacts): string =>
  `${paidInWords(context, facts)}${facts.hasWrittenOff ? ' Something that fell due in the last year was written off.' : ''}`

function paidInWords(context: Context, facts: CustomerFacts): string {
  const { delays, usualDelay } = facts
  if (usualDelay === null) {
    const known = hasPaid(context, facts) ? 'No invoice has been paid in full yet' : 'Nothing was paid yet'
    return `${known}, so ${inDays(USUAL_DELAY)} after the due date are assumed.`
  }
  const count = delays.length === 1 ? 'The last paid invoice was' : `The last ${delays.length} paid invoices were`
  const late = usualDelay === 0 ? 'paid when due' : `paid ${inDays(Math.abs(usualDelay))} ${usualDelay < 0 ? 'early' : 'late'}`
  return delays.length === 1 ? `${count} ${late}.` : `${count} ${late} on average, give or take ${inDays(spreadOf(facts))}.`
}

function sourcesOf(context: Context, facts: CustomerFacts): Prediction['sources'] {
  if (facts.delays.length) return ['payment_history', 'due_date']
  return hasPaid(context, facts) ? ['payments', 'due_date'] : ['due_date']
}

function asUsual(context: Context, facts: CustomerFacts, predicted_date: string): Prediction {
  const step = Math.max(STEP, spreadOf(facts))
  const usual = facts.usualDelay === null ? 'assumed' : 'usual'
  const early = course(predicted_date, -step, (days) => `Paid ${days} earlier than ${usual}.`)
  return {
    predicted_date,
    confidence: confidenceOf(facts),
    reasoning: historyInWords(context, facts),
    sources: sourcesOf(context, facts),
    alternatives: [
      ...(early.predicted_date >= context.today ? [early] : []),
      course(predicted_date, step, (days) => `Paid ${days} later than ${usual}.`),
    ],
  }
}

function passed(context: Context, facts: CustomerFacts, usual: string): Prediction {
  const { today } = context
  const predicted_date = predictedOn(usual, today)
  return {
    predicted_date,
    confidence: Math.min(PASSED, confidenceOf(facts)),
    reasoning: `${historyInWords(context, facts)} That would have been ${usual}, which has passed, so it is expected in ${inDays(daysBetween(today, predicted_date))}.`,
    sources: sourcesOf(context, facts),
    alternatives: [course(today, 2 * LATER, () => 'Nobody follows up.')],
  }
}

function promised({ today }: Context, facts: CustomerFacts, invoice: InvoiceRow, rest: Expected): Prediction {
  const { date } = rest
  const { kept, brokenCount } = facts
  const usual = predictedOn(usualDate(invoice, facts.usualDelay), today)
  return {
    predicted_date: date,
    confidence: toHundredths((kept + TRUST.kept) / (kept + brokenCount + TRUST.all)),
    reasoning: `${nameOf(invoice, rest)} was promised by ${date}.${recordInWords(facts)}`,
    sources: ['promise'],
    alternatives: [
      usual > date
        ? { predicted_date: usual, reasoning: 'The promise is not kept, and it is paid as usual.' }
        : course(date, LATER, (days) => `The promise is not kept, and it is paid ${days} later.`),
    ],
  }
}

function recordInWords({ kept, brokenCount }: CustomerFacts): string {
  const all = kept + brokenCount
  if (all === 0) return ''
  if (all === 1) return ` The promise before was ${kept ? 'kept' : 'broken'}.`
  return ` Of the ${all} promises before ${kept} ${kept === 1 ? 'was' : 'were'} kept.`
}

/** What was closed otherwise than by payments will surely not be paid. */
function closed({ paid_on, credited_amount, written_off_amount }: InvoiceRow): Prediction {
  const given = written_off_amount > 0 ? 'written off' : credited_amount > 0 ? 'credited' : ''
  const date = given ? null : paid_on
  const why = given ? `What was not paid was ${given}.` : 'There was nothing to pay.'
  return {
    predicted_date: date,
    confidence: 1,
    reasoning: date === null ? why : `It was paid in full on ${date}.`,
    sources: date === null ? [] : ['payments'],
    alternatives: [],
  }
}
