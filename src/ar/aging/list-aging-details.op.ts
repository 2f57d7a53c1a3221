import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import type { Company } from '../companies/company.ts'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, pageOf, toPage } from '../conventions/page.ts'
import { pageParameters, queryChoices, queryText, queryUuid } from '../conventions/query.ts'
import { Uuid } from '../conventions/values.ts'
import { customers } from '../customers/customer.ts'
import { customerParameters, whoseCustomer } from '../customers/customer-filters.ts'
import { AgingBucket, agingBuckets, Invoice, type InvoiceRow, invoices } from '../invoices/invoice.ts'
import { bucketOn } from './figures.ts'
import { openByAge } from './open-invoices.ts'

const AgingDetail = z
  .object({
    invoice: Uuid,
    ...Invoice.pick({ invoice_number: true, customer: true, customer_name: true }).shape,
    ar_owner: Uuid.nullable(),
    ar_owner_name: z.string().nullable(),
    ...Invoice.pick({ issue_date: true, due_date: true, amount: true, balance: true, days_overdue: true }).shape,
    aging_bucket: AgingBucket,
  })
  .meta({ id: 'AgingDetail' })

const Query = z.object({
  ...pageParameters,
  aging_bucket: queryChoices(agingBuckets, 'Ages, separated by commas.'),
  customer_id: queryUuid('Only the invoices of this customer.'),
  ar_owner: customerParameters.ar_owner,
  search: queryText('Part of the invoice number or the customer’s name, in any case.'),
})
type Query = z.output<typeof Query>

export const listAgingDetails = defineOperation({
  id: 'listAgingDetails',
  route: 'GET /companies/{company_id}/ar-aging/details',
  summary: 'List open invoices with their age',
  description: 'In pages, the one that was due first first.',
  source: 'analytics, Aging details',
  query: Query,
  responses: { 200: pageOf(AgingDetail) },

  handle: ({ world, company, query, reply }) =>
    reply(200, toPage(world, query, { ...listOf(world, company, query), show: (row) => toDetail(world, row) })),

  examples: [
    {
      name: 'lists open invoices with their balance and bucket',
      mark: 'D analytics-3',
      query: { page_size: '1' },
      expect: {
        status: 200,
        body: { count: 81, page: 1, page_size: 1, data: [{ aging_bucket: '91_over', days_overdue: 142 }] },
      },
    },
    {
      name: 'lists those of some buckets',
      mark: 'C',
      query: { aging_bucket: '31_60,61_90', page_size: '1' },
      expect: { status: 200, body: { count: 18, data: [{ aging_bucket: '61_90' }] } },
    },
    {
      name: 'lists those of a customer in a bucket',
      mark: 'C',
      query: { customer_id: '$samples.customers.active', aging_bucket: '31_60' },
      expect: { status: 200, body: { data: [{ invoice: '$samples.invoices.past_due_31_60', aging_bucket: '31_60' }] } },
    },
    {
      name: 'refuses what is no bucket, page or id, all at once',
      mark: 'C',
      query: { aging_bucket: '90', page: '0', customer_id: 'acme' },
      expect: {
        status: 400,
        body: {
          aging_bucket: ['"90" is not a valid choice.'],
          page: ['Ensure this value is greater than or equal to 1.'],
          customer_id: ['Must be a valid UUID.'],
        },
      },
    },
  ],
})

function listOf(world: World, company: Company, query: Query) {
  const { aging_bucket: buckets = agingBuckets, customer_id, search } = query
  const today = world.clock.today(company.timezone)
  const bucketOf = bucketOn(today)
  const few = customer_id && world.table(invoices).in('openOfCustomer', customer_id)
  return {
    table: invoices,
    index: few ? ('openOfCustomer' as const) : ('byState' as const),
    slices: few ? [{ rows: few }] : openByAge(world, company.id, today, buckets),
    where: allOf<InvoiceRow>(
      few && ((row) => row.company === company.id && buckets.includes(agingBuckets[bucketOf(row.due_date)] ?? 'current')),
      search && world.finds(invoices, search),
      whoseCustomer(world, query),
    ),
  }
}

function toDetail(world: World, row: InvoiceRow): z.input<typeof AgingDetail> {
  const { id, aging_bucket, ...shown } = world.show(invoices, row)
  const debtor = world.table(customers).get(row.customer)
  const owner = debtor && world.show(customers, debtor)
  return {
    invoice: id,
    invoice_number: shown.invoice_number,
    customer: shown.customer,
    customer_name: shown.customer_name,
    ar_owner: owner?.ar_owner ?? null,
    ar_owner_name: owner?.ar_owner_name ?? null,
    issue_date: shown.issue_date,
    due_date: shown.due_date,
    amount: shown.amount,
    balance: shown.balance,
    days_overdue: shown.days_overdue,
    aging_bucket: aging_bucket ?? 'current',
  }
}
