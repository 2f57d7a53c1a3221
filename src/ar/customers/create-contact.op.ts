import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText, Text } from '../conventions/values.ts'
import { Contact, contacts, EMAIL_TAKEN, isEmailTaken } from './contact.ts'
import { customers } from './customer.ts'
import { addExampleContact } from './example-contact.ts'

export const createContact = defineOperation({
  id: 'createContact',
  route: 'POST /companies/{company_id}/customers/{customer_id}/contacts',
  summary: 'Add a contact',
  description: 'The first contact of a customer is the primary one. A later one that is to be primary takes it from the other.',
  source: 'customers, Create contact',
  target: customers.at('customer_id'),
  body: z.object({
    name: FilledText,
    email: z.email(),
    phone: Text.nullable().default(null),
    title: Text.nullable().default(null),
    is_primary: z.boolean().default(false),
  }),
  checks: {
    email: {
      refuse: EMAIL_TAKEN,
      when: (email, { world, target }) => isEmailTaken({ company: target.company, customer: target.id, email }, world),
    },
  },
  responses: { 201: Contact },

  handle({ world, company, target, body, reply }) {
    const contact = world.create(contacts, { ...body, company: company.id, customer: target.id })
    return reply(201, world.show(contacts, contact))
  },

  examples: [
    {
      name: 'adds somebody',
      mark: 'D customers-20',
      path: { customer_id: 'active' },
      body: { name: 'Pat Ray', email: 'pat@acme.example', title: 'Controller' },
      expect: {
        status: 201,
        body: {
          customer: '$samples.customers.active',
          name: 'Pat Ray',
          email: 'pat@acme.example',
          phone: null,
          title: 'Controller',
          is_primary: false,
        },
      },
    },
    {
      name: 'adds somebody who is primary from now on',
      mark: 'C',
      path: { customer_id: 'active' },
      body: { name: 'Pat Ray', email: 'pat@acme.example', is_primary: true },
      expect: { status: 201, body: { is_primary: true } },
    },
    {
      name: 'needs a name and an address',
      mark: 'C',
      path: { customer_id: 'active' },
      body: { email: 'pat' },
      expect: { status: 400, body: { name: ['This field is required.'], email: ['Enter a valid email address.'] } },
    },
    {
      name: 'refuses an address that another contact of the customer has',
      mark: 'C',
      path: { customer_id: 'active' },
      given: (world, sample) => addExampleContact(world, sample('samples.customers.active')),
      body: { name: 'Pat Ray', email: 'PAT@acme.example' },
      expect: { status: 400, body: { email: [EMAIL_TAKEN] } },
    },
  ],
})
