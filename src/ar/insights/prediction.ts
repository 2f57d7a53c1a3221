/** When an invoice will be paid, how sure that is, and why. The date is the one that the forecast counts by. */
import type * as z from 'zod'
import { addDays } from '../../core/time/day.ts'
import { expectedDateOf, LATER, predictedOn, USUAL_DELAY } from '../analytics/expected.ts'
import { type InvoiceRow, isOpen } from '../invoices/invoice.ts'
import { promiseAbout } from '../promises/keeping.ts'
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

export function predictionOf(context: Context, facts: CustomerFacts, invoice: InvoiceRow): Prediction {
  if (!isOpen(invoice)) return closed(invoice)
  const promise = promiseAbout(facts.promises, invoice)
  if (promise && promise.promised_date >= context.today) return promised(context, facts, invoice, promise.promised_date)
  const usual = expectedDateOf(invoice.due_date, null, facts.usualDelay)
  return usual < context.today ? passed(context, facts, usual) : asUsual(context, facts, usual)
}

const toHundredths = (number: number): number => Math.round(number * 100) / 100

function spreadOf({ delays }: CustomerFacts): number {
  if (!delays.length) return 0
  const mean = delays.reduce((sum, days) => sum + days, 0) / delays.length
  return Math.round(Math.sqrt(delays.reduce((sum, days) => sum + (days - mean) ** 2, 0) / delays.length))
}

const confidenceOf = (facts: CustomerFacts): number =>
  toHundredths(LEAST + EACH_PAID * facts.delays.length - Math.min(MOST_DOUBT, spreadOf(facts) / 100))

function historyInWords(facts: CustomerFacts): string {
  const { delays, usualDelay } = facts
  if (usualDelay === null) return `Nothing was paid yet, so ${inDays(USUAL_DELAY)} after the due date are assumed.`
  const count = delays.length === 1 ? 'The last paid invoice was' : `The last ${delays.length} paid invoices were`
  const late = usualDelay === 0 ? 'paid when due' : `paid ${inDays(Math.abs(usualDelay))} ${usualDelay < 0 ? 'early' : 'late'}`
  return delays.length === 1 ? `${count} ${late}.` : `${count} ${late} on average, give or take ${inDays(spreadOf(facts))}.`
}

const sourcesOf = ({ delays }: CustomerFacts): Prediction['sources'] =>
  delays.length ? ['payment_history', 'due_date'] : ['due_date']

function asUsual({ today }: Context, facts: CustomerFacts, predicted_date: string): Prediction {
  const step = Math.max(STEP, spreadOf(facts))
  const early = addDays(predicted_date, -step)
  return {
    predicted_date,
    confidence: confidenceOf(facts),
    reasoning: historyInWords(facts),
    sources: sourcesOf(facts),
    alternatives: [
      ...(early >= today ? [{ predicted_date: early, reasoning: `Paid ${inDays(step)} earlier than usual.` }] : []),
      { predicted_date: addDays(predicted_date, step), reasoning: `Paid ${inDays(step)} later than usual.` },
    ],
  }
}

function passed({ today }: Context, facts: CustomerFacts, usual: string): Prediction {
  return {
    predicted_date: addDays(today, LATER),
    confidence: Math.min(PASSED, confidenceOf(facts)),
    reasoning: `${historyInWords(facts)} That would have been ${usual}, which has passed, so it is expected in ${inDays(LATER)}.`,
    sources: sourcesOf(facts),
    alternatives: [{ predicted_date: addDays(today, 2 * LATER), reasoning: 'Nobody follows up.' }],
  }
}

function promised({ today }: Context, facts: CustomerFacts, { due_date }: InvoiceRow, predicted_date: string): Prediction {
  const { kept, brokenCount } = facts
  const otherwise = predictedOn(expectedDateOf(due_date, null, facts.usualDelay), today)
  return {
    predicted_date,
    confidence: toHundredths((kept + TRUST.kept) / (kept + brokenCount + TRUST.all)),
    reasoning: `Payment was promised by ${predicted_date}. Of the promises before, ${kept} were kept and ${brokenCount} broken.`,
    sources: ['promise'],
    alternatives:
      otherwise === predicted_date
        ? []
        : [{ predicted_date: otherwise, reasoning: 'The promise is not kept, and it is paid as usual.' }],
  }
}

function closed({ paid_on, trail, due_date }: InvoiceRow): Prediction {
  const predicted_date = paid_on ?? trail.at(-1)?.day ?? due_date
  const reasoning = paid_on === null ? 'The invoice was closed without being paid.' : `The last payment came on ${paid_on}.`
  return { predicted_date, confidence: 1, reasoning, sources: ['payments'], alternatives: [] }
}
