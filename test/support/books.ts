/** Whether everything that the API says of open receivables and of what came in agrees to the cent. */
import { expect } from 'vitest'
import { type DayTotals, dayTotals } from '../../src/ar/analytics/day-totals.ts'
import { sumsByDay } from '../../src/ar/analytics/sum-up.ts'
import { customers } from '../../src/ar/customers/customer.ts'
import { customerTotals } from '../../src/ar/customers/customer-totals.ts'
import { invoices, isOpen } from '../../src/ar/invoices/invoice.ts'
import type { Client } from './client.ts'
import { cents } from './texts.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
type Shown = any

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + cents(amount), 0)
const sum = (rows: readonly Shown[], of: (row: Shown) => number): number => total(rows.map(of))

const statusOfBucket = {
  current: 'current',
  '1_30': 'past_due_1_30',
  '31_60': 'past_due_31_60',
  '61_90': 'past_due_61_90',
  '91_over': 'past_due_90p',
}

/** A company, as somebody of it reads it. */
export interface Company {
  readonly id: string
  readonly get: (path: string) => Shown
}

export function companiesOf({ call }: Client): Company[] {
  const { companies } = call('GET /__sim').body
  return companies.map(({ id, members: [member] }: Shown) => ({
    id,
    get: (path: string) => call(`GET /api/companies/${id}/${path}`, undefined, { authorization: `Token ${member?.token}` }).body,
  }))
}

/** All rows of a list. */
function all({ get }: Company, list: string): Shown[] {
  const rows: Shown[] = []
  for (let cursor = ''; cursor !== null; ) {
    const page = get(`${list}?limit=500${cursor && `&cursor=${cursor}`}`)
    rows.push(...page.data)
    cursor = page.next_cursor
  }
  return rows
}

function agingDetails({ get }: Company): Shown[] {
  const rows: Shown[] = []
  for (let page = 1; ; page++) {
    const { data } = get(`ar-aging/details?page_size=100&page=${page}`)
    if (!data.length) return rows
    rows.push(...data)
  }
}

function grouped(rows: readonly Shown[], field: string): Map<string, Shown[]> {
  const groups = new Map<string, Shown[]>()
  for (const row of rows) groups.set(row[field], [...(groups.get(row[field]) ?? []), row])
  return groups
}

/** Amounts, balances, what payments are, customers' totals, the counts of lists, aging and the forecast. */
export function expectBooksToAgree(client: Client): void {
  for (const company of companiesOf(client)) {
    const [invoices, payments, customers] = ['invoices', 'payments', 'customers'].map((list) => all(company, list)) as [
      Shown[],
      Shown[],
      Shown[],
    ]
    const counted = payments.filter(({ status }) => status !== 'PENDING')
    expectInvoicesToAgree(invoices, grouped(counted, 'invoice'))
    expectCustomersToAgree(invoices, customers)
    expectCounts(company, invoices, payments)
    expectAging(company, customers)
    expectForecast(company, counted)
  }
}

function expectInvoicesToAgree(invoices: readonly Shown[], paid: ReadonlyMap<string, Shown[]>): void {
  for (const invoice of invoices) {
    const { amount, balance, credited_amount, written_off_amount, status } = invoice
    const parts = sum(paid.get(invoice.id) ?? [], (payment) => payment.amount)
    expect(cents(amount), invoice.invoice_number).toBe(
      parts + cents(credited_amount) + cents(written_off_amount) + cents(balance),
    )
    expect(!status.startsWith('closed'), invoice.invoice_number).toBe(balance > 0)
    if (credited_amount + written_off_amount === 0)
      expect((paid.get(invoice.id) ?? []).some((payment) => payment.status === 'PAID')).toBe(parts >= cents(amount))
    for (const money of [amount, balance, credited_amount, written_off_amount]) expect(cents(money) / 100).toBe(money)
  }
}

function expectCustomersToAgree(invoices: readonly Shown[], customers: readonly Shown[]): void {
  const owed = grouped(
    invoices.filter(({ balance }) => balance > 0),
    'customer',
  )
  for (const { id, total_balance, overdue_balance } of customers) {
    const open = owed.get(id) ?? []
    const late = open.filter(({ days_overdue }) => days_overdue > 0)
    expect([cents(total_balance), cents(overdue_balance)]).toEqual([open, late].map((rows) => sum(rows, (row) => row.balance)))
  }
}

function expectCounts({ get }: Company, invoices: readonly Shown[], payments: readonly Shown[]): void {
  const { count, facets } = get('invoices?limit=1')
  expect(count).toBe(invoices.length)
  for (const [status, number] of Object.entries(facets.status)) {
    expect(number, status).toBe(invoices.filter((invoice) => invoice.status === status).length)
    expect(get(`invoices?limit=1&status=${status}`).count).toBe(number)
  }
  for (const status of ['PAID', 'PARTIAL', 'PENDING'])
    expect(get(`payments?limit=1&status=${status}`).count).toBe(payments.filter((each) => each.status === status).length)
}

function expectAging(company: Company, customers: readonly Shown[]): void {
  const { as_of, ...summary } = company.get('ar-aging/summary')
  const details = grouped(agingDetails(company), 'aging_bucket')
  const facets = company.get('invoices?limit=1').facets.status
  for (const [place, [bucket, status]] of Object.entries(statusOfBucket).entries()) {
    const { balance, invoice_count } = summary.buckets[place]
    expect(
      sum(details.get(bucket) ?? [], (row) => row.balance),
      bucket,
    ).toBe(cents(balance))
    expect(facets[status], status).toBe(invoice_count)
  }
  const open = cents(summary.total_balance)
  expect(sum(summary.buckets, ({ balance }) => balance)).toBe(open)
  expect(sum(customers, ({ total_balance }) => total_balance)).toBe(open)
  expect(sum(customers, ({ overdue_balance }) => overdue_balance)).toBe(cents(summary.overdue_balance))
  expect(company.get('ar-aging/history').data.at(-1)).toMatchObject({ date: as_of, ...summary })
  expect(company.get('ar-aging/report-summary')).toMatchObject({ date: as_of, ...summary })
}

function expectForecast({ get }: Company, counted: readonly Shown[]): void {
  const { open_balance, before, weeks, after, receipts, current_week } = get('analytics/cashflow-forecast')
  const shares = [before, ...weeks, after]
  expect(cents(open_balance)).toBe(cents(get('ar-aging/summary').total_balance))
  expect(sum(shares, ({ by_due_date }) => by_due_date)).toBe(cents(open_balance))
  expect(sum(shares, ({ by_predicted_date }) => by_predicted_date)).toBe(cents(open_balance))
  for (const { week_start, week_end, received } of [...receipts, current_week]) {
    const ofWeek = counted.filter(({ payment_date }) => payment_date >= week_start && payment_date <= week_end)
    expect(sum(ofWeek, ({ amount }) => amount)).toBe(cents(received))
  }
}

/** The sums that followers keep are those that the rows come to. */
export function expectRightSums({ world }: Client): void {
  const kept = [...world.table(dayTotals).all()]
  expect(new Map(kept.map((row) => [row.id, row]))).toEqual(sumsByDay(world))
  for (const { id } of world.table(customers).all()) {
    const owed = world.table(invoices).list('ofCustomer', id).filter(isOpen)
    expect(
      world
        .table(customerTotals)
        .get(id)
        ?.open.map((invoice) => [invoice.id, invoice.due_date, invoice.balance]),
    ).toEqual(owed.map((invoice) => [invoice.id, invoice.due_date, invoice.balance]))
  }
  const due = (rows: readonly Pick<DayTotals, 'cents'>[]) => rows.reduce((sum, row) => sum + row.cents, 0)
  expect(due(kept.filter(({ kind }) => kind === 'due'))).toBe(
    total([...world.table(invoices).all()].filter(isOpen).map(({ balance }) => balance)),
  )
}
