/** What is to be known of an invoice, in short. */
import type * as z from 'zod'
import { percentage } from '../aging/figures.ts'
import { toCents, toMoney } from '../conventions/money.ts'
import { daysOverdue, type InvoiceRow, isOpen } from '../invoices/invoice.ts'
import type { Context } from './context.ts'
import type { CustomerFacts } from './customer-facts.ts'
import type { InvoiceSignal, Severity } from './insight.ts'
import { anyOf, chosen, HIGH_IMPACT, type Holds, LATE, needsAction, VERY_LATE } from './tags.ts'
import { inDays } from './words.ts'

export function invoiceSignal(context: Context, facts: CustomerFacts, invoice: InvoiceRow): z.output<typeof InvoiceSignal> {
  const days = isOpen(invoice) ? daysOverdue(invoice, context.today) : 0
  const promised = promisedOf(facts, invoice)
  const holds = isOpen(invoice) ? invoiceHolds(context, facts, invoice, days) : { closed: true }
  const severity = isOpen(invoice) ? severityOfInvoice(days, holds) : 'none'
  return {
    severity,
    tags: chosen(holds),
    action_required: needsAction(severity, holds),
    summary: invoiceInWords(invoice, days),
    balance: invoice.balance,
    days_overdue: days,
    promise_to_pay_date: promised ?? null,
  }
}

/** The day by which a promise covers it, or a part. */
const promisedOf = ({ open }: CustomerFacts, invoice: InvoiceRow): string | undefined =>
  open.find(({ id }) => id === invoice.id)?.expected.find(({ ground }) => ground === 'promised')?.date

function invoiceHolds(context: Context, facts: CustomerFacts, invoice: InvoiceRow, days: number): Holds {
  const { dispute } = facts
  return {
    promise_broken: facts.brokenAbout.has(invoice.id),
    ghosting: facts.isGhosting && days > 0,
    dispute_open: dispute !== undefined && (!dispute.invoices.length || dispute.invoices.includes(invoice.id)),
    long_overdue: days > VERY_LATE,
    promise_to_pay_active: promisedOf(facts, invoice) !== undefined,
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
