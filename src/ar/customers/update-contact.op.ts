import * as z from 'zod'
import { updated } from '../../core/values/given.ts'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText, Text } from '../conventions/values.ts'
import { Contact, contactOfPath, EMAIL_TAKEN, isEmailTaken, ONE_PRIMARY } from './contact.ts'
import { addExampleContact, EXAMPLE_CONTACT } from './example-contact.ts'

export const updateContact = defineOperation({
  id: 'updateContact',
  route: 'PATCH /companies/{company_id}/customers/{customer_id}/contacts/{contact_id}',
  summary: 'Update a contact',
  description: 'Exactly one contact is primary: making one primary takes it from the other.',
  source: 'customers, Update contact',
  target: contactOfPath,
  body: z.object({
    name: FilledText.optional(),
    email: z.email().optional(),
    phone: Text.nullable().optional(),
    title: Text.nullable().optional(),
    is_primary: z.boolean().optional(),
  }),
  checks: {
    email: { refuse: EMAIL_TAKEN, when: (email, { world, target }) => isEmailTaken({ ...target, email }, world) },
    is_primary: {
      refuse: ONE_PRIMARY,
      when: (is_primary, { target }) => target.is_primary && !is_primary,
    },
  },
  responses: { 200: Contact },

  handle: ({ target, body, save, show, reply }) => reply(200, show(save(updated(target, body)))),

  examples: [
    {
      name: 'changes what is sent',
      mark: 'D customers-21',
      path: { customer_id: '$samples.customers.active', contact_id: 'primary' },
      body: { title: 'Head of Accounts Payable', phone: '+1 212 555 0100' },
      expect: { status: 200, body: { title: 'Head of Accounts Payable', phone: '+1 212 555 0100', is_primary: true } },
    },
    {
      name: 'changes what is sent, and makes primary',
      mark: 'D customers-21',
      path: { customer_id: '$samples.customers.active', contact_id: EXAMPLE_CONTACT },
      given: (world, sample) => addExampleContact(world, sample('samples.customers.active')),
      body: { phone: '+1 212 555 0100', is_primary: true },
      expect: { status: 200, body: { name: 'Pat Ray', phone: '+1 212 555 0100', is_primary: true } },
    },
    {
      name: 'refuses that none is primary',
      mark: 'C',
      path: { customer_id: '$samples.customers.active', contact_id: EXAMPLE_CONTACT },
      given: (world, sample) => addExampleContact(world, sample('samples.customers.active'), { is_primary: true }),
      body: { is_primary: false, name: '' },
      expect: {
        status: 400,
        body: {
          name: ['This field may not be blank.'],
          is_primary: [ONE_PRIMARY],
        },
      },
    },
    {
      name: 'refuses an address that another contact of the customer has',
      mark: 'C',
      path: { customer_id: '$samples.customers.prospect', contact_id: EXAMPLE_CONTACT },
      given(world, sample) {
        const customer = sample('samples.customers.prospect')
        addExampleContact(world, customer, { id: '00000000-0000-4000-8000-0000000000c2', email: 'ann@acme.example' })
        addExampleContact(world, customer)
      },
      body: { email: 'ann@acme.example' },
      expect: { status: 400, body: { email: [EMAIL_TAKEN] } },
    },
    {
      name: 'a contact of another customer is not found',
      mark: 'C',
      path: { customer_id: '$samples.customers.prospect', contact_id: EXAMPLE_CONTACT },
      given: (world, sample) => addExampleContact(world, sample('samples.customers.active')),
      body: { name: 'Pat' },
      expect: { status: 404 },
    },
  ],
})
