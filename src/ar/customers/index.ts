import type { Resource } from '../../core/api.ts'
import { getCustomer } from './get-customer.op.ts'
import { listCustomers } from './list-customers.op.ts'

export const customersResource: Resource = {
  name: 'customers',
  description: 'Who is billed, what they owe, and whom to write to.',
  operations: [listCustomers, getCustomer],
}
