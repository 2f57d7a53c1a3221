/** What templates are filled in with. */
import { toLetterDate } from '../../core/time/day.ts'
import type { Company } from '../companies/company.ts'
import { toMoney } from '../conventions/money.ts'
import type { Customer } from '../customers/customer.ts'
import type { CustomerTotals } from '../customers/customer-totals.ts'
import { caredFor, type EnrollmentRow } from './enrollment.ts'
import type { Facts } from './template.ts'

export interface Books {
  readonly company: Company | undefined
  readonly customer: Customer | undefined
  readonly totals: CustomerTotals | undefined
  readonly enrollment: EnrollmentRow | undefined
}

/** Of the open invoice that the enrollment cares for; empty where there is none. */
export function factsOf({ company, customer, totals, enrollment }: Books): Omit<Facts, 'sender.name'> {
  const invoice = caredFor(enrollment, totals?.open ?? [])
  return {
    'customer.name': customer?.customer_company_name ?? '',
    'company.name': company?.name ?? '',
    'invoice.number': invoice?.invoice_number ?? '',
    'invoice.amount': invoice ? toMoney(invoice.amount) : '',
    'invoice.balance': invoice ? toMoney(invoice.balance) : '',
    'invoice.due_date': invoice ? toLetterDate(invoice.due_date) : '',
  }
}
