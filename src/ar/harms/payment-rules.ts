/** What can be wrong with a payment that somebody records. */
import { roundMoney, toMoney } from '../conventions/money.ts'
import type { Customer } from '../customers/customer.ts'
import type { InvoiceRow } from '../invoices/invoice.ts'
import type { PaymentRow } from '../payments/payment.ts'
import type { Finding, Judged, Rule } from './rule.ts'

export interface Recorded extends Judged {
  readonly payment: PaymentRow
  readonly invoice: InvoiceRow
  readonly customer: Customer | undefined
  /** What was left to pay before: the balance, less what was announced already. */
  readonly left: number
  /** The date of it where the company is, as a letter has it. */
  readonly day: string
}

function findOverpaid({ payment, invoice, customer, left, day }: Recorded): Finding[] {
  const over = roundMoney(payment.amount - left)
  if (over <= 0) return []
  const { invoice_number, id } = invoice
  const of = customer ? ` of ${customer.customer_company_name}` : ''
  return [
    {
      subject: invoice.id,
      sentence: `${toMoney(payment.amount)} was recorded for invoice ${invoice_number}${of} on ${day}, ${toMoney(over)} more than was left to pay.`,
      rows: [{ table: 'invoices', id }],
    },
  ]
}

export const paymentRules = [
  { name: 'overpaid', is: 'A payment was recorded that is above the balance of its invoice.', judge: findOverpaid },
] as const satisfies readonly Rule<Recorded>[]
