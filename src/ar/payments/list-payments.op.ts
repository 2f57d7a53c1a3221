import * as z from 'zod'
import { placeBefore, placeBehind, type Slice } from '../../core/store/select.ts'
import type { World } from '../../core/world/handle.ts'
import { combinations, inGroups } from '../conventions/groups.ts'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, type Condition, cursorPageOf, invalidCursorExample, toCursorPage } from '../conventions/page.ts'
import { cursorParametersOf, queryChoices, queryDate, queryText, queryUuid } from '../conventions/query.ts'
import { customers } from '../customers/customer.ts'
import { Payment, type PaymentRow, paymentMethods, paymentStatuses, payments } from './payment.ts'

const Query = z.object({
  ...cursorParametersOf(500),
  status: queryChoices(paymentStatuses, 'Statuses, separated by commas.'),
  payment_method: queryChoices(paymentMethods, 'Methods, separated by commas.'),
  date_from: queryDate('The first date.'),
  date_to: queryDate('The last date.'),
  invoice_id: queryUuid('Only the payments of this invoice.'),
  customer_id: queryUuid('Only the payments of this customer.'),
  search: queryText('Part of the invoice number or of the name of the customer, in any case.'),
})
type Query = z.output<typeof Query>

export const listPayments = defineOperation({
  id: 'listPayments',
  route: 'GET /companies/{company_id}/payments',
  summary: 'List payments',
  description:
    'The newest first, at most 500 at once. Beyond the documented `count` and `data`, `next_cursor` of one answer is the `cursor` of the next call; `count` comes with the first part.',
  source: 'payments, List payments',
  query: Query,
  responses: { 200: cursorPageOf(Payment) },

  handle({ world, company, query, reply }) {
    const list = listOf(world, company.id, query)
    return reply(200, toCursorPage(world, query, { table: payments, ...list, show: (row) => world.show(payments, row) }))
  },

  examples: [
    {
      name: 'lists the payments with their count, the newest first',
      mark: 'D payments-2',
      query: { limit: '1' },
      expect: { status: 200, body: { count: 102, data: [{ status: 'PENDING', payment_type: 'Payment', remote_id: null }] } },
    },
    {
      name: 'lists by status and method',
      mark: 'D payments-4',
      query: { status: 'PAID,PARTIAL', payment_method: 'CHECK', limit: '1' },
      expect: { status: 200, body: { data: [{ payment_method: 'CHECK' }] } },
    },
    {
      name: 'lists those of some days, the last one too',
      mark: 'D payments-5',
      query: { date_from: '2026-06-04', date_to: '2026-06-12', limit: '1' },
      expect: { status: 200, body: { count: 3, data: [{ payment_date: '2026-06-12' }] } },
    },
    {
      name: 'lists those of an invoice',
      mark: 'C',
      query: { invoice_id: '$samples.invoices.closed_paid' },
      expect: { status: 200, body: { data: [{ invoice: '$samples.invoices.closed_paid', status: 'PAID' }] } },
    },
    {
      name: 'refuses what is no status, method, date or id, all at once',
      mark: 'C',
      query: { status: 'LATE', payment_method: 'CASH', date_from: 'May', customer_id: 'acme' },
      expect: {
        status: 400,
        body: {
          status: ['"LATE" is not a valid choice.'],
          payment_method: ['"CASH" is not a valid choice.'],
          date_from: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
          customer_id: ['Must be a valid UUID.'],
        },
      },
    },
    invalidCursorExample,
  ],
})

/** By what there are fewest of: those of an invoice, of a customer, or of the kinds that are asked for. */
function listOf(world: World, company: string, query: Query) {
  const { invoice_id, customer_id, search, status = paymentStatuses, payment_method = paymentMethods } = query
  const rows = world.table(payments)
  const groups = combinations([company], status, payment_method)
  const period = placesOf(query)
  const searched = search ? finds(world, search) : undefined
  const isWanted = inGroups(payments, 'byKind', groups)
  if (invoice_id !== undefined || customer_id !== undefined) {
    const index = invoice_id === undefined ? ('ofCustomer' as const) : ('ofInvoice' as const)
    const isTheirs: Condition<PaymentRow> = (payment) => customer_id === undefined || payment.customer === customer_id
    const slices = [{ rows: rows.in(index, invoice_id ?? customer_id ?? ''), ...period }]
    return { index, slices, where: allOf<PaymentRow>(isWanted, isTheirs, searched) }
  }
  const slices = groups.map((group): Slice<PaymentRow> => ({ rows: rows.in('byKind', ...group), ...period }))
  return { index: 'byKind' as const, slices, where: allOf<PaymentRow>(searched) }
}

/** By the number of the invoice, or by the name of the customer. */
function finds(world: World, search: string): Condition<PaymentRow> {
  const isIt = world.finds(payments, search)
  const isTheirs = world.finds(customers, search)
  return (payment) => {
    const customer = world.table(customers).get(payment.customer ?? '')
    return isIt(payment) || (customer !== undefined && isTheirs(customer))
  }
}

/** The last day comes first. */
const placesOf = ({ date_from, date_to }: Query): Pick<Slice<PaymentRow>, 'from' | 'until'> => ({
  from: date_to === undefined ? undefined : placeBefore({ payment_date: date_to, created_at: '9999-12-31T23:59:59.999Z' }),
  until: date_from === undefined ? undefined : placeBehind({ payment_date: date_from, created_at: null }),
})
