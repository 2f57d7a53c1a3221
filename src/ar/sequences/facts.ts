/** What templates are filled in with. */
import { inWords } from '../../core/day.ts'
import type { Company } from '../companies/company.ts'
import type { Customer } from '../customers/customer.ts'
import type { CustomerTotals } from '../customers/customer-totals.ts'
import type { Facts } from './template.ts'

export interface Known {
  readonly company: Company | undefined
  readonly customer: Customer | undefined
  readonly totals: CustomerTotals | undefined
}

const money = (amount: number): string => {
  const [dollars = '', cents] = amount.toFixed(2).split('.')
  return `$${dollars.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}

/** Of the customer's oldest open invoice; empty where there is none. */
export function factsOf({ company, customer, totals }: Known): Omit<Facts, 'sender.name'> {
  const [invoice] = totals?.open ?? []
  return {
    'customer.name': customer?.customer_company_name ?? '',
    'company.name': company?.name ?? '',
    'invoice.number': invoice?.invoice_number ?? '',
    'invoice.amount': invoice ? money(invoice.amount) : '',
    'invoice.due_date': invoice ? inWords(invoice.due_date) : '',
  }
}
