/** Whatever happens, everything that the API says of open receivables and of what came in agrees to the cent, and the past stays as it was. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { todayOf } from '../src/ar/companies/company.ts'
import { addDays } from '../src/core/time/day.ts'
import { collections } from '../src/data/index.ts'
import { companiesOf, expectBooksToAgree, expectRightSums } from './support/books.ts'
import { type Client, client } from './support/client.ts'
import { cents } from './support/texts.ts'

const pastOf = (use: Client) =>
  companiesOf(use).map((company) =>
    company
      .get('ar-aging/history?date_from=2000-01-01')
      .data.filter(({ date }: { date: string }) => date < todayOf(use.world, company.id)),
  )

test('at the start', () => {
  const use = client()
  expectBooksToAgree(use)
  expectRightSums(use)
})

test('after 400 days', () => {
  const use = client()
  use.world.clock.advance('P400D')
  expectBooksToAgree(use)
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
  fc.record({
    does: fc.constant('promise' as const),
    place,
    days: fc.integer({ min: 0, max: 40 }),
    isNamed: fc.boolean(),
    amount: fc.option(fc.integer({ min: 1, max: 9_000_000 })),
  }),
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
      db.promises.create({
        customer: invoice.customer,
        invoice: step.isNamed ? invoice.id : null,
        amount: step.amount === null ? null : step.amount / 100,
        promised_date: addDays(today, step.days),
      })
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
      expectBooksToAgree(use)
      expectRightSums(use)
    }),
    { numRuns: 25 },
  )
})
