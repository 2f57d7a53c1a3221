import { expect } from 'vitest'
import { emptyBooks } from '../support/empty-books.ts'
import { rule } from '../support/rule.ts'

/** Books with nothing in them, and what the forecast says of them. */
function start() {
  const { one: customer, ...use } = emptyBooks()
  const forecast = () => use.ar('GET analytics/cashflow-forecast').body
  /** The Monday of the week in which something is predicted. */
  const predicted = () => forecast().weeks.find((week: { by_predicted_date: number }) => week.by_predicted_date > 0)?.week_start
  /** All that is predicted, by week. */
  const weeks = () =>
    Object.fromEntries(
      forecast()
        .weeks.map((week: { week_start: string; by_predicted_date: number }) => [week.week_start, week.by_predicted_date])
        .filter(([, amount]: [string, number]) => amount > 0),
    )
  const pay = (invoice: string | undefined, amount: number, payment_date?: string) =>
    use.ar('POST payments', { invoice, amount, ...(payment_date && { payment_date }) }).body.id as string
  return { ...use, customer, forecast, predicted, weeks, pay }
}

rule('D analytics-10', 'on a Monday the forecast begins a week later, on a Sunday the next day', () => {
  const { forecast, world } = start()
  const first = () => forecast().weeks[0].week_start
  expect(world.clock.today()).toBe('2026-06-01')
  expect(first()).toBe('2026-06-08')
  world.clock.moveTo('2026-06-07T14:00:00Z')
  expect(first()).toBe('2026-06-08')
  world.clock.moveTo('2026-06-08T03:00:00Z')
  expect(first()).toBe('2026-06-08')
  world.clock.moveTo('2026-06-08T05:00:00Z')
  expect(first()).toBe('2026-06-15')
  expect(forecast().weeks).toHaveLength(13)
})

rule('D analytics-11', 'what is open counts in the week in which it is due; before and after are what is due outside', () => {
  const { db, customer, forecast } = start()
  for (const [amount, due_date] of [
    [1, '2026-06-07'],
    [2, '2026-06-08'],
    [4, '2026-06-14'],
    [8, '2026-06-15'],
    [16, '2026-09-06'],
    [32, '2026-09-07'],
  ] as const)
    db.invoices.create({ customer, amount, due_date })
  const { before, weeks, after, open_balance } = forecast()
  expect([before, ...weeks, after].map((week) => week.by_due_date)).toEqual([1, 6, 8, ...Array(10).fill(0), 16, 32])
  expect(open_balance).toBe(63)
})

rule('D analytics-12', 'what is open counts in the week in which payment is predicted', () => {
  const { db, customer, weeks } = start()
  db.invoices.create({ customer, amount: 1, due_date: '2026-07-06' })
  db.invoices.create({ customer, amount: 2, due_date: '2026-07-12' })
  db.invoices.create({ customer, amount: 4, due_date: '2026-07-13' })
  expect(weeks()).toEqual({ '2026-07-20': 1, '2026-07-27': 6 })
})

rule('C', 'payment is predicted as late as the last ten paid invoices were on average; 14 days late without any', () => {
  const { db, customer, predicted } = start()
  const paid = (due_date: string, payment_date: string) => {
    const { id, amount } = db.invoices.create({ customer, amount: 10, due_date })
    db.payments.create({ invoice: id, amount, payment_date })
  }
  db.invoices.create({ customer, amount: 1, due_date: '2026-07-06' })
  expect(predicted()).toBe('2026-07-20')
  for (const payment_date of ['2026-05-10', '2026-05-11']) paid('2026-05-04', payment_date)
  // 6 and 7 days late: 7, rounded.
  expect(predicted()).toBe('2026-07-13')
  for (let i = 0; i < 7; i++) paid('2026-05-04', '2026-05-11')
  // The tenth, 147 days late, makes it 21; one that was paid before that tells nothing.
  paid('2025-12-01', '2026-04-27')
  expect(predicted()).toBe('2026-07-27')
  paid('2025-10-01', '2026-04-26')
  expect(predicted()).toBe('2026-07-27')
})

rule('C', 'what was paid before it was billed counts as paid with the bill', () => {
  const { db, customer, predicted, ar } = start()
  const { id } = db.invoices.create({ customer, amount: 10, issue_date: '2026-05-01', due_date: '2026-05-11' })
  db.payments.create({ invoice: id, amount: 10, payment_date: '2001-01-01' })
  db.invoices.create({ customer, amount: 1, due_date: '2026-07-16' })
  expect(predicted()).toBe('2026-07-06')
  expect(ar(`PATCH invoices/${id}`, { issue_date: '2026-05-11' }).status).toBe(200)
  expect(predicted()).toBe('2026-07-13')
})

rule('C', 'what has not come when it was expected is predicted in 14 days', () => {
  const { db, customer, forecast } = start()
  db.invoices.create({ customer, amount: 5, due_date: '2026-01-05' })
  expect(forecast().weeks[1]).toMatchObject({ week_start: '2026-06-15', by_predicted_date: 5 })
})

rule('C', 'payment is predicted for a weekday, unless it is announced or promised for another day', () => {
  const { db, customer, weeks, pay, world } = start()
  const { id } = db.invoices.create({ customer, amount: 100, due_date: '2026-06-27' })
  expect(weeks()).toEqual({ '2026-07-13': 100 })
  pay(id, 40, '2026-06-21')
  world.clock.advance('PT1H')
  db.promises.create({ invoice: id, amount: 25, promised_date: '2026-07-11' })
  expect(weeks()).toEqual({ '2026-06-15': 40, '2026-07-06': 25, '2026-07-13': 35 })
})

rule(
  'C',
  'a promise that runs is when payment is predicted, until it is broken',
  { when: 'a promise is made', on: ['analytics'] },
  () => {
    const { db, customer, predicted, world } = start()
    const { id } = db.invoices.create({ customer, amount: 5, due_date: '2026-05-01' })
    expect(predicted()).toBe('2026-06-15')
    db.promises.create({ invoice: id, promised_date: '2026-06-25' })
    expect(predicted()).toBe('2026-06-22')
    world.clock.moveTo('2026-06-26T12:00:00Z')
    expect(predicted()).toBe('2026-07-06')
  },
)

rule(
  'C',
  'time that was granted is when the rest is predicted, until it is over; who usually pays later still does',
  { when: 'a person writes, calls or notes', on: ['analytics'] },
  () => {
    const { db, customer, predicted, world } = start()
    const { id } = db.invoices.create({ customer, amount: 5, due_date: '2026-05-01' })
    const message = (direction: 'inbound' | 'outbound', columns: object) =>
      db.threads.create({ customer, direction, timestamp: world.clock.now(), ...columns })
    const { thread_group } = message('inbound', { strategy_tags: ['payment_plan'], invoices: [id] })
    expect(predicted()).toBe('2026-06-15')
    world.clock.advance('PT1H')
    const answer = message('outbound', { thread_group, body: 'The rest may wait.' })
    expect(predicted()).toBe('2026-07-13')
    db.invoices.update((q) => q.where({ id }), { data: () => ({ due_date: '2026-07-20' }) })
    expect(predicted()).toBe('2026-08-03')
    db.invoices.update((q) => q.where({ id }), { data: () => ({ due_date: '2026-05-01' }) })
    db.threads.delete((q) => q.where({ id: answer.id }))
    expect(predicted()).toBe('2026-06-15')
    message('outbound', { thread_group, body: 'The rest may wait.' })
    world.clock.moveTo('2026-07-18T12:00:00Z')
    // In 14 days, which is a Saturday.
    expect(predicted()).toBe('2026-08-03')
  },
)

rule(
  'C',
  'of what is open as much is predicted by a promise as it names and is not paid yet, of what is due first first',
  { when: 'a promise is made', on: ['analytics'] },
  () => {
    const { db, customer, pay, weeks, ar } = start()
    const [first, second] = [100, 300].map((amount) => db.invoices.create({ customer, amount, due_date: '2026-06-15' }).id)
    expect(weeks()).toEqual({ '2026-06-29': 400 })
    db.promises.create({ customer, amount: 150, promised_date: '2026-06-10' })
    expect(weeks()).toEqual({ '2026-06-08': 150, '2026-06-29': 250 })
    pay(second, 30)
    expect(weeks()).toEqual({ '2026-06-08': 120, '2026-06-29': 250 })
    pay(second, 80, '2026-06-23')
    expect(weeks()).toEqual({ '2026-06-08': 40, '2026-06-22': 80, '2026-06-29': 250 })
    expect(ar(`PATCH invoices/${first}`, { due_date: '2026-08-03' }).status).toBe(200)
    expect(weeks()).toEqual({ '2026-06-22': 80, '2026-06-29': 190, '2026-08-17': 100 })
  },
)

rule(
  'C',
  'a promise of an amount goes on to what is due next where a later promise names what is due first',
  { when: 'a promise is made', on: ['analytics'] },
  () => {
    const { db, world, customer, weeks } = start()
    const [first] = [100, 100].map((amount) => db.invoices.create({ customer, amount, due_date: '2026-06-15' }).id)
    db.promises.create({ customer, amount: 100, promised_date: '2026-07-15' })
    world.clock.advance('PT1H')
    db.promises.create({ customer, invoice: first, amount: 100, promised_date: '2026-06-12' })
    expect(weeks()).toEqual({ '2026-06-08': 100, '2026-07-13': 100 })
  },
)

rule('C', 'what is announced is predicted for its day', { when: 'a payment arrives', on: ['analytics'] }, () => {
  const { db, customer, pay, weeks, world } = start()
  const { id } = db.invoices.create({ customer, amount: 100, due_date: '2026-07-06' })
  const payment = pay(id, 40, '2026-06-30')
  expect(weeks()).toEqual({ '2026-06-29': 40, '2026-07-20': 60 })
  pay(id, 100, '2026-07-16')
  expect(weeks()).toEqual({ '2026-06-29': 40, '2026-07-13': 60 })
  db.payments.delete((q) => q.where({ id: payment }))
  expect(weeks()).toEqual({ '2026-07-13': 100 })
  world.clock.moveTo('2026-07-16T12:00:00Z')
  expect(weeks()).toEqual({})
})

rule(
  'D analytics-13',
  'each week has the average of what came in during the 26 full weeks before',
  { when: 'a payment arrives', on: ['analytics'] },
  () => {
    const { db, customer, forecast } = start()
    const { id } = db.invoices.create({ customer, amount: 1000, due_date: '2026-05-04' })
    for (const [amount, payment_date] of [
      [100, '2025-11-30'],
      [26, '2025-12-01'],
      [52, '2026-05-31'],
      [200, '2026-06-01'],
      [300, '2026-06-09'],
    ] as const)
      db.payments.create({ invoice: id, amount, payment_date })
    const { weeks, receipts } = forecast()
    expect(weeks.map((week: { average_weekly_receipts: number }) => week.average_weekly_receipts)).toEqual(Array(13).fill(3))
    expect(receipts).toHaveLength(26)
    expect(receipts[0]).toEqual({ week_start: '2025-12-01', week_end: '2025-12-07', received: 26 })
    expect(receipts[25]).toEqual({ week_start: '2026-05-25', week_end: '2026-05-31', received: 52 })
  },
)

rule('C', 'what comes in is in the current week at once', { when: 'a payment arrives', on: ['analytics'] }, () => {
  const { db, customer, forecast, pay, world } = start()
  const { id } = db.invoices.create({ customer, amount: 1000, due_date: '2026-05-04' })
  for (const [amount, payment_date] of [
    [100, '2026-05-31'],
    [20, '2026-06-01'],
    [3, '2026-06-07'],
  ] as const)
    db.payments.create({ invoice: id, amount, payment_date })
  expect(forecast().current_week).toEqual({ week_start: '2026-06-01', week_end: '2026-06-07', received: 20 })
  pay(id, 400)
  expect(forecast().current_week.received).toBe(420)
  // What was announced for Sunday has come by then.
  world.clock.moveTo('2026-06-08T12:00:00Z')
  const { receipts, current_week } = forecast()
  expect([receipts.at(-1).received, current_week]).toEqual([
    423,
    { week_start: '2026-06-08', week_end: '2026-06-14', received: 0 },
  ])
})
