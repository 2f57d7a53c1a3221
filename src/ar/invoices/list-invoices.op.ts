import * as z from 'zod'
import { placeBefore, placeBehind, type Slice } from '../../core/store/select.ts'
import { addDays } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { todayOf } from '../companies/company.ts'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, cursorPageOf, invalidCursorExample, toCursorPage } from '../conventions/page.ts'
import {
  cursorParameters,
  queryBoolean,
  queryChoices,
  queryDate,
  queryText,
  queryUuid,
  queryUuids,
} from '../conventions/query.ts'
import { customerParameters, labelled, whoseCustomer } from '../customers/customer-filters.ts'
import {
  ages,
  agingBuckets,
  Invoice,
  type InvoiceRow,
  type InvoiceStatus,
  invoiceStatuses,
  invoices,
  statusOf,
} from './invoice.ts'

const Query = z.object({
  ...cursorParameters,
  status: queryChoices(
    [...invoiceStatuses, 'overdue', 'any'],
    'Statuses, separated by commas; `overdue` for all that are past due, `any` for all.',
  ),
  aging_bucket: queryChoices(agingBuckets, 'Ages of open invoices, separated by commas.'),
  customer_id: queryUuid('Only the invoices of this customer.'),
  due_date_from: queryDate('The first due date.'),
  due_date_to: queryDate('The last due date.'),
  overdue_only: queryBoolean('Whether to list only open invoices past their due date.'),
  search: queryText('Part of the invoice number or the customer’s name, in any case.'),
  ...customerParameters,
  labels: queryUuids('UUIDs of labels, separated by commas; invoices with any of them.'),
})
type Query = z.output<typeof Query>

const Facets = z.object({ status: z.object(Object.fromEntries(invoiceStatuses.map((s) => [s, z.int()])) as Counts) })
type Counts = Record<InvoiceStatus, z.ZodInt>

export const listInvoices = defineOperation({
  id: 'listInvoices',
  route: 'GET /companies/{company_id}/invoices',
  summary: 'List invoices',
  description:
    'By due date, in parts: `next_cursor` of one answer is the `cursor` of the next call. `count` and `facets` come with the first part; the facets count what the other filters leave of every status.',
  source: 'invoices, List invoices',
  query: Query,
  responses: { 200: cursorPageOf(Invoice, { facets: Facets.optional() }) },

  handle({ world, company, query, reply }) {
    const list = (statuses: readonly InvoiceStatus[]) => listOf(world, company.id, query, statuses)
    const page = toCursorPage(world, query, { ...list(wantedOf(query.status)), show: (row) => world.show(invoices, row) })
    if (query.cursor !== undefined) return reply(200, page)
    const counts = invoiceStatuses.map((status) => {
      const { index, slices, where } = list([status])
      return [status, world.table(invoices).count(index, slices, where)]
    })
    return reply(200, { ...page, facets: { status: Object.fromEntries(counts) as Record<InvoiceStatus, number> } })
  },

  examples: [
    {
      name: 'lists invoices with the count, and how many there are of each status',
      mark: 'D invoices-2',
      query: { limit: '2' },
      expect: {
        status: 200,
        body: { count: 177, facets: { status: { current: 38, past_due_1_30: 20, closed_written_off: 3 } } },
      },
    },
    {
      name: 'lists all that are past due',
      mark: 'D invoices-4',
      query: { status: 'overdue', limit: '1' },
      expect: { status: 200, body: { count: 43, data: [{ status: 'past_due_90p' }] } },
    },
    {
      name: 'lists by age',
      mark: 'D invoices-5',
      query: { aging_bucket: '31_60,61_90', limit: '1' },
      expect: { status: 200, body: { count: 18, data: [{ aging_bucket: '61_90' }] } },
    },
    {
      name: 'refuses what is no status, bucket, date or boolean, all at once',
      mark: 'C',
      query: { status: 'late', aging_bucket: '90', due_date_from: 'May', overdue_only: 'maybe' },
      expect: {
        status: 400,
        body: {
          status: ['"late" is not a valid choice.'],
          aging_bucket: ['"90" is not a valid choice.'],
          due_date_from: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
          overdue_only: ['Must be a valid boolean.'],
        },
      },
    },
    invalidCursorExample,
  ],
})

const ageOf = (status: InvoiceStatus) => ages.find((age) => age.status === status)

function wantedOf(asked: Query['status']): readonly InvoiceStatus[] {
  if (!asked || asked.includes('any')) return invoiceStatuses
  return invoiceStatuses.filter(
    (status) => asked.includes(status) || (asked.includes('overdue') && (ageOf(status)?.from ?? 0) > 0),
  )
}

/** The invoices of these statuses that the rest of the query leaves. */
function listOf(world: World, company: string, query: Query, asked: readonly InvoiceStatus[]) {
  const { aging_bucket, overdue_only, customer_id, search } = query
  const today = todayOf(world, company)
  const statuses = asked.filter((status) => {
    const age = ageOf(status)
    return (!aging_bucket || (age && aging_bucket.includes(age.bucket))) && (!overdue_only || (age && age.from > 0))
  })
  const period = periodOf(query)
  const few = customer_id && world.table(invoices).in('ofCustomer', customer_id)
  return {
    table: invoices,
    index: few ? ('ofCustomer' as const) : ('byState' as const),
    slices: few ? [{ rows: few, ...placesOf(period) }] : slicesOf(world, company, statuses, period),
    where: allOf<InvoiceRow>(
      few && ((invoice) => invoice.company === company && statuses.includes(statusOf(invoice, today))),
      search && world.finds(invoices, search),
      whoseCustomer(world, query),
      labelled(query.labels),
    ),
  }
}

/** Due dates from the first to the last; open where one is left out. */
interface Period {
  readonly first?: string | undefined
  readonly last?: string | undefined
}

const periodOf = ({ due_date_from, due_date_to }: Query): Period => ({ first: due_date_from, last: due_date_to })

const placesOf = ({ first, last }: Period): Pick<Slice<InvoiceRow>, 'from' | 'until'> => ({
  from: first === undefined ? undefined : placeBefore<InvoiceRow>({ due_date: first }),
  until: last === undefined ? undefined : placeBehind<InvoiceRow>({ due_date: last }),
})

/** The status of an open invoice follows from its due date, so it is a period of due dates. */
function slicesOf(world: World, company: string, statuses: readonly InvoiceStatus[], asked: Period): Slice<InvoiceRow>[] {
  const rows = world.table(invoices)
  return statuses.flatMap((status) => {
    const age = ages.findIndex((each) => each.status === status)
    if (age < 0) return [{ rows: rows.in('byState', company, status), ...placesOf(asked) }]
    const period = both(asked, periodOfAge(age, todayOf(world, company)))
    return [{ rows: rows.in('byState', company, 'open'), ...placesOf(period) }]
  })
}

function periodOfAge(age: number, today: string): Period {
  const before = (days: number) => addDays(today, -days)
  const [youngest, older] = [ages[age]?.from ?? 0, ages[age + 1]?.from]
  return { first: older === undefined ? undefined : before(older - 1), last: youngest > 0 ? before(youngest) : undefined }
}

const both = (a: Period, b: Period): Period => ({
  first: [a.first, b.first]
    .filter((date) => date !== undefined)
    .sort()
    .at(-1),
  last: [a.last, b.last].filter((date) => date !== undefined).sort()[0],
})
