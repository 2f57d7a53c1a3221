import { defineResource } from '../../core/call/resource.ts'
import { contactRows } from './contact.ts'
import { customerRows } from './customer.ts'
import { customerTotals } from './customer-totals.ts'
import { getCustomer } from './get-customer.op.ts'
import { lastContacts } from './last-contact.ts'
import { listCustomers } from './list-customers.op.ts'

export const customersResource = defineResource({
  name: 'customers',
  description: 'Who is billed, what they owe, and whom to write to.',
  tables: [customerRows, contactRows, customerTotals, lastContacts],
  operations: [listCustomers, getCustomer],
})
