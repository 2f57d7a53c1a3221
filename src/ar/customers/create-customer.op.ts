import * as z from 'zod'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText, moneyFrom, Text, Uuid, UuidSet } from '../conventions/values.ts'
import { labels } from '../labels/label.ts'
import { customerStatuses, customers } from './customer.ts'
import { CustomerWithContacts, withContacts } from './customer-with-contacts.ts'
import { NO_DAYS, warnOfTerms } from './terms.ts'

export const createCustomer = defineOperation({
  id: 'createCustomer',
  route: 'POST /companies/{company_id}/customers',
  summary: 'Create a customer',
  description: 'Somebody to bill. Contacts are added one by one.',
  source: 'customers, Create customer',
  body: z.object({
    customer_company_name: FilledText,
    is_person: z.boolean().default(false),
    status: z.enum(customerStatuses).default('active'),
    industry: Text.nullable().default(null),
    ar_owner: Uuid.nullable().default(null),
    sales_owner: Uuid.nullable().default(null),
    labels: UuidSet.default([]),
    payment_terms: Text.default('Net 30'),
    credit_limit: moneyFrom(0).nullable().default(null),
  }),
  references: { ar_owner: members, sales_owner: members, labels },
  responses: { 201: CustomerWithContacts },

  handle({ world, company, body, warn, reply }) {
    warnOfTerms(body.payment_terms, warn)
    return reply(201, withContacts(world, world.create(customers, { ...body, company: company.id })))
  },

  examples: [
    {
      name: 'a name is enough',
      mark: 'D customers-17',
      body: { customer_company_name: 'Acme Corp' },
      expect: {
        status: 201,
        body: {
          customer_company_name: 'Acme Corp',
          is_person: false,
          status: 'active',
          industry: null,
          ar_owner: null,
          payment_terms: 'Net 30',
          credit_limit: null,
          total_balance: 0,
          risk_level: 'low',
          contacts: [],
        },
      },
    },
    {
      name: 'with all that can be said',
      mark: 'C',
      body: {
        customer_company_name: 'Pat Ray',
        is_person: true,
        status: 'prospect',
        industry: 'Retail',
        labels: ['$samples.labels.first'],
        payment_terms: 'Due on receipt',
        credit_limit: 1500.5,
      },
      expect: {
        status: 201,
        body: { is_person: true, status: 'prospect', payment_terms: 'Due on receipt', credit_limit: 1500.5 },
      },
    },
    {
      name: 'warns of terms that name no days',
      mark: 'C',
      body: { customer_company_name: 'Acme Corp', payment_terms: 'whenever' },
      expect: { status: 201, body: { payment_terms: 'whenever' }, headers: { 'x-sim-warning': NO_DAYS } },
    },
    {
      name: 'needs a name',
      mark: 'C',
      body: {},
      expect: { status: 400, body: { customer_company_name: ['This field is required.'] } },
    },
    {
      name: 'refuses a blank name, a status that is none, an owner who is no member, and a credit below zero',
      mark: 'C',
      body: {
        customer_company_name: ' ',
        status: 'gone',
        ar_owner: '00000000-0000-4000-8000-00000000dead',
        credit_limit: -1,
      },
      expect: {
        status: 400,
        body: {
          customer_company_name: ['This field may not be blank.'],
          status: ['"gone" is not a valid choice.'],
          ar_owner: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'],
          credit_limit: ['Ensure this value is greater than or equal to 0.'],
        },
      },
    },
  ],
})
