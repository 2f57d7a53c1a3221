/** An insight as the API shows it, worked out from the row that it is about. */
import type { World } from '../../core/world/handle.ts'
import type { Company } from '../companies/company.ts'
import { type Customer, customers } from '../customers/customer.ts'
import { type InvoiceRow, isOpen } from '../invoices/invoice.ts'
import type { Context } from './context.ts'
import { conversationSummary } from './conversation-summary.ts'
import { customerSignal } from './customer-signal.ts'
import type { Insight } from './insight.ts'
import { insightFeedback } from './insight-feedback.ts'
import { masked, targetOf } from './insight-id.ts'
import { invoiceSignal } from './invoice-signal.ts'
import { portfolioSignal } from './portfolio-signal.ts'
import { predictionOf } from './prediction.ts'

/** What an insight is about. */
export type Subject =
  | { readonly type: 'portfolio_signal'; readonly row: Company }
  | { readonly type: 'customer_signal' | 'customer_conversation_summary'; readonly row: Customer }
  | { readonly type: 'invoice_signal' | 'invoice_pay_date_prediction'; readonly row: InvoiceRow }

export function toInsight(context: Context, subject: Subject, user: string): Insight {
  const { world, company } = context
  const { type, row } = subject
  const id = masked(type, row.id)
  return {
    id,
    company: company.id,
    target_type: targetOf(type),
    target_id: row.id,
    insight_type: type,
    ...namesOf(world, subject),
    payload_json: payloadOf(context, subject),
    valid_from: row.created_at,
    valid_to: 'balance' in row && !isOpen(row) ? row.updated_at : null,
    rating: world.table(insightFeedback).find('ofUser', id, user)?.rating ?? null,
  }
}

type Names = Pick<Insight, 'customer' | 'customer_name' | 'invoice' | 'invoice_number'>

function namesOf(world: World, { row }: Subject): Names {
  if ('invoice_number' in row) {
    const customer_name = world.table(customers).get(row.customer)?.customer_company_name ?? null
    return { customer: row.customer, customer_name, invoice: row.id, invoice_number: row.invoice_number }
  }
  const isCustomer = 'customer_company_name' in row
  const names = { customer: isCustomer ? row.id : null, customer_name: isCustomer ? row.customer_company_name : null }
  return { ...names, invoice: null, invoice_number: null }
}

function payloadOf(context: Context, { type, row }: Subject): Insight['payload_json'] {
  switch (type) {
    case 'portfolio_signal':
      return portfolioSignal(context)
    case 'customer_signal':
      return customerSignal(context, context.customer(row))
    case 'customer_conversation_summary':
      return conversationSummary(context, context.customer(row))
    case 'invoice_signal':
      return invoiceSignal(context, context.debtorOf(row), row)
    case 'invoice_pay_date_prediction':
      return predictionOf(context, context.debtorOf(row), row)
  }
}
