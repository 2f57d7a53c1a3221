import type { Customer } from '../customers/customer.ts'

/** What is asked of a customer's own row; an invoice may have outlived it. */
export type Debtor = Pick<Customer, 'id' | 'company' | 'customer_company_name' | 'credit_limit'>
