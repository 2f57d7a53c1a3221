import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { dueSteps, enroll, enrollmentWarnings, OWES_NOTHING, StartDate } from './enroll.ts'
import { Enrollment, type EnrollmentRow, enrollments, startDate } from './enrollment.ts'
import { type SequenceRow, sequences } from './sequence.ts'

const Enrolled = z.object({ created: z.boolean(), enrollment: Enrollment })

export const enrollCustomer = defineOperation({
  id: 'enrollCustomer',
  route: 'POST /companies/{company_id}/sequence-enrollments',
  summary: 'Enroll a customer in a sequence',
  description:
    'Every active step is due so many days after the start, at its time of day in the zone of the sequence. The start is today there unless told.',
  source: 'sequences, Enroll customer',
  body: z.object({ sequence_id: Uuid, customer_id: Uuid, start_date: StartDate.optional() }),
  references: { sequence_id: sequences, customer_id: customers },
  rules: [
    {
      refuse: 'Customers can only be enrolled in an active sequence.',
      when: ({ world, body }) => !existing(world, body) && sequenceOf(world, body).status !== 'active',
    },
  ],
  responses: {
    201: Enrolled,
    200: Enrolled,
  },

  handle({ world, body, warn, reply }) {
    const known = existing(world, body)
    if (known) return reply(200, { created: false, enrollment: world.show(enrollments, known) })
    const sequence = sequenceOf(world, body)
    const { start_date = startDate(world, sequence) } = body
    const due = dueSteps(world, sequence, start_date)
    for (const warning of enrollmentWarnings(world, due, [body.customer_id])) warn(warning)
    const enrollment = enroll(world, sequence, body.customer_id, start_date, due)
    return reply(201, { created: true, enrollment: world.show(enrollments, enrollment) })
  },

  examples: [
    {
      name: 'enrolls a customer from a day on',
      mark: 'D sequences-38',
      body: { sequence_id: '$samples.sequences.active', customer_id: '$samples.customers.prospect', start_date: '2026-06-01' },
      expect: {
        status: 201,
        body: {
          created: true,
          enrollment: {
            sequence: '$samples.sequences.active',
            customer: '$samples.customers.prospect',
            status: 'active',
            start_date: '2026-06-01',
          },
        },
      },
    },
    {
      name: 'a customer who owes nothing is enrolled all the same, with a warning',
      mark: 'C',
      body: { sequence_id: '$samples.sequences.active', customer_id: '$samples.customers.prospect' },
      expect: { status: 201, headers: { 'x-sim-warning': OWES_NOTHING } },
    },
    {
      name: 'a customer who is enrolled already stays so',
      mark: 'D sequences-39',
      given: (world, sample) => {
        const sequence = world.table(sequences).get(sample('samples.sequences.active'))
        if (sequence)
          enroll(world, sequence, sample('samples.customers.prospect'), '2026-07-06', dueSteps(world, sequence, '2026-07-06'))
      },
      body: { sequence_id: '$samples.sequences.active', customer_id: '$samples.customers.prospect', start_date: '2026-06-08' },
      expect: { status: 200, body: { created: false, enrollment: { start_date: '2026-07-06' } } },
    },
    {
      name: 'refuses a draft',
      mark: 'C',
      body: { sequence_id: '$samples.sequences.draft', customer_id: '$samples.customers.prospect' },
      expect: { status: 400, body: { detail: 'Customers can only be enrolled in an active sequence.' } },
    },
    {
      name: 'refuses an archived sequence',
      mark: 'C',
      body: { sequence_id: '$samples.sequences.archived', customer_id: '$samples.customers.prospect' },
      expect: { status: 400, body: { detail: 'Customers can only be enrolled in an active sequence.' } },
    },
    {
      name: 'needs a sequence and a customer',
      mark: 'D sequences-36',
      body: {},
      expect: { status: 400, body: { sequence_id: ['This field is required.'], customer_id: ['This field is required.'] } },
    },
    {
      name: 'refuses an unknown customer, and a day that is none or too far off',
      mark: 'C',
      body: {
        sequence_id: '$samples.sequences.active',
        customer_id: '00000000-0000-4000-8000-00000000dead',
        start_date: '9999-01-01',
      },
      expect: {
        status: 400,
        body: {
          customer_id: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'],
          start_date: ['Ensure this date is between 1900-01-01 and 9899-12-31.'],
        },
      },
    },
  ],
})

interface Asked {
  readonly sequence_id: string
  readonly customer_id: string
}

const sequenceOf = (world: World, { sequence_id }: Asked): SequenceRow => world.table(sequences).get(sequence_id) as SequenceRow

const existing = (world: World, { sequence_id, customer_id }: Asked): EnrollmentRow | undefined =>
  world.table(enrollments).find('active', sequence_id, customer_id)
