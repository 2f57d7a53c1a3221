/** What is to be known of an invoice, in short. */
import type * as z from 'zod'
import { percentage } from '../aging/figures.ts'
import { toCents, toMoney } from '../conventions/money.ts'
import { daysOverdue, type InvoiceRow, isOpen } from '../invoices/invoice.ts'
import type { Context } from './context.ts'
import type { CustomerFacts } from './customer-facts.ts'
import type { InvoiceSignal, Severity } from './insight.ts'
import { anyOf, chosen, HIGH_IMPACT, type Holds, isGrave, isReminded, LATE, VERY_LATE } from './tags.ts'
import { inDays } from './words.ts'

export function invoiceSignal(context: Context, facts: CustomerFacts, invoice: InvoiceRow): z.output<typeof InvoiceSignal> {
  const days = isOpen(invoice) ? daysOverdue(invoice, context.today) : 0
  const holds = isOpen(invoice) ? invoiceHolds(context, facts, invoice, days) : { closed: true }
  const severity = isOpen(invoice) ? severityOfInvoice(days, holds) : 'none'
  return {
    severity,
    tags: chosen(holds),
    action_required: isPressing(facts, severity, holds),
    summary: invoiceInWords(invoice, days),
    balance: invoice.balance,
    days_overdue: days,
    promise_to_pay_date: facts.promisedAbout.get(invoice.id)?.promised_date ?? null,
  }
}

/** Something is wrong that neither a promise nor a sequence takes care of: a dispute is settled by neither. */
const isPressing = (facts: CustomerFacts, severity: Severity, holds: Holds): boolean =>
  isGrave(severity) && (holds.dispute_open === true || (!holds.promise_to_pay_active && !isReminded(facts)))

/** Whether one of the open invoices of a customer is to be seen to. */
export const isAnyPressing = (context: Context, facts: CustomerFacts): boolean =>
  facts.open.some((invoice) => {
    const days = daysOverdue(invoice, context.today)
    const holds = invoiceHolds(context, facts, invoice, days)
    return isPressing(facts, severityOfInvoice(days, holds), holds)
  })

type Debt = Pick<InvoiceRow, 'id' | 'balance'>

function invoiceHolds(context: Context, facts: CustomerFacts, invoice: Debt, days: number): Holds {
  return {
    promise_broken: facts.brokenAbout.has(invoice.id),
    ghosting: facts.isGhosting && days > 0,
    dispute_open: facts.disputes.has(invoice.id),
    long_overdue: days > VERY_LATE,
    promise_to_pay_active: facts.promisedAbout.has(invoice.id),
    auto_reminding: facts.isReminding,
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
