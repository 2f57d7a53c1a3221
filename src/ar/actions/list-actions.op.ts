import * as z from 'zod'
import type { Key } from '../../core/store/compare.ts'
import type { Rows } from '../../core/store/select.ts'
import type { World } from '../../core/world/handle.ts'
import { combinations, either, inGroups } from '../conventions/groups.ts'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, type Condition, pageOf, toPage } from '../conventions/page.ts'
import { pageParameters, queryBoolean, queryChoice, queryChoices, queryDate, queryText, queryUuid } from '../conventions/query.ts'
import { actionLifecycle } from './action.lifecycle.ts'
import { Action, type ActionRow, actions, endedAt } from './action.ts'

const categories = ['needs_action', 'awaiting_customer', 'history', 'alternatives'] as const
type Category = (typeof categories)[number]

const Query = z
  .object({
    ...pageParameters,
    category: queryChoice(categories, 'A tab of the inbox. `alternatives` needs `invoice_id`.'),
    status: queryChoices(actionLifecycle.statuses, 'Statuses, separated by commas; narrows any category.'),
    invoice_id: queryUuid('Only the actions of this invoice.'),
    customer_id: queryUuid('Only the actions of this customer.'),
    search: queryText('Part of the description, a label, the customer’s name or the invoice number, in any case.'),
    include_deleted: queryBoolean('Whether to list deleted actions; by default only in `history`.'),
    executed_after: queryDate('The first day, in UTC; only with `category=history`.'),
    executed_before: queryDate('The last day, in UTC; only with `category=history`.'),
  })
  .refine(({ category, invoice_id }) => category !== 'alternatives' || invoice_id, {
    path: ['invoice_id'],
    error: 'This field is required.',
  })
type Query = z.output<typeof Query>

export const listActions = defineOperation({
  id: 'listActions',
  route: 'GET /companies/{company_id}/actions',
  summary: 'List actions',
  description: 'Most urgent first; with `category=history` the latest first.',
  source: 'actions, List actions',
  query: Query,
  responses: { 200: pageOf(Action) },

  handle({ world, company, query, warn, reply }) {
    if (query.category !== 'history' && (query.executed_after ?? query.executed_before))
      warn('executed_after and executed_before only work with category=history; they are ignored.')
    const index = query.category === 'history' ? 'history' : 'inbox'
    const kinds = kindsOf(company.id, query)
    const few = narrowed(world, company.id, query)
    const slices = few ? [{ rows: few }] : kinds.map((kind) => ({ rows: world.table(actions).in(index, ...kind) }))
    const where = allOf(few && inGroups(actions, 'inbox', kinds), ...conditions(world, query))
    return reply(200, toPage(world, query, { table: actions, index, slices, where, show: (row) => world.show(actions, row) }))
  },

  examples: [
    { name: 'lists actions in pages of 20', mark: 'D actions-3', expect: { status: 200, body: { page: 1, page_size: 20 } } },
    {
      name: 'filters by category',
      mark: 'D actions-4',
      query: { category: 'needs_action', page_size: '3' },
      expect: {
        status: 200,
        body: { count: 13, data: Array(3).fill({ status: 'proposed', is_recommended: true, action_required: true }) },
      },
    },
    {
      name: 'a status that does not exist is refused',
      mark: 'C',
      query: { status: 'proposed,sent' },
      expect: { status: 400, body: { status: ['"sent" is not a valid choice.'] } },
    },
    {
      name: 'a category that does not exist is refused',
      mark: 'C',
      query: { category: 'inbox' },
      expect: { status: 400, body: { category: ['"inbox" is not a valid choice.'] } },
    },
    {
      name: 'lists the alternatives for an invoice',
      mark: 'D actions-7',
      given: (world, sample) => {
        const invoice = sample('samples.invoices.past_due_1_30')
        for (const name of ['proposed', 'call', 'completed'])
          world.save(actions, { ...(world.table(actions).get(sample(`samples.actions.${name}`)) as ActionRow), invoice })
      },
      query: { category: 'alternatives', invoice_id: '$samples.invoices.past_due_1_30' },
      expect: {
        status: 200,
        body: {
          count: 2,
          data: [
            {
              id: '$samples.actions.call',
              invoice: '$samples.invoices.past_due_1_30',
              status: 'proposed',
              action_required: true,
            },
            {
              id: '$samples.actions.proposed',
              invoice: '$samples.invoices.past_due_1_30',
              status: 'proposed',
              action_required: true,
            },
          ],
        },
      },
    },
    {
      name: 'alternatives need an invoice',
      mark: 'D actions-8',
      query: { category: 'alternatives' },
      expect: { status: 400, body: { invoice_id: ['This field is required.'] } },
    },
    {
      name: 'an invoice that does not exist gives an empty list',
      mark: 'C',
      query: { invoice_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 200, body: { count: 0, data: [] } },
    },
    {
      name: 'dates without the history are ignored, with a warning',
      mark: 'C',
      query: { executed_after: '2026-01-01' },
      expect: {
        status: 200,
        headers: { 'x-sim-warning': 'executed_after and executed_before only work with category=history; they are ignored.' },
      },
    },
    {
      name: 'a page past the end is empty',
      mark: 'C',
      query: { page: '1000' },
      expect: { status: 200, body: { page: 1000, data: [] } },
    },
    {
      name: 'a page is a positive whole number, and all failing parameters are reported',
      mark: 'C',
      query: { page: '0', page_size: 'ten' },
      expect: {
        status: 400,
        body: { page: ['Ensure this value is greater than or equal to 1.'], page_size: ['A valid integer is required.'] },
      },
    },
    {
      name: 'a page holds 100 rows at the most',
      mark: 'C',
      query: { page_size: '500' },
      expect: { status: 200, body: { page_size: 100 } },
    },
    {
      name: 'malformed dates, ids and booleans are refused',
      mark: 'C',
      query: { category: 'history', executed_after: '1/1/2026', customer_id: '42', include_deleted: 'maybe' },
      expect: {
        status: 400,
        body: {
          executed_after: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
          customer_id: ['Must be a valid UUID.'],
          include_deleted: ['Must be a valid boolean.'],
        },
      },
    },
  ],
})

/** What a category selects; undefined admits both. */
interface Selection {
  readonly statuses: readonly ActionRow['status'][]
  readonly isRecommended?: boolean
  readonly actionRequired?: boolean
}

const selections: Readonly<Record<Category | 'all', readonly Selection[]>> = {
  all: [{ statuses: actionLifecycle.statuses }],
  needs_action: [{ statuses: ['proposed'], isRecommended: true, actionRequired: true }],
  awaiting_customer: [{ statuses: ['proposed'], isRecommended: true, actionRequired: false }],
  history: [{ statuses: ['completed'] }, { statuses: ['cancelled'], isRecommended: true }],
  alternatives: [{ statuses: ['proposed'], actionRequired: true }],
}

/** The kinds of action that the query asks for, as the indexes group them. */
function kindsOf(company: string, { category, status, include_deleted }: Query): Key[][] {
  const deleted = (include_deleted ?? category === 'history') ? [false, true] : [false]
  return selections[category ?? 'all'].flatMap(({ statuses, isRecommended, actionRequired }) =>
    combinations(
      [company],
      status ? statuses.filter((each) => status.includes(each)) : statuses,
      either(isRecommended),
      either(actionRequired),
      deleted,
    ),
  )
}

/** The actions of one invoice or customer, which are few. */
function narrowed(world: World, company: string, { invoice_id, customer_id }: Query): Rows<ActionRow> | undefined {
  if (invoice_id) return world.table(actions).in('ofInvoice', company, invoice_id)
  return customer_id ? world.table(actions).in('ofCustomer', company, customer_id) : undefined
}

/** What no index tells apart. */
function conditions(world: World, query: Query): (Condition<ActionRow> | undefined)[] {
  const { category, customer_id, invoice_id, executed_after, executed_before, search } = query
  const isHistory = category === 'history'
  return [
    invoice_id && customer_id ? (action) => action.customer === customer_id : undefined,
    isHistory && executed_after ? (action) => endedAt(action).slice(0, 10) >= executed_after : undefined,
    isHistory && executed_before ? (action) => endedAt(action).slice(0, 10) <= executed_before : undefined,
    search ? world.finds(actions, search) : undefined,
  ]
}
