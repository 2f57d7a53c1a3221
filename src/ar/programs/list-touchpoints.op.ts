import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, pageOf, toPage } from '../conventions/page.ts'
import { pageParameters, queryChoices, queryUuid } from '../conventions/query.ts'
import { touchpointLifecycle } from './touchpoint.lifecycle.ts'
import { type Touchpoint, TouchpointShown, touchpoints } from './touchpoint.ts'

const { statuses } = touchpointLifecycle

export const listTouchpoints = defineOperation({
  id: 'listTouchpoints',
  route: 'GET /companies/{company_id}/touchpoints',
  summary: 'List touchpoints',
  description:
    'What collection programs have for customers, which `scheduled_touchpoint_id` names; what is due first comes first.',
  source: 'arsim',
  isExtension: true,
  query: z.object({
    ...pageParameters,
    customer_id: queryUuid('Only touchpoints of this customer.'),
    status: queryChoices(statuses, 'Only touchpoints with one of these statuses.'),
  }),
  responses: { 200: pageOf(TouchpointShown) },

  handle({ world, company, query, reply }) {
    const { customer_id, status = statuses } = query
    const page = toPage(world, query, {
      table: touchpoints,
      index: 'byStatus',
      slices: status.map((each) => ({ rows: world.table(touchpoints).in('byStatus', company.id, each) })),
      where: allOf<Touchpoint>(customer_id && (({ customer }) => customer === customer_id)),
      show: (touchpoint) => world.show(touchpoints, touchpoint),
    })
    return reply(200, page)
  },

  examples: [
    {
      name: 'lists what is still to be done',
      mark: 'C',
      query: { status: 'scheduled', page_size: '1' },
      expect: { status: 200, body: { page: 1, page_size: 1, data: [{ status: 'scheduled' }] } },
    },
    {
      name: 'a customer that does not exist has none',
      mark: 'C',
      query: { customer_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 200, body: { count: 0, data: [] } },
    },
    {
      name: 'refuses what is no status and no id, all at once',
      mark: 'C',
      query: { status: 'ready', customer_id: '7' },
      expect: { status: 400, body: { status: ['"ready" is not a valid choice.'], customer_id: ['Must be a valid UUID.'] } },
    },
  ],
})
