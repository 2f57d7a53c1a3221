/** What the books and the conversation say of a customer, in short. */
import type * as z from 'zod'
import { percentage } from '../aging/figures.ts'
import { toCents } from '../conventions/money.ts'
import type { Context } from './context.ts'
import type { CustomerFacts } from './customer-facts.ts'
import type { CustomerSignal, Severity } from './insight.ts'
import { isAllExpected, isAnyPressing } from './invoice-signal.ts'
import { anyOf, chosen, HIGH_IMPACT, type Holds, isGrave, LATE, VERY_LATE } from './tags.ts'
import { inDays, inDollars, inInvoices } from './words.ts'

/** So many paid invoices tell how somebody pays. */
const KNOWN = 3
const ON_TIME_DAYS = 3
const SLOW_DAYS = 15
/** By so many days payments have become later, or what is open is later than any was. */
const WORSE_DAYS = 7

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length

/** The last three payments came later than those before, or what is open is later than all of them were. */
function isWorsening({ delays, daysOverdue: days }: Pick<CustomerFacts, 'delays' | 'daysOverdue'>): boolean {
  if (delays.length < KNOWN) return false
  const [last, before] = [delays.slice(0, KNOWN), delays.slice(KNOWN)]
  if (before.length >= 2 && mean(last) - mean(before) >= WORSE_DAYS) return true
  return days - Math.max(...delays) >= WORSE_DAYS
}

function holdsOf(facts: CustomerFacts, share: number): Holds {
  const { customer, balance, overdue, daysOverdue: days, delays, usualDelay } = facts
  const isKnown = delays.length >= KNOWN && usualDelay !== null
  const isWorse = balance > 0 && isWorsening(facts)
  return {
    promise_broken: facts.broken !== undefined,
    ghosting: facts.isGhosting,
    dispute_open: facts.disputes.size > 0,
    long_overdue: days > VERY_LATE,
    over_credit_limit: customer.credit_limit !== null && balance > toCents(customer.credit_limit),
    payment_behavior_worsening: isWorse,
    promise_to_pay_active: facts.promise !== undefined,
    auto_reminding: facts.remindedAbout.size > 0,
    reply_needed: facts.waiting.length > 0,
    high_portfolio_impact: share >= HIGH_IMPACT,
    overdue: overdue > 0,
    slow_payer: isKnown && usualDelay >= SLOW_DAYS,
    pays_on_time: isKnown && usualDelay <= ON_TIME_DAYS && !isWorse && !facts.hasWrittenOff,
    not_due: balance > 0 && overdue === 0,
    nothing_owed: balance === 0,
  }
}

/** No customer is better than the worst of their invoices. */
function severityOf({ balance, overdue, daysOverdue: days, delays }: CustomerFacts, holds: Holds): Severity {
  if (balance === 0) return delays.length ? 'healthy' : 'none'
  const isLate = overdue > 0
  if (anyOf(holds, 'promise_broken', 'ghosting', 'long_overdue') || (isLate && holds.over_credit_limit)) return 'high'
  if (anyOf(holds, 'dispute_open', 'over_credit_limit')) return 'medium'
  const isWorse = days > LATE || anyOf(holds, 'payment_behavior_worsening', 'high_portfolio_impact')
  return isLate && isWorse ? 'medium' : 'healthy'
}

/**
 * A sequence, a promise, or that what is overdue is waited for; none takes care of other invoices than its own. Who decides about
 * old debts, or about the credit limit, waits neither for an answer nor for what is announced.
 */
function isTakenCareOf(context: Context, facts: CustomerFacts, holds: Holds): boolean {
  if ((facts.remindedAbout.size > 0 && !facts.ready) || facts.promise !== undefined) return true
  return !anyOf(holds, 'long_overdue', 'over_credit_limit') && isAllExpected(context, facts)
}

export function customerSignal(context: Context, facts: CustomerFacts): z.output<typeof CustomerSignal> {
  const share = percentage(facts.balance, context.open)
  const holds = holdsOf(facts, share)
  const severity = severityOf(facts, holds)
  return {
    severity,
    tags: chosen(holds),
    action_required:
      facts.waiting.length > 0 || isAnyPressing(context, facts) || (isGrave(severity) && !isTakenCareOf(context, facts, holds)),
    summary: customerInWords(facts),
    total_balance: facts.balance / 100,
    overdue_balance: facts.overdue / 100,
    days_overdue: facts.daysOverdue,
    usual_delay: facts.usualDelay,
    portfolio_percentage: share,
  }
}

function customerInWords({ customer, open, balance, overdue, daysOverdue: days }: CustomerFacts): string {
  const name = customer.customer_company_name
  if (!open.length) return `${name} owes nothing.`
  const owed = `${name} owes ${inDollars(balance)} in ${inInvoices(open.length)}`
  return overdue === 0
    ? `${owed}, none of it overdue.`
    : `${owed}, ${inDollars(overdue)} of it overdue, the oldest by ${inDays(days)}.`
}
