import { defineResource } from '../../core/call/resource.ts'
import { contactRows } from './contact.ts'
import { createContact } from './create-contact.op.ts'
import { createCustomer } from './create-customer.op.ts'
import { customerRows } from './customer.ts'
import { customerTotals } from './customer-totals.ts'
import { customersWords } from './customers.words.ts'
import { deleteContact } from './delete-contact.op.ts'
import { getCustomer } from './get-customer.op.ts'
import { keepPrimary } from './keep-primary.follower.ts'
import { lastContacts } from './last-contact.ts'
import { listContacts } from './list-contacts.op.ts'
import { listCustomers } from './list-customers.op.ts'
import { updateContact } from './update-contact.op.ts'
import { updateCustomer } from './update-customer.op.ts'

export const customersResource = defineResource({
  name: 'customers',
  description: 'Who is billed, what they owe, and whom to write to.',
  words: customersWords,
  tables: [customerRows, contactRows, customerTotals, lastContacts],
  operations: [
    listCustomers,
    createCustomer,
    getCustomer,
    updateCustomer,
    listContacts,
    createContact,
    updateContact,
    deleteContact,
  ],
  followers: [keepPrimary],
})
