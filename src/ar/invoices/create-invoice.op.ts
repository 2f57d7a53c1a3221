import * as z from 'zod'
import { addDays } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { todayOf } from '../companies/company.ts'
import { defineOperation } from '../conventions/operation.ts'
import { CalendarDate, FilledText, moneyFrom, Uuid, UuidSet } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { termDays } from '../customers/terms.ts'
import { labels } from '../labels/label.ts'
import { ISSUED_LATER, issuesOfDates, warnOfFuture } from './change-invoice.ts'
import { BEFORE_ISSUE, Invoice, invoices, isNumberTaken, NUMBER_TAKEN, nextNumber } from './invoice.ts'

export const createInvoice = defineOperation({
  id: 'createInvoice',
  route: 'POST /companies/{company_id}/invoices',
  summary: 'Create an invoice',
  description:
    'Issued today and due by the terms of the customer, unless told. The number is one more than the highest of the company.',
  source: 'invoices, Create invoice',
  body: z.object({
    customer: Uuid,
    amount: moneyFrom(0.01),
    invoice_number: FilledText.optional(),
    issue_date: CalendarDate.optional(),
    due_date: CalendarDate.optional(),
    labels: UuidSet.default([]),
  }),
  references: { customer: customers, labels },
  checks: {
    invoice_number: {
      refuse: NUMBER_TAKEN,
      when: (number, { world, company }) => isNumberTaken(world, company.id, number),
    },
  },
  clashes: ({ world, company, body }) => issuesOfDates(datesOf(world, company.id, body), 'due_date'),
  responses: { 201: Invoice },

  handle({ world, company: { id: company }, body, warn, reply }) {
    const { invoice_number = nextNumber(world, company) } = body
    const values = { ...body, ...datesOf(world, company, body), company, invoice_number, closed_as: null }
    const invoice = world.create(invoices, values)
    warnOfFuture(world, invoice, undefined, warn)
    return reply(201, world.show(invoices, invoice))
  },

  examples: [
    {
      name: 'bills a customer, by their terms and under the next number',
      mark: 'D invoices-16',
      body: { customer: '$samples.customers.active', amount: 1250.5 },
      expect: {
        status: 201,
        body: {
          customer: '$samples.customers.active',
          invoice_number: 'INV-2218',
          status: 'current',
          issue_date: '2026-06-01',
          amount: 1250.5,
          balance: 1250.5,
          credited_amount: 0,
          written_off_amount: 0,
          labels: [],
        },
      },
    },
    {
      name: 'bills with a number, dates and labels of the caller’s own',
      mark: 'C',
      body: {
        customer: '$samples.customers.active',
        amount: 80,
        invoice_number: 'A-7',
        issue_date: '2026-03-01',
        due_date: '2026-03-15',
        labels: ['$samples.labels.first'],
      },
      expect: { status: 201, body: { invoice_number: 'A-7', status: 'past_due_61_90', days_overdue: 78 } },
    },
    {
      name: 'warns of a day to come',
      mark: 'C',
      body: { customer: '$samples.customers.active', amount: 80, issue_date: '2026-06-02' },
      expect: { status: 201, body: { status: 'current', issue_date: '2026-06-02' }, headers: { 'x-sim-warning': ISSUED_LATER } },
    },
    {
      name: 'needs a customer and an amount',
      mark: 'C',
      body: {},
      expect: { status: 400, body: { customer: ['This field is required.'], amount: ['This field is required.'] } },
    },
    {
      name: 'refuses a number that is taken, an unknown customer and label, and an amount that is none',
      mark: 'C',
      body: {
        customer: '00000000-0000-4000-8000-00000000dead',
        amount: 0.001,
        invoice_number: 'INV-2041',
        labels: ['00000000-0000-4000-8000-00000000beef'],
      },
      expect: {
        status: 400,
        body: {
          customer: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'],
          invoice_number: [NUMBER_TAKEN],
          labels: { 0: ['Invalid pk "00000000-0000-4000-8000-00000000beef" - object does not exist.'] },
        },
      },
    },
    {
      name: 'refuses to be due before it is issued',
      mark: 'C',
      body: { customer: '$samples.customers.active', amount: 80, due_date: '2026-05-31' },
      expect: { status: 400, body: { due_date: [BEFORE_ISSUE] } },
    },
  ],
})

interface Asked {
  readonly customer: string
  readonly issue_date?: string | undefined
  readonly due_date?: string | undefined
}

/** Issued today and due by the terms of the customer, unless told. */
function datesOf(world: World, company: string, { customer, issue_date = todayOf(world, company), due_date }: Asked) {
  const { payment_terms = '' } = world.table(customers).get(customer) ?? {}
  return { issue_date, due_date: due_date ?? addDays(issue_date, termDays(payment_terms)) }
}
