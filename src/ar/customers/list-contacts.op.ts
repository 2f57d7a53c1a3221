import { defineOperation } from '../conventions/operation.ts'
import { listOf } from '../conventions/page.ts'
import { Contact, contacts } from './contact.ts'
import { customers } from './customer.ts'

export const listContacts = defineOperation({
  id: 'listContacts',
  route: 'GET /companies/{company_id}/customers/{customer_id}/contacts',
  summary: 'List the contacts of a customer',
  description: 'The primary one first, then the oldest.',
  source: 'customers, List contacts',
  target: customers.at('customer_id'),
  responses: { 200: listOf(Contact) },

  handle({ world, target, reply }) {
    const rows = world.table(contacts).list('ofCustomer', target.id)
    return reply(200, { count: rows.length, data: rows.map((row) => world.show(contacts, row)) })
  },

  examples: [
    {
      name: 'lists the contacts, the primary one first',
      mark: 'D customers-19',
      path: { customer_id: 'active' },
      expect: { status: 200, body: { data: [{ customer: '$samples.customers.active', is_primary: true }] } },
    },
  ],
})
