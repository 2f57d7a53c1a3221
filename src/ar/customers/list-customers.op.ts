import * as z from 'zod'
import type { Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, type Condition, cursorPageOf, invalidCursorExample, toCursorPage } from '../conventions/page.ts'
import {
  cursorParameters,
  queryBoolean,
  queryChoice,
  queryChoiceElseFirst,
  queryChoices,
  queryText,
  queryUuids,
} from '../conventions/query.ts'
import { type Customer as CustomerRow, customerStatuses, customers, riskLevels } from './customer.ts'
import { customerParameters, labelled, whichCustomers } from './customer-filters.ts'
import { type CustomerTotals, customerTotals } from './customer-totals.ts'
import { ListedCustomer, withContacts } from './customer-with-contacts.ts'

const Query = z.object({
  ...cursorParameters,
  status: queryChoices([...customerStatuses, 'any'], 'Statuses, separated by commas; `any` for all.'),
  industry: queryText('Exactly this industry, in any case.'),
  search: queryText('Part of the name, in any case.'),
  risk_level: queryChoices(riskLevels, 'Risk levels, separated by commas.'),
  ...customerParameters,
  labels: queryUuids('UUIDs of labels, separated by commas; customers with any of them.'),
  hide_zero_balance: queryBoolean('Whether to leave out customers who owe nothing.'),
  balance_scope: queryChoice(['positive'], '`positive`: only customers who owe something.'),
  sort: queryChoiceElseFirst(
    ['customer_name_asc', 'customer_name_desc', 'total_balance_desc', 'total_balance_asc'],
    'The order.',
  ),
  include_contacts: queryBoolean('Whether to add the contacts of each customer.'),
})
type Query = z.output<typeof Query>

export const listCustomers = defineOperation({
  id: 'listCustomers',
  route: 'GET /companies/{company_id}/customers',
  summary: 'List customers',
  description: 'In parts: `next_cursor` of one answer is the `cursor` of the next call. `count` comes with the first part.',
  source: 'customers, List customers',
  query: Query,
  responses: { 200: cursorPageOf(ListedCustomer) },

  handle({ world, company, query, reply }) {
    const { sort } = query
    const where = conditionsOf(world, query)
    const show = (row: CustomerRow) => (query.include_contacts ? withContacts(world, row) : world.show(customers, row))
    if (sort === 'customer_name_asc' || sort === 'customer_name_desc') {
      const index = sort === 'customer_name_asc' ? 'ofCompany' : 'backwards'
      const slices = [{ rows: world.table(customers).in(index, company.id) }]
      return reply(200, toCursorPage(world, query, { table: customers, index, slices, where, show }))
    }
    const index = sort === 'total_balance_desc' ? 'highest' : 'lowest'
    const customerOf = ({ id }: CustomerTotals) => world.table(customers).get(id) as CustomerRow
    const page = toCursorPage(world, query, {
      table: customerTotals,
      index,
      slices: [{ rows: world.table(customerTotals).in(index, company.id) }],
      where: where && ((totals) => where(customerOf(totals))),
      show: (totals) => show(customerOf(totals)),
    })
    return reply(200, page)
  },

  examples: [
    {
      name: 'lists customers by name, with the count',
      mark: 'D customers-2',
      query: { limit: '2' },
      expect: { status: 200, body: { count: 40 } },
    },
    {
      name: 'lists those who owe most, with their contacts',
      mark: 'D customers-14',
      query: { sort: 'total_balance_desc', include_contacts: 'true', limit: '1' },
      expect: { status: 200, body: { data: [{ status: 'active', contacts: [{ is_primary: true }, { is_primary: false }] }] } },
    },
    {
      name: 'lists those whom nobody owns',
      mark: 'C',
      query: { ar_owner: '__unassigned__', limit: '1' },
      expect: { status: 200, body: { data: [{ ar_owner: null, ar_owner_name: null }] } },
    },
    {
      name: 'refuses what is no status, sort, number or id, all at once',
      mark: 'C',
      query: { status: 'gone', sort: 'age', limit: '0', labels: 'late', is_person: 'maybe', ar_owner: 'me' },
      expect: {
        status: 400,
        body: {
          status: ['"gone" is not a valid choice.'],
          sort: ['"age" is not a valid choice.'],
          limit: ['Ensure this value is greater than or equal to 1.'],
          labels: ['Must be a valid UUID.'],
          is_person: ['Must be a valid boolean.'],
          ar_owner: ['Must be a valid UUID.'],
        },
      },
    },
    invalidCursorExample,
  ],
})

function conditionsOf(world: World, query: Query): Condition<CustomerRow> | undefined {
  const { status, search, risk_level, hide_zero_balance, balance_scope } = query
  const industry = query.industry?.toLowerCase()
  const owes = ({ id }: Row) => (world.table(customerTotals).get(id)?.total_balance ?? 0) > 0
  return allOf<CustomerRow>(
    status && !status.includes('any') ? (row) => status.includes(row.status) : undefined,
    industry && ((row) => row.industry?.toLowerCase() === industry),
    search && world.finds(customers, search),
    risk_level && ((row) => risk_level.includes(world.show(customers, row).risk_level)),
    whichCustomers(query),
    labelled(query.labels),
    hide_zero_balance || balance_scope ? owes : undefined,
  )
}
