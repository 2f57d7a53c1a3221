/** Whether everything that the API says of open receivables and of what came in agrees to the cent. */
import { expect } from 'vitest'
import { type DayTotals, dayTotals } from '../../src/ar/analytics/day-totals.ts'
import { sumsByDay } from '../../src/ar/analytics/sum-up.ts'
import { customers } from '../../src/ar/customers/customer.ts'
import { customerTotals } from '../../src/ar/customers/customer-totals.ts'
import { invoices, isOpen } from '../../src/ar/invoices/invoice.ts'
import { isCounted, payments } from '../../src/ar/payments/payment.ts'
import type { Client } from './client.ts'

export const cents = (amount: number): number => Math.round(amount * 100)
const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + cents(amount), 0)
const buckets = ['current', '1_30', '31_60', '61_90', '91_over']
const statuses = ['current', 'past_due_1_30', 'past_due_31_60', 'past_due_61_90', 'past_due_90p']

export interface Company {
  readonly id: string
  readonly get: (path: string) => ReturnType<Client['call']>['body']
}

export function companiesOf({ call }: Client): Company[] {
  const { companies } = call('GET /__sim').body as { companies: { id: string; members: { token: string }[] }[] }
  return companies.map(({ id, members: [member] }) => ({
    id,
    get: (path) => call(`GET /api/companies/${id}/${path}`, undefined, { authorization: `Token ${member?.token}` }).body,
  }))
}

interface Detail {
  readonly aging_bucket: string
  readonly balance: number
}

function detailsOf({ get }: Company): Detail[] {
  const found: Detail[] = []
  for (let page = 1; ; page++) {
    const { data } = get(`ar-aging/details?page_size=100&page=${page}`)
    if (!data.length) return found
    found.push(...data)
  }
}

function customersOf({ get }: Company): { total_balance: number; overdue_balance: number }[] {
  return get('customers?limit=500').data
}

export function expectAgreement(use: Client): void {
  for (const company of companiesOf(use)) {
    const { get } = company
    const { as_of, ...summary } = get('ar-aging/summary')
    const [details, debtors] = [detailsOf(company), customersOf(company)]
    const facets = get('invoices?limit=1').facets.status
    const forecast = get('analytics/cashflow-forecast')
    const shares = [forecast.before, ...forecast.weeks, forecast.after]
    const open = cents(summary.total_balance)

    expect(
      buckets.map((bucket) => total(details.filter((row) => row.aging_bucket === bucket).map((row) => row.balance))),
    ).toEqual(summary.buckets.map((row: Detail) => cents(row.balance)))
    expect(statuses.map((status) => facets[status])).toEqual(
      summary.buckets.map(({ invoice_count }: { invoice_count: number }) => invoice_count),
    )
    expect(total(summary.buckets.map((row: Detail) => row.balance))).toBe(open)
    expect(total(debtors.map((row) => row.total_balance))).toBe(open)
    expect(total(debtors.map((row) => row.overdue_balance))).toBe(cents(summary.overdue_balance))
    expect(get('ar-aging/history').data.at(-1)).toMatchObject({ date: as_of, ...summary })
    expect(get('ar-aging/report-summary')).toMatchObject({ date: as_of, ...summary })
    expect(cents(forecast.open_balance)).toBe(open)
    expect(total(shares.map((share) => share.by_due_date))).toBe(open)
    expect(total(shares.map((share) => share.by_predicted_date))).toBe(open)
    expectReceipts(use, company, forecast.receipts)
  }
}

export interface Week {
  readonly week_start: string
  readonly week_end: string
  readonly received: number
}

function expectReceipts({ world }: Client, { id }: Company, receipts: readonly Week[]): void {
  const counted = [...world.table(payments).all()].filter((payment) => payment.company === id && isCounted(payment))
  for (const { week_start, week_end, received } of receipts) {
    const ofWeek = counted.filter(({ payment_date }) => payment_date >= week_start && payment_date <= week_end)
    expect(total(ofWeek.map(({ amount }) => amount))).toBe(cents(received))
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
