import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { inGroups } from '../conventions/groups.ts'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, type Condition, pageOf, toPage } from '../conventions/page.ts'
import { pageParameters, queryChoice, queryChoiceElseFirst, queryText, queryUuid } from '../conventions/query.ts'
import { queryOwners, whoseCustomer } from '../customers/customer-filters.ts'
import { ScheduledStep, type ScheduledStepRow, scheduledSteps } from './scheduled-step.ts'
import { stepTypes } from './step-types.ts'

const Query = z.object({
  ...pageParameters,
  category: queryChoiceElseFirst(
    ['ready', 'scheduled', 'history'],
    '`ready`: what waits to be done. `scheduled`: what is not due yet, which the vendor does not list. `history`: what is completed, cancelled or failed.',
  ),
  step_type: queryChoice(stepTypes, 'Only steps of this type.'),
  sequence_id: queryUuid('Only steps of this sequence.'),
  enrollment_id: queryUuid('Only steps of this enrollment.'),
  customer_id: queryUuid('Only steps for this customer.'),
  ar_owner: queryOwners('receivables of the customer'),
  search: queryText('Part of the name of the sequence, the label, the customer’s name or the subject, in any case.'),
})
type Query = z.output<typeof Query>

export const getQueue = defineOperation({
  id: 'getQueue',
  route: 'GET /companies/{company_id}/sequences/queue',
  summary: 'Get the queue',
  description: 'Steps whose time has come are ready. What is due first comes first; in the history the latest.',
  source: 'sequences, Get queue',
  query: Query,
  responses: { 200: pageOf(ScheduledStep) },

  handle({ world, company, query, reply }) {
    const { category: index, step_type } = query
    const groups = (step_type ? [step_type] : stepTypes).map((type) => [company.id, type])
    const few = narrowed(world, company.id, query)
    const page = toPage(world, query, {
      table: scheduledSteps,
      index,
      slices: few ? [{ rows: few }] : groups.map((group) => ({ rows: world.table(scheduledSteps).in(index, ...group) })),
      where: allOf(few && inGroups(scheduledSteps, index, groups), ...conditions(world, query)),
      show: (row) => world.show(scheduledSteps, row),
    })
    return reply(200, page)
  },

  examples: [
    {
      name: 'lists what is ready, due first',
      mark: 'D sequences-51',
      query: { page_size: '1' },
      expect: { status: 200, body: { page: 1, data: [{ status: 'ready' }] } },
    },
    {
      name: 'lists what is over, the latest first',
      mark: 'D sequences-52',
      query: { category: 'history', page_size: '1' },
      expect: { status: 200, body: { page_size: 1 } },
    },
    {
      name: 'lists what is not due yet, due first',
      mark: 'C',
      query: { category: 'scheduled', page_size: '1' },
      expect: { status: 200, body: { page: 1, data: [{ status: 'scheduled', ready_at: null }] } },
    },
    {
      name: 'lists the calls of a sequence',
      mark: 'D sequences-53',
      query: { step_type: 'call', sequence_id: '$samples.sequences.active', page_size: '1' },
      expect: { status: 200, body: { data: [{ step_type: 'call', sequence: '$samples.sequences.active' }] } },
    },
    {
      name: 'an enrollment that does not exist has nothing in the queue',
      mark: 'C',
      query: { enrollment_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 200, body: { count: 0, data: [] } },
    },
    {
      name: 'refuses what is no category, type or id, all at once',
      mark: 'C',
      query: { category: 'failed', step_type: 'email', customer_id: '7', ar_owner: '__unassigned__,me' },
      expect: {
        status: 400,
        body: {
          category: ['"failed" is not a valid choice.'],
          step_type: ['"email" is not a valid choice.'],
          customer_id: ['Must be a valid UUID.'],
          ar_owner: ['Must be a valid UUID.'],
        },
      },
    },
  ],
})

/** The steps of one enrollment or customer, which are few. */
function narrowed(world: World, company: string, { enrollment_id, customer_id }: Query) {
  if (enrollment_id) return world.table(scheduledSteps).in('ofEnrollment', enrollment_id)
  return customer_id ? world.table(scheduledSteps).in('ofCustomer', company, customer_id) : undefined
}

function conditions(world: World, query: Query): (Condition<ScheduledStepRow> | undefined)[] {
  const { sequence_id, enrollment_id, customer_id, search } = query
  return [
    sequence_id ? (step) => step.sequence === sequence_id : undefined,
    enrollment_id && customer_id ? (step) => step.customer === customer_id : undefined,
    whoseCustomer(world, query),
    search ? world.finds(scheduledSteps, search) : undefined,
  ]
}
