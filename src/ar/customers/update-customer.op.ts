import * as z from 'zod'
import { updated } from '../../core/values/given.ts'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText, moneyFrom, Text, Uuid, UuidSet } from '../conventions/values.ts'
import { labels } from '../labels/label.ts'
import { customerStatuses, customers } from './customer.ts'
import { CustomerWithContacts, withContacts } from './customer-with-contacts.ts'
import { NO_DAYS, warnOfTerms } from './terms.ts'

export const updateCustomer = defineOperation({
  id: 'updateCustomer',
  route: 'PATCH /companies/{company_id}/customers/{customer_id}',
  summary: 'Update a customer',
  description: 'Invoices that exist keep their due dates. Balances and risk follow from the invoices and the day.',
  source: 'customers, Update customer',
  target: customers.at('customer_id'),
  body: z.object({
    customer_company_name: FilledText.optional(),
    is_person: z.boolean().optional(),
    status: z.enum(customerStatuses).optional(),
    industry: Text.nullable().optional(),
    ar_owner: Uuid.nullable().optional(),
    sales_owner: Uuid.nullable().optional(),
    labels: UuidSet.optional(),
    payment_terms: Text.optional(),
    credit_limit: moneyFrom(0).nullable().optional(),
  }),
  references: { ar_owner: members, sales_owner: members, labels },
  responses: { 200: CustomerWithContacts },

  handle({ world, target, body, save, warn, reply }) {
    warnOfTerms(body.payment_terms, warn)
    return reply(200, withContacts(world, save(updated(target, body))))
  },

  examples: [
    {
      name: 'changes what is sent, and null clears',
      mark: 'D customers-18',
      path: { customer_id: 'active' },
      body: { payment_terms: 'Net 45', ar_owner: null, credit_limit: 20_000, labels: [] },
      expect: {
        status: 200,
        body: { payment_terms: 'Net 45', ar_owner: null, ar_owner_name: null, credit_limit: 20_000, labels: [] },
      },
    },
    {
      name: 'warns of terms that name no days',
      mark: 'C',
      path: { customer_id: 'active' },
      body: { payment_terms: 'whenever' },
      expect: { status: 200, body: { payment_terms: 'whenever' }, headers: { 'x-sim-warning': NO_DAYS } },
    },
    {
      name: 'refuses what is no name, boolean, status, label or money, all at once',
      mark: 'C',
      path: { customer_id: 'active' },
      body: { customer_company_name: null, is_person: 'no', status: 'gone', labels: 'late', credit_limit: 0.001 },
      expect: {
        status: 400,
        body: {
          customer_company_name: ['This field may not be null.'],
          is_person: ['Must be a valid boolean.'],
          status: ['"gone" is not a valid choice.'],
          labels: ['Expected a list of items but got type "str".'],
          credit_limit: ['Ensure that there are no more than 2 decimal places.'],
        },
      },
    },
  ],
})
