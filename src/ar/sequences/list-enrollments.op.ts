import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, pageOf, toPage } from '../conventions/page.ts'
import { pageParameters, queryChoices, queryUuid } from '../conventions/query.ts'
import { enrollmentLifecycle } from './enrollment.lifecycle.ts'
import { Enrollment, type EnrollmentRow, enrollments } from './enrollment.ts'

const { statuses } = enrollmentLifecycle

export const listEnrollments = defineOperation({
  id: 'listEnrollments',
  route: 'GET /companies/{company_id}/sequence-enrollments',
  summary: 'List enrollments',
  description: 'Which customers are, or were, in which sequence; the latest first.',
  source: 'arsim',
  isExtension: true,
  query: z.object({
    ...pageParameters,
    customer_id: queryUuid('Only enrollments of this customer.'),
    sequence_id: queryUuid('Only enrollments in this sequence.'),
    status: queryChoices(statuses, 'Only enrollments with one of these statuses.'),
  }),
  responses: { 200: pageOf(Enrollment) },

  handle({ world, company, query, reply }) {
    const { customer_id, sequence_id, status = statuses } = query
    const page = toPage(world, query, {
      table: enrollments,
      index: 'byStatus',
      slices: status.map((each) => ({ rows: world.table(enrollments).in('byStatus', company.id, each) })),
      where: allOf<EnrollmentRow>(
        customer_id && (({ customer }) => customer === customer_id),
        sequence_id && (({ sequence }) => sequence === sequence_id),
      ),
      show: (enrollment) => world.show(enrollments, enrollment),
    })
    return reply(200, page)
  },

  examples: [
    {
      name: 'lists the customers of a sequence who are in it now',
      mark: 'C',
      query: { sequence_id: '$samples.sequences.active', status: 'active', page_size: '1' },
      expect: {
        status: 200,
        body: { page: 1, page_size: 1, data: [{ sequence: '$samples.sequences.active', status: 'active' }] },
      },
    },
    {
      name: 'a customer that does not exist is in no sequence',
      mark: 'C',
      query: { customer_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 200, body: { count: 0, data: [] } },
    },
    {
      name: 'refuses what is no status and no id, all at once',
      mark: 'C',
      query: { status: 'active,stopped', customer_id: '7', sequence_id: '8' },
      expect: {
        status: 400,
        body: {
          status: ['"stopped" is not a valid choice.'],
          customer_id: ['Must be a valid UUID.'],
          sequence_id: ['Must be a valid UUID.'],
        },
      },
    },
  ],
})
