/** Whatever happens, everything that the API says of open receivables and of what came in agrees to the cent, and the past stays as it was. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DayTotals, dayTotals } from '../src/ar/analytics/day-totals.ts'
import { sumsByDay } from '../src/ar/analytics/sum-up.ts'
import { todayOf } from '../src/ar/companies/company.ts'
import { customers } from '../src/ar/customers/customer.ts'
import { customerTotals } from '../src/ar/customers/customer-totals.ts'
import { invoices, isOpen } from '../src/ar/invoices/invoice.ts'
import { isCounted, payments } from '../src/ar/payments/payment.ts'
import { addDays } from '../src/core/time/day.ts'
import { collections } from '../src/data/index.ts'
import { type Client, client } from './support/client.ts'

const cents = (amount: number): number => Math.round(amount * 100)
const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + cents(amount), 0)
const buckets = ['current', '1_30', '31_60', '61_90', '91_over']
const statuses = ['current', 'past_due_1_30', 'past_due_31_60', 'past_due_61_90', 'past_due_90p']

interface Company {
  readonly id: string
  readonly get: (path: string) => ReturnType<Client['call']>['body']
}

function companiesOf({ call }: Client): Company[] {
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

function expectAgreement(use: Client): void {
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

interface Week {
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
function expectRightSums({ world }: Client): void {
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

const pastOf = (use: Client) =>
  companiesOf(use).map((company) =>
    company
      .get('ar-aging/history?date_from=2000-01-01')
      .data.filter(({ date }: Week & { date: string }) => date < todayOf(use.world, company.id)),
  )

test('at the start', () => {
  const use = client()
  expectAgreement(use)
  expectRightSums(use)
})

test('after 400 days', () => {
  const use = client()
  use.world.clock.advance('P400D')
  expectAgreement(use)
  expectRightSums(use)
})

const place = fc.nat(10_000)
const days = fc.integer({ min: -80, max: 40 })
const step = fc.oneof(
  fc.record({ does: fc.constant('pay' as const), place, share: fc.integer({ min: 1, max: 150 }), days }),
  fc.record({ does: fc.constant('bill' as const), place, amount: fc.integer({ min: 1, max: 9_000_000 }), days }),
  fc.record({ does: fc.constant('change' as const), place, amount: fc.integer({ min: 1, max: 9_000_000 }), days }),
  fc.record({ does: fc.constant('close' as const), place, as: fc.constantFrom('credit_memo' as const, 'written_off' as const) }),
  fc.record({ does: fc.constant('forget' as const), place, what: fc.constantFrom('invoices' as const, 'payments' as const) }),
  fc.record({ does: fc.constant('promise' as const), place, days: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ does: fc.constant('wait' as const), days: fc.integer({ min: 0, max: 50 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function take({ world }: Client, step: Step): void {
  const db = collections(world)
  const today = world.clock.today()
  if (step.does === 'wait') {
    world.clock.advance(`P${step.days}D`)
    return
  }
  const any = <R>(rows: readonly R[]): R => rows[step.place % rows.length] as R
  const invoice = any(db.invoices.findMany())
  switch (step.does) {
    case 'pay': {
      const amount = Math.max(1, Math.round((cents(invoice.amount) * step.share) / 100)) / 100
      db.payments.create({ invoice: invoice.id, amount, payment_date: addDays(today, step.days) })
      break
    }
    case 'bill':
      db.invoices.create({
        customer: any(db.customers.findMany()).id,
        amount: step.amount / 100,
        due_date: addDays(today, step.days),
      })
      break
    case 'change': {
      const due_date = addDays(today, step.days)
      const issue_date = invoice.issue_date < due_date ? invoice.issue_date : due_date
      db.invoices.update((q) => q.where({ id: invoice.id }), {
        data: () => ({ amount: step.amount / 100, issue_date, due_date }),
      })
      break
    }
    case 'close':
      db.invoices.update((q) => q.where({ id: invoice.id }), { data: () => ({ closed_as: step.as }) })
      break
    case 'promise':
      db.promises.create({ invoice: invoice.id, promised_date: addDays(today, step.days) })
      break
    case 'forget':
      if (step.what === 'payments') db.payments.delete((q) => q.where({ id: any(db.payments.findMany()).id }))
      else db.invoices.delete((q) => q.where({ id: invoice.id }))
  }
}

test('after whatever is paid, billed, changed, closed, promised and forgotten; and the past stays as it was', () => {
  const use = client()
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      use.world.reset()
      for (const each of steps) {
        const before = pastOf(use)
        take(use, each)
        const after = pastOf(use)
        for (const [i, snapshots] of before.entries()) expect(after[i]?.slice(0, snapshots.length)).toEqual(snapshots)
      }
      expectAgreement(use)
      expectRightSums(use)
    }),
    { numRuns: 25 },
  )
})
