import { defineOperation } from '../conventions/operation.ts'
import { customers } from './customer.ts'
import { CustomerWithContacts, withContacts } from './customer-with-contacts.ts'

export const getCustomer = defineOperation({
  id: 'getCustomer',
  route: 'GET /companies/{company_id}/customers/{customer_id}',
  summary: 'Get a customer',
  description: 'With balances as of today, and the contacts.',
  source: 'customers, Get customer',
  target: customers.at('customer_id'),
  responses: { 200: CustomerWithContacts },

  handle: ({ world, target, reply }) => reply(200, withContacts(world, target)),

  examples: [
    {
      name: 'shows a customer with contacts',
      mark: 'C',
      path: { customer_id: 'active' },
      expect: { status: 200, body: { id: '$samples.customers.active', contacts: [{ is_primary: true }] } },
    },
    {
      name: 'a prospect owes nothing',
      mark: 'C',
      path: { customer_id: 'prospect' },
      expect: { status: 200, body: { total_balance: 0, overdue_balance: 0, risk_level: 'low' } },
    },
    {
      name: 'an unknown customer is not found',
      mark: 'C',
      path: { customer_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404 },
    },
  ],
})
