import { expect } from 'vitest'
import { type Client, client } from '../support/client.ts'
import { emptyBooks } from '../support/empty-books.ts'
import { rule } from '../support/rule.ts'

const balances = ({ ar }: Pick<Client, 'ar'>) =>
  ar('GET ar-aging/summary').body.buckets.map(({ balance }: { balance: number }) => balance)

rule(
  'D analytics-2',
  'an open invoice moves from bucket to bucket as it grows old',
  { when: 'an invoice is due, or changes', on: ['analytics'] },
  () => {
    const { ar, db, world, one } = emptyBooks()
    db.invoices.create({ customer: one, amount: 100, due_date: '2026-06-01' })
    expect(balances({ ar })).toEqual([100, 0, 0, 0, 0])
    for (const [advance, bucket] of [
      ['P1D', 1],
      ['P29D', 1],
      ['P1D', 2],
      ['P30D', 3],
      ['P30D', 4],
    ] as const) {
      world.clock.advance(advance)
      expect(balances({ ar }).indexOf(100)).toBe(bucket)
    }
  },
)

rule(
  'C',
  'a payment, a credit memo and a deleted invoice leave the aging at once',
  { when: 'an invoice closes', on: ['analytics'] },
  () => {
    const { ar, db, one } = emptyBooks()
    const [paid, credited, gone] = [100.1, 200.2, 400.4].map((amount) => db.invoices.create({ customer: one, amount }).id)
    expect(ar('GET ar-aging/summary').body).toMatchObject({ total_balance: 700.7, invoice_count: 3 })
    ar('POST payments', { invoice: paid, amount: 60.05 })
    expect(ar('GET ar-aging/summary').body).toMatchObject({ total_balance: 640.65, invoice_count: 3 })
    ar('POST payments', { invoice: paid, amount: 40.05 })
    expect(ar('GET ar-aging/summary').body).toMatchObject({ total_balance: 600.6, invoice_count: 2 })
    db.invoices.update((q) => q.where({ id: credited as string }), { data: () => ({ closed_as: 'credit_memo' as const }) })
    db.invoices.delete((q) => q.where({ id: gone as string }))
    expect(ar('GET ar-aging/summary').body).toMatchObject({ total_balance: 0, overdue_balance: 0, invoice_count: 0 })
  },
)

rule('C', 'at the end of each day, where the company is, its aging is kept', () => {
  const { ar, db, world, one } = emptyBooks()
  db.invoices.create({ customer: one, amount: 100 })
  const dates = () => ar('GET ar-aging/available-dates').body.data
  world.clock.moveTo('2026-06-02T03:59:59Z')
  expect(dates()).toEqual(['2026-06-01'])
  world.clock.moveTo('2026-06-02T04:00:00Z')
  expect(dates()).toEqual(['2026-06-02', '2026-06-01'])
  expect(ar('GET ar-aging/report-summary?date=2026-06-01').body).toMatchObject({ total_balance: 100, change: null })
})

rule('C', 'a day that is not over where the company is when its world begins is kept as it ends', () => {
  const { ar, world, samples } = client({ clock: 'running', machine: () => Date.parse('2026-06-02T02:00:00Z') })
  const owed = (): number => ar('GET ar-aging/summary').body.total_balance
  const before = owed()
  expect(ar('POST invoices', { customer: samples.customers?.active, amount: 100 }).body.issue_date).toBe('2026-06-01')
  world.clock.advance('P1D')
  const { data } = ar('GET ar-aging/history').body
  const of = (date: string) => data.find((day: { date: string }) => day.date === date)?.total_balance
  expect(of('2026-06-01')).toBe(Math.round((before + 100) * 100) / 100)
})

rule('C', 'what begins to count with a day is not in the aging of the day before', () => {
  const { ar, db, world, one } = emptyBooks()
  const { id } = db.invoices.create({ customer: one, amount: 100, due_date: '2026-05-20' })
  ar('POST payments', { invoice: id, amount: 40, payment_date: '2026-06-04' })
  world.clock.advance('P3D')
  const totals = (path: string) =>
    ar(`GET ${path}?date_from=2026-06-03`).body.data.map((day: { total_balance: number }) => day.total_balance)
  expect(totals('ar-aging/history')).toEqual([100, 60])
  expect(totals(`customers/${one}/ar-aging-history`)).toEqual([100, 60])
})

rule('C', 'what is recorded later does not change the aging of a day gone by', () => {
  const { ar, db, world, one } = emptyBooks()
  const [first, second] = [100, 200].map((amount) => db.invoices.create({ customer: one, amount, due_date: '2026-05-20' }).id)
  world.clock.advance('P3D')
  const history = () => ar('GET ar-aging/history').body.data.slice(0, -1)
  const before = history()
  expect(before).toHaveLength(3)
  ar('POST payments', { invoice: first, amount: 100, payment_date: '2026-06-01' })
  ar(`PATCH invoices/${second}`, { amount: 5 })
  db.invoices.delete((q) => q.where({ id: second as string }))
  expect(history()).toEqual(before)
  expect(ar('GET ar-aging/summary').body.total_balance).toBe(0)
})

rule('C', 'the report compares with the snapshot before', () => {
  const { ar, db, world, one, other } = emptyBooks()
  db.invoices.create({ customer: one, amount: 100, due_date: '2026-06-01' })
  world.clock.advance('P1D')
  db.invoices.create({ customer: other, amount: 50.5, due_date: '2026-08-01' })
  expect(ar('GET ar-aging/report-summary').body.change).toEqual({
    since: '2026-06-01',
    total_balance: 50.5,
    overdue_balance: 100,
    invoice_count: 1,
    customer_count: 1,
  })
})

rule('C', 'health is the worst of what is current, what is long overdue and what one customer owes', () => {
  const { ar, db, companyId } = emptyBooks()
  const scoreOf = (amounts: readonly (readonly [amount: number, due_date: string])[]) => {
    db.invoices.deleteMany((q) => q.where({ company: companyId }))
    for (const [amount, due_date] of amounts)
      db.invoices.create({ customer: db.customers.create({ company: companyId }).id, amount, due_date })
    return ar('GET ar-aging/report-summary').body.health_score
  }
  const [current, late, old] = ['2026-07-01', '2026-05-20', '2026-01-01']
  expect(scoreOf([])).toBe('Healthy')
  expect(scoreOf([25, 25, 25, 25].map((amount) => [amount, current]))).toBe('Healthy')
  expect(scoreOf([30, 25, 25, 20].map((amount) => [amount, current]))).toBe('Monitor')
  expect(scoreOf([...[23, 23, 24].map((amount) => [amount, current] as const), [15, late], [15, late]])).toBe('Healthy')
  expect(scoreOf([...[23, 23, 23].map((amount) => [amount, current] as const), [16, late], [15, late]])).toBe('Monitor')
  expect(scoreOf([...[23, 23, 23, 20].map((amount) => [amount, current] as const), [11, old]])).toBe('Concern')
  expect(scoreOf([...[23, 23, 23, 10].map((amount) => [amount, current] as const), [21, old]])).toBe('Critical')
  expect(scoreOf([[61, current], ...[13, 13, 13].map((amount) => [amount, current] as const)])).toBe('Critical')
})

rule('C', 'a customer’s history is what was known of its invoices on each day', () => {
  const { ar, db, world, one, other } = emptyBooks()
  const { id } = db.invoices.create({ customer: one, amount: 100, due_date: '2026-06-02' })
  db.invoices.create({ customer: other, amount: 7 })
  world.clock.advance('P2D')
  ar('POST payments', { invoice: id, amount: 40, payment_date: '2026-06-01' })
  world.clock.advance('P1D')
  ar('POST payments', { invoice: id, amount: 60 })
  const { data } = ar(`GET customers/${one}/ar-aging-history`).body
  expect(
    data.map((day: { date: string; total_balance: number; overdue_balance: number }) => [
      day.date,
      day.total_balance,
      day.overdue_balance,
    ]),
  ).toEqual([
    ['2026-06-01', 100, 0],
    ['2026-06-02', 100, 0],
    ['2026-06-03', 60, 60],
    ['2026-06-04', 0, 0],
  ])
})

rule('C', 'books in which nothing changes for 400 days are kept no more until something does', () => {
  const { ar, db, world, one } = emptyBooks()
  db.invoices.create({ customer: one, amount: 100 })
  const count = () => ar('GET ar-aging/available-dates').body.data.length
  world.clock.advance('P400D')
  expect(count()).toBe(401)
  world.clock.advance('P400D')
  expect(count()).toBe(401)
  db.invoices.create({ customer: one, amount: 1 })
  world.clock.advance('P2D')
  expect(count()).toBe(403)
})

rule('C', 'the details find invoices by their number, the customer and its owner', () => {
  const { ar, db, one, other, companyId } = emptyBooks()
  const owner = db.members.findFirst((q) => q.where({ company: companyId }))?.id ?? ''
  db.customers.update((q) => q.where({ id: other }), { data: () => ({ ar_owner: owner }) })
  const [a, b] = [one, other].map((customer) => db.invoices.create({ customer, amount: 1 }))
  const found = (query: string) =>
    ar(`GET ar-aging/details?${query}`).body.data.map(({ invoice }: { invoice: string }) => invoice)
  expect(found('search=bolt')).toEqual([b?.id])
  expect(found(`search=${a?.invoice_number.toLowerCase()}`)).toEqual([a?.id])
  expect(found(`ar_owner=${owner}`)).toEqual([b?.id])
  expect(found('ar_owner=__unassigned__')).toEqual([a?.id])
  expect(found(`customer_id=${one}`)).toEqual([a?.id])
})

rule('C', 'without a period the history begins 26 weeks ago', () => {
  const { ar, world } = client()
  const first = () => ar('GET ar-aging/history').body.data[0].date
  // Of the time before the world began there are the Mondays.
  world.clock.advance('P7D')
  expect(first()).toBe('2025-12-08')
  world.clock.advance('P1D')
  expect(first()).toBe('2025-12-15')
})
