import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { contactOfPath, contacts } from './contact.ts'
import { addExampleContact, EXAMPLE_CONTACT } from './example-contact.ts'

export const deleteContact = defineOperation({
  id: 'deleteContact',
  route: 'DELETE /companies/{company_id}/customers/{customer_id}/contacts/{contact_id}',
  summary: 'Delete a contact',
  description: 'For good; messages keep the id. After the primary one the oldest of the others is primary.',
  source: 'customers, Delete contact',
  target: contactOfPath,
  responses: { 204: z.undefined() },

  handle({ world, target, reply }) {
    world.table(contacts).delete(target.id)
    return reply(204, undefined)
  },

  examples: [
    {
      name: 'the only contact goes',
      mark: 'C',
      path: { customer_id: '$samples.customers.active', contact_id: 'primary' },
      expect: { status: 204 },
    },
    {
      name: 'a contact goes',
      mark: 'C',
      path: { customer_id: '$samples.customers.active', contact_id: EXAMPLE_CONTACT },
      given: (world, sample) => addExampleContact(world, sample('samples.customers.active')),
      expect: { status: 204 },
    },
    {
      name: 'an unknown contact is not found',
      mark: 'C',
      path: { customer_id: '$samples.customers.active', contact_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404 },
    },
  ],
})
