import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { cancelSteps, endEnrollment } from './end-enrollment.ts'
import { dueSteps, enroll, enrollmentWarnings, StartDate } from './enroll.ts'
import { enrollments, startDate } from './enrollment.ts'
import { scheduledSteps } from './scheduled-step.ts'
import { sequences } from './sequence.ts'

const ANEW = 'The customer was enrolled anew.'

export const bulkEnrollCustomers = defineOperation({
  id: 'bulkEnrollCustomers',
  route: 'POST /companies/{company_id}/sequences/{sequence_id}/enrollments/bulk',
  summary: 'Enroll customers in a sequence',
  description:
    'A customer who is enrolled already starts anew: the old enrollment is completed and what it had not reached is cancelled. Customers who are unknown or named twice are skipped.',
  source: 'sequences, Bulk enroll customers',
  target: sequences.at('sequence_id'),
  body: z.object({ customer_ids: z.array(Uuid).min(1), start_date: StartDate.optional() }),
  rules: [
    {
      refuse: 'Customers can only be enrolled in an active sequence.',
      when: ({ target }) => target.status !== 'active',
    },
  ],
  responses: { 200: z.object({ enrolled_count: z.int(), updated_count: z.int(), skipped_count: z.int() }) },

  handle({ world, target, body, warn, reply }) {
    const { customer_ids, start_date = startDate(world, target) } = body
    const known = new Set(customer_ids.filter((id) => world.table(customers).get(id)?.company === target.company))
    const due = dueSteps(world, target, start_date)
    for (const warning of enrollmentWarnings(world, due, [...known])) warn(warning)
    let updated_count = 0
    for (const customer of known) {
      const stale = world.table(enrollments).find('active', target.id, customer)
      if (stale) {
        endEnrollment(world, stale, null, ANEW)
        cancelSteps(world, world.table(scheduledSteps).list('pending', stale.id), ANEW)
        updated_count++
      }
      enroll(world, target, customer, start_date, due)
    }
    return reply(200, {
      enrolled_count: known.size - updated_count,
      updated_count,
      skipped_count: customer_ids.length - known.size,
    })
  },

  examples: [
    {
      name: 'enrolls several customers',
      mark: 'C',
      path: { sequence_id: 'active' },
      body: { customer_ids: ['$samples.customers.prospect', '$samples.customers.suspended'] },
      expect: { status: 200, body: { enrolled_count: 2, updated_count: 0, skipped_count: 0 } },
    },
    {
      name: 'enrolls the new ones, starts the others anew, and skips who is unknown or named twice',
      mark: 'D sequences-44',
      path: { sequence_id: 'active' },
      given: (world, sample) => {
        const sequence = world.table(sequences).get(sample('samples.sequences.active'))
        if (sequence)
          enroll(world, sequence, sample('samples.customers.suspended'), '2026-07-06', dueSteps(world, sequence, '2026-07-06'))
      },
      body: {
        customer_ids: [
          '$samples.customers.prospect',
          '$samples.customers.suspended',
          '$samples.customers.prospect',
          '00000000-0000-4000-8000-00000000dead',
        ],
        start_date: '2026-06-08',
      },
      expect: { status: 200, body: { enrolled_count: 1, updated_count: 1, skipped_count: 2 } },
    },
    {
      name: 'refuses a sequence that is not active',
      mark: 'D sequences-41',
      path: { sequence_id: 'draft' },
      body: { customer_ids: ['$samples.customers.active'] },
      expect: { status: 400, body: { detail: 'Customers can only be enrolled in an active sequence.' } },
    },
    {
      name: 'refuses an empty list',
      mark: 'D sequences-42',
      path: { sequence_id: 'active' },
      body: { customer_ids: [] },
      expect: { status: 400, body: { customer_ids: ['This list may not be empty.'] } },
    },
    {
      name: 'refuses what is no id, and what is no date',
      mark: 'C',
      path: { sequence_id: 'active' },
      body: { customer_ids: ['$samples.customers.active', 'acme'], start_date: '06/08/2026' },
      expect: {
        status: 400,
        body: {
          customer_ids: { 1: ['Must be a valid UUID.'] },
          start_date: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
        },
      },
    },
  ],
})
