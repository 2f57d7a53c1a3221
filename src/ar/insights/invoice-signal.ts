/** What is to be known of an invoice, in short. */
import type * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { isAwaited, isToBeAsked, isToCome, isWaiting, undecidedOf } from '../agent/situation.ts'
import { percentage } from '../aging/figures.ts'
import { toCents, toMoney } from '../conventions/money.ts'
import { daysOverdue, type InvoiceRow, invoices, isOpen } from '../invoices/invoice.ts'
import { promiseHolding } from '../promises/keeping.ts'
import type { Context } from './context.ts'
import type { CustomerFacts } from './customer-facts.ts'
import type { InvoiceSignal, Severity } from './insight.ts'
import { anyOf, chosen, HIGH_IMPACT, type Holds, isGrave, LATE, VERY_LATE } from './tags.ts'
import { inDays } from './words.ts'

export function invoiceSignal(context: Context, facts: CustomerFacts, invoice: InvoiceRow): z.output<typeof InvoiceSignal> {
  const days = isOpen(invoice) ? daysOverdue(invoice, context.today) : 0
  const holds = isOpen(invoice) ? invoiceHolds(context, facts, invoice, days) : { closed: true }
  const severity = isOpen(invoice) ? severityOfInvoice(days, holds) : 'none'
  return {
    severity,
    tags: chosen(holds),
    action_required: isOpen(invoice) && isPressing(context, facts, invoice, severity, holds),
    summary: invoiceInWords(invoice, days),
    balance: invoice.balance,
    days_overdue: days,
    promise_to_pay_date: facts.promisedAbout.get(invoice.id)?.promised_date ?? null,
  }
}

/**
 * A dispute is settled, and a message answered, neither by a promise nor by a sequence. Where no promise holds it back, a step that
 * is ready is for a person. Else what is grave is seen to unless a sequence does that, and who is overdue is reminded where the
 * agent would: not while an answer is awaited, nor what is announced or has time.
 */
function isPressing({ world }: Context, facts: CustomerFacts, { id }: Debt, severity: Severity, holds: Holds): boolean {
  if (holds.dispute_open || facts.askedAbout.has(id)) return true
  const invoice = world.table(invoices).get(id)
  if (invoice && promiseHolding(world, invoice)) return false
  if (facts.readyAbout.has(id)) return true
  if (!invoice || isExpected(world, invoice)) return false
  return (isGrave(severity) && !holds.auto_reminding) || (holds.overdue === true && isToBeAsked(world, invoice))
}

/** An answer about it is waited for, or that is proposed. */
const isToWait = (world: World, invoice: InvoiceRow): boolean =>
  isAwaited(world, invoice) || undecidedOf(world, invoice).some((action) => isWaiting(world, action))

/** Nobody has to do anything about it but wait: for an answer, for a payment that is announced, or while it has time. */
const isExpected = (world: World, invoice: InvoiceRow): boolean => isToWait(world, invoice) || isToCome(world, invoice)

/** Whether that is so of each overdue invoice of a customer. */
export const isAllExpected = ({ world, today }: Context, { open }: CustomerFacts): boolean =>
  open.every(({ id, due_date }) => {
    const invoice = due_date < today ? world.table(invoices).get(id) : undefined
    return !invoice || isExpected(world, invoice)
  })

/** A reminder, where the agent would write one. */
export const isToRemind = (world: World, invoice: InvoiceRow): boolean => !isToWait(world, invoice) && isToBeAsked(world, invoice)

/** Whether one of the open invoices of a customer is to be seen to. */
export const isAnyPressing = (context: Context, facts: CustomerFacts): boolean =>
  facts.open.some((invoice) => {
    const days = daysOverdue(invoice, context.today)
    const holds = invoiceHolds(context, facts, invoice, days)
    return isPressing(context, facts, invoice, severityOfInvoice(days, holds), holds)
  })

type Debt = Pick<InvoiceRow, 'id' | 'balance'>

function invoiceHolds(context: Context, facts: CustomerFacts, invoice: Debt, days: number): Holds {
  return {
    promise_broken: facts.brokenAbout.has(invoice.id),
    ghosting: facts.isGhosting && days > 0,
    dispute_open: facts.disputes.has(invoice.id),
    long_overdue: days > VERY_LATE,
    promise_to_pay_active: facts.promisedAbout.has(invoice.id),
    auto_reminding: facts.remindedAbout.has(invoice.id),
    high_portfolio_impact: percentage(toCents(invoice.balance), context.open) >= HIGH_IMPACT,
    overdue: days > 0,
    not_due: days === 0,
  }
}

function severityOfInvoice(days: number, holds: Holds): Severity {
  if (anyOf(holds, 'promise_broken', 'long_overdue') || (holds.ghosting && days > LATE)) return 'high'
  if (days > LATE || anyOf(holds, 'dispute_open') || (days > 0 && holds.high_portfolio_impact)) return 'medium'
  return 'healthy'
}

function invoiceInWords(invoice: InvoiceRow, days: number): string {
  const { invoice_number, balance, due_date } = invoice
  if (!isOpen(invoice)) return `${invoice_number} is closed.`
  const open = `${toMoney(balance)} of ${invoice_number} ${days > 0 ? 'is' : 'will be'}`
  return days > 0 ? `${open} ${inDays(days)} overdue.` : `${open} due on ${due_date}.`
}
