import * as fc from 'fast-check'
import { expect } from 'vitest'
import { recentDelays, usualDate, usualDelayOf } from '../../src/ar/analytics/expected.ts'
import { type InvoiceRow, invoices } from '../../src/ar/invoices/invoice.ts'
import { collections } from '../../src/data/index.ts'
import { expectBooksToAgree } from '../support/books.ts'
import { callerIn } from '../support/caller.ts'
import { type Client, client } from '../support/client.ts'
import { rule } from '../support/rule.ts'
import { type Way, ways } from '../support/ways.ts'

/** A customer who owes one invoice, due yesterday. */
function owing(amount = 100, base: Client = client()) {
  const { ar, world, companyId } = base
  const db = collections(world)
  const customer = db.customers.create({ company: companyId })
  const invoice = db.invoices.create({ customer: customer.id, amount, due_date: '2026-05-31' })
  return {
    ...base,
    db,
    customer,
    invoice,
    pay: (paid: unknown, more: object = {}) => ar('POST payments', { invoice: invoice.id, amount: paid, ...more }),
    shown: () => ar(`GET invoices/${invoice.id}`).body,
    owed: () => ar(`GET customers/${customer.id}`).body.total_balance,
  }
}

rule(
  'C',
  'a part payment leaves the rest open, the rest closes the invoice, and what the customer owes follows',
  { when: 'a payment arrives', on: ['invoices', 'customers'] },
  () => {
    const { pay, shown, owed } = owing()
    expect(pay(30.1).body).toMatchObject({ status: 'PARTIAL', amount: 30.1 })
    expect(shown()).toMatchObject({ balance: 69.9, status: 'past_due_1_30' })
    expect(owed()).toBe(69.9)
    expect(pay(69.9).body).toMatchObject({ status: 'PAID' })
    expect(shown()).toMatchObject({ balance: 0, status: 'closed_paid', days_overdue: 0, aging_bucket: null })
    expect(owed()).toBe(0)
  },
)

rule('C', 'more than the balance leaves the invoice overpaid, and nobody owes less for it', () => {
  const { pay, shown, owed, db, customer } = owing()
  db.invoices.create({ customer: customer.id, amount: 10 })
  expect(pay(150).status).toBe(201)
  expect(shown()).toMatchObject({ balance: -50, status: 'closed_overpaid' })
  expect(owed()).toBe(10)
})

rule(
  'C',
  'what was announced before an invoice was written off or credited comes all the same, and lowers what was given up',
  { when: 'a payment arrives', on: ['invoices'] },
  () => {
    for (const [status, column] of [
      ['closed_written_off', 'written_off_amount'],
      ['closed_credit_memo', 'credited_amount'],
    ] as const) {
      const { ar, pay, shown, owed, invoice, world } = owing()
      pay(30, { payment_date: '2026-06-03' })
      pay(80, { payment_date: '2026-06-04' })
      expect(ar(`PATCH invoices/${invoice.id}`, { status }).status).toBe(200)
      expect(pay(1).status).toBe(400)
      world.clock.moveTo('2026-06-03T14:00:00Z')
      expect(shown()).toMatchObject({ status, balance: 0, [column]: 70 })
      world.clock.moveTo('2026-06-04T14:00:00Z')
      expect(shown()).toMatchObject({ status: 'closed_overpaid', balance: -10, [column]: 0 })
      expect(owed()).toBe(0)
    }
  },
)

rule('C', 'an invoice that was paid in full is open again once its amount is raised, however it was closed before', () => {
  const closings: ((it: ReturnType<typeof owing>) => unknown)[] = [
    ({ ar, invoice }) => ar(`PATCH invoices/${invoice.id}`, { amount: 60 }),
    ({ ar, invoice }) => {
      ar(`PATCH invoices/${invoice.id}`, { status: 'closed_credit_memo' })
      ar(`PATCH invoices/${invoice.id}`, { amount: 60 })
    },
    ({ ar, invoice, pay, world }) => {
      pay(40, { payment_date: '2026-06-03' })
      ar(`PATCH invoices/${invoice.id}`, { status: 'closed_written_off' })
      world.clock.moveTo('2026-06-03T14:00:00Z')
    },
  ]
  for (const close of closings) {
    const it = owing()
    it.pay(60)
    close(it)
    expect(it.shown()).toMatchObject({ status: 'closed_paid', credited_amount: 0, written_off_amount: 0 })
    const { amount } = it.shown()
    it.ar(`PATCH invoices/${it.invoice.id}`, { amount: amount + 40 })
    expect(it.shown()).toMatchObject({ status: 'past_due_1_30', balance: 40, credited_amount: 0, written_off_amount: 0 })
    expect(it.owed()).toBe(40)
  }
})

rule('C', 'what was credited or written off gets less with the amount, and never more', () => {
  for (const [status, column] of [
    ['closed_written_off', 'written_off_amount'],
    ['closed_credit_memo', 'credited_amount'],
  ] as const) {
    const { ar, pay, shown, invoice } = owing()
    pay(60)
    ar(`PATCH invoices/${invoice.id}`, { status })
    const refused = [`Cannot raise the amount of this invoice: it is ${status}.`]
    expect(ar(`PATCH invoices/${invoice.id}`, { amount: 100.01 })).toMatchObject({ status: 400, body: { amount: refused } })
    expect(ar('PATCH invoices/bulk', { ids: [invoice.id], changes: { amount: 1000 } }).body).toEqual({
      ids: { [invoice.id]: { amount: refused } },
    })
    expect(shown()).toMatchObject({ status, balance: 0, [column]: 40 })
    expect(ar(`PATCH invoices/${invoice.id}`, { amount: 80 }).status).toBe(200)
    expect(shown()).toMatchObject({ status, balance: 0, [column]: 20 })
  }
})

rule('C', 'an invoice is not closed by hand together with an amount that leaves nothing of it', () => {
  const { ar, pay, shown, invoice, db } = owing()
  pay(60)
  const other = db.invoices.create({ customer: invoice.customer, amount: 100 })
  for (const [amount, state] of [
    [60, 'closed_paid'],
    [50, 'closed_overpaid'],
  ]) {
    const status = [`Cannot close this invoice: it is ${state}.`]
    const changes = { amount, status: 'closed_written_off' }
    expect(ar(`PATCH invoices/${invoice.id}`, changes)).toMatchObject({ status: 400, body: { status } })
    expect(ar('PATCH invoices/bulk', { ids: [other.id, invoice.id], changes }).body).toEqual({
      ids: { [invoice.id]: { status } },
    })
  }
  expect(shown()).toMatchObject({ amount: 100, balance: 40 })
  expect(ar(`PATCH invoices/${invoice.id}`, { amount: 60.01, status: 'closed_written_off' }).body).toMatchObject({
    status: 'closed_written_off',
    written_off_amount: 0.01,
  })
})

rule('C', 'dates in the wrong order are refused before an invoice because it is closed', () => {
  const { ar, pay, invoice } = owing()
  pay(invoice.amount)
  const close = (more: object) => ar(`PATCH invoices/${invoice.id}`, { status: 'closed_written_off', ...more })
  expect(close({}).body).toEqual({ detail: 'Cannot close this invoice: it is closed_paid.' })
  const { status, body } = close({ due_date: '2020-01-01' })
  expect([status, Object.keys(body)]).toEqual([400, ['due_date']])
})

rule('C', 'a warning tells of what changes: not of what stays, nor of what nobody owes', () => {
  const { ar, pay, invoice } = owing()
  const warnings = (body: object) => ar(`PATCH invoices/${invoice.id}`, body).headers['x-sim-warning']
  expect(warnings({ issue_date: '2026-06-02', due_date: '2026-07-01' })).toHaveLength(1)
  expect(warnings({ issue_date: '2026-06-02' })).toBeUndefined()
  pay(invoice.amount)
  expect(warnings({ amount: invoice.amount })).toBeUndefined()
  expect(warnings({ issue_date: '2026-06-03' })).toEqual([
    `${invoice.invoice_number} is closed_paid: issue_date of it changed all the same.`,
  ])
})

rule('C', 'a second payment of the same transaction counts, with a warning', () => {
  const { pay, shown, owed } = owing()
  const { id } = pay(30, { transaction_id: 'ACH-78' }).body
  expect(pay(30, { transaction_id: 'ACH-79' }).headers['x-sim-warning']).toBeUndefined()
  expect(pay(30, { transaction_id: 'ACH-78' }).headers['x-sim-warning']).toEqual([
    `Payment ${id} of this invoice has the same transaction_id: this one counts too.`,
  ])
  expect([shown().balance, owed()]).toEqual([10, 10])
})

rule('C', 'payments are found by the number of the invoice and by the name of the customer', () => {
  const { ar, pay, db, customer, shown } = owing()
  db.customers.update(customer, { data: () => ({ customer_company_name: 'Grün  & Söhne' }) })
  const payment = pay(30).body
  for (const search of [shown().invoice_number, 'grun & sohne'])
    expect(ar(`GET payments?search=${encodeURIComponent(search)}`).body.data).toEqual([payment])
})

rule(
  'C',
  'whether a payment closed its invoice follows from the amount of that, and from the other payments',
  { when: 'an invoice is due, or changes', on: ['payments'] },
  () => {
    const { pay, ar, call, invoice, db } = owing()
    for (const amount of [60, 40]) pay(amount)
    const statuses = () =>
      db.payments.findMany((q) => q.where({ invoice: invoice.id })).map(({ amount, status }) => [amount, status])
    const bill = (amount: number) => expect(ar(`PATCH invoices/${invoice.id}`, { amount }).status).toBe(200)
    expect(statuses()).toEqual([
      [60, 'PARTIAL'],
      [40, 'PAID'],
    ])
    bill(150)
    expect(statuses()).toEqual([
      [60, 'PARTIAL'],
      [40, 'PARTIAL'],
    ])
    bill(60)
    expect(statuses()).toEqual([
      [60, 'PAID'],
      [40, 'PAID'],
    ])
    const [first = { id: '' }] = db.payments.findMany((q) => q.where({ invoice: invoice.id }))
    expect(call(`PATCH /__sim/tables/payments/${first.id}`, { amount: 10 }).status).toBe(200)
    expect(statuses()).toEqual([
      [10, 'PARTIAL'],
      [40, 'PARTIAL'],
    ])
    bill(50)
    expect(call(`DELETE /__sim/tables/payments/${first.id}`).status).toBe(204)
    expect(statuses()).toEqual([[40, 'PARTIAL']])
  },
)

rule('C', 'a closed invoice takes no payment, and nothing changes', () => {
  const { pay, shown, world } = owing()
  pay(100)
  const before = JSON.stringify(world.changes())
  expect(pay(1)).toMatchObject({ status: 400, body: { detail: 'Cannot pay this invoice: it is closed_paid.' } })
  expect(JSON.stringify(world.changes())).toBe(before)
  expect(shown().status).toBe('closed_paid')
})

rule('C', 'of 20 payments of one balance that are sent at once one is taken', async () => {
  const { simulator, world, invoice, companyId, shown } = owing()
  const way = (await ways.http?.(simulator)) as Way
  const { headers } = callerIn(simulator, world)
  const body = JSON.stringify({ invoice: invoice.id, amount: 100 })
  const request = {
    method: 'POST',
    url: `/api/companies/${companyId}/payments`,
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  }
  const answers = await Promise.all(Array.from({ length: 20 }, () => way.send(request)))
  await way.close()
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 400)])
  expect(shown()).toMatchObject({ balance: 0, status: 'closed_paid' })
})

rule('C', 'money that is none is refused with its field, and changes nothing', () => {
  const { pay, ar, world, customer, invoice } = owing()
  const before = JSON.stringify(world.changes())
  const bad = [0, -1, 0.001, 1.005, 1e9, 1_000_000_000.01, '5', 'ten', null, true, [1], {}, Number.MAX_VALUE]
  for (const amount of bad) {
    expect(pay(amount), String(amount)).toMatchObject({ status: 400, body: { amount: expect.any(Array) } })
    expect(ar('POST invoices', { customer: customer.id, amount })).toMatchObject({
      status: 400,
      body: { amount: expect.any(Array) },
    })
    expect(ar(`PATCH invoices/${invoice.id}`, { amount }).status, String(amount)).toBe(400)
    expect(ar('PATCH invoices/bulk', { ids: [invoice.id], changes: { amount } }).status, String(amount)).toBe(400)
  }
  expect(JSON.stringify(world.changes())).toBe(before)
})

rule(
  'C',
  'an announced payment counts when its day begins where the company is',
  { when: 'a payment arrives', on: ['invoices'] },
  () => {
    const { pay, shown, owed, world, db } = owing()
    const { id } = pay(100, { payment_date: '2026-06-03' }).body
    const status = () => db.payments.findFirst((q) => q.where({ id }))?.status
    expect([status(), shown().balance, owed()]).toEqual(['PENDING', 100, 100])
    world.clock.moveTo('2026-06-03T03:59:59Z')
    expect([status(), shown().balance]).toEqual(['PENDING', 100])
    world.clock.moveTo('2026-06-03T04:00:00Z')
    expect([status(), shown().status, owed()]).toEqual(['PAID', 'closed_paid', 0])
  },
)

rule('C', 'an invoice grows old by the day of its company, in lists as by itself', () => {
  const base = client()
  const { ar, world } = base
  const { invoice, shown } = owing(100, base)
  const listed = (query: string) =>
    ar(`GET invoices?limit=500&${query}`).body.data.some(({ id }: { id: string }) => id === invoice.id)
  ar(`PATCH invoices/${invoice.id}`, { due_date: '2026-06-01' })
  world.clock.moveTo('2026-06-02T02:00:00Z')
  expect(shown()).toMatchObject({ status: 'current', days_overdue: 0, aging_bucket: 'current' })
  expect([listed('status=current'), listed('overdue_only=true')]).toEqual([true, false])
  expect(ar(`GET customers/${invoice.customer}`).body.overdue_balance).toBe(0)
  expect(ar('POST payments', { invoice: invoice.id, amount: 1 }).body.payment_date).toBe('2026-06-01')
  world.clock.moveTo('2026-06-02T04:00:00Z')
  expect(shown()).toMatchObject({ status: 'past_due_1_30', days_overdue: 1 })
  expect([listed('status=current'), listed('overdue_only=true')]).toEqual([false, true])
  expect(ar(`GET customers/${invoice.customer}`).body.overdue_balance).toBe(99)
})

rule('C', 'what a test author pays, changes and takes back counts as well, and a balance cannot be set', () => {
  const { db, invoice, shown } = owing()
  const payment = db.payments.create({ invoice: invoice.id, amount: 40 })
  expect(payment).toMatchObject({
    status: 'PARTIAL',
    payment_date: '2026-06-01',
    payment_method: 'ACH',
    customer: invoice.customer,
  })
  expect(shown().balance).toBe(60)
  db.payments.update(payment, { data: () => ({ amount: 50 }) })
  expect(shown().balance).toBe(50)
  db.payments.delete(payment)
  expect(shown().balance).toBe(100)
  expect(db.payments.create({ invoice: invoice.id })).toMatchObject({ amount: 100, status: 'PAID' })
  expect(shown().status).toBe('closed_paid')
  for (const column of ['balance', 'paid_on', 'written_off_amount', 'credited_amount', 'trail'])
    expect(() => db.invoices.update(invoice, { data: () => ({ [column]: column === 'trail' ? [] : 7 }) })).toThrow(
      `${column}: This follows from other rows and cannot be set.`,
    )
})

rule('C', 'the trail of an invoice keeps the last state of each day, and a date in the past does not change it', () => {
  const { pay, ar, db, invoice, world } = owing()
  const trail = () => db.invoices.findFirst((q) => q.where({ id: invoice.id }))?.trail
  world.clock.advance('P2D')
  pay(10)
  pay(20, { payment_date: '2026-05-20' })
  world.clock.advance('P1D')
  ar(`PATCH invoices/${invoice.id}`, { due_date: '2026-07-01' })
  ar(`PATCH invoices/${invoice.id}`, { labels: [] })
  expect(trail()).toEqual([
    { day: '2026-06-01', balance: 100, due_date: '2026-05-31' },
    { day: '2026-06-03', balance: 70, due_date: '2026-05-31' },
    { day: '2026-06-04', balance: 70, due_date: '2026-07-01' },
  ])
  expect(db.invoices.findFirst((q) => q.where({ id: invoice.id }))?.paid_on).toBe('2026-06-03')
})

rule('D payments-1', 'payments are listed by date, the newest first, in parts that neither repeat nor lose one', () => {
  const { ar } = client()
  const whole = ar('GET payments').body
  expect(whole).toMatchObject({ count: whole.data.length, next_cursor: null })
  const dates = whole.data.map(({ payment_date }: { payment_date: string }) => payment_date)
  expect(dates).toEqual(dates.toSorted().toReversed())
  const parts: unknown[] = []
  for (let cursor = ''; cursor !== null; ) {
    const { body } = ar(`GET payments?limit=7${cursor && `&cursor=${cursor}`}`)
    parts.push(...body.data)
    cursor = body.next_cursor
  }
  expect(parts).toEqual(whole.data)
})

rule('C', 'payments filter by status, method, days, invoice, customer and number, all at once', () => {
  const { ar, world } = client()
  const everything = ar('GET payments').body.data
  const customerOf = (id: string) => collections(world).invoices.findFirst((q) => q.where({ id }))?.customer
  const one = everything[20]
  const asked = fc.record(
    {
      status: fc.constantFrom('PAID', 'PARTIAL', 'PENDING', 'PAID,PENDING'),
      payment_method: fc.constantFrom('ACH', 'CHECK', 'WIRE,CREDIT_CARD'),
      date_from: fc.constantFrom('2026-01-15', '2026-05-01', one.payment_date),
      date_to: fc.constantFrom('2026-03-01', '2026-06-06', one.payment_date),
      invoice_id: fc.constant(one.invoice),
      customer_id: fc.constant(customerOf(one.invoice)),
      search: fc.constantFrom('inv-21', one.invoice_number),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(asked, (query) => {
      const fits = everything.filter(
        (payment: typeof one) =>
          (!query.status || query.status.split(',').includes(payment.status)) &&
          (!query.payment_method || query.payment_method.split(',').includes(payment.payment_method)) &&
          (!query.date_from || payment.payment_date >= query.date_from) &&
          (!query.date_to || payment.payment_date <= query.date_to) &&
          (!query.invoice_id || payment.invoice === query.invoice_id) &&
          (!query.customer_id || customerOf(payment.invoice) === query.customer_id) &&
          (!query.search || payment.invoice_number.toLowerCase().includes(query.search.toLowerCase())),
      )
      const { body } = ar(`GET payments?${new URLSearchParams(query as Record<string, string>)}`)
      expect(body.data).toEqual(fits)
      expect(body.count).toBe(fits.length)
    }),
    { numRuns: 60 },
  )
})

rule('C', 'the books of all companies agree to the cent, at the start and after 400 days', () => {
  const base = client()
  expectBooksToAgree(base)
  base.world.clock.advance('P400D')
  expectBooksToAgree(base)
})

rule('C', 'the books agree to the cent after any writes, by whoever they are made', () => {
  const money = fc.integer({ min: 1, max: 300_000 }).map((cents) => cents / 100)
  const write = fc.record({
    kind: fc.constantFrom('pay', 'pay', 'pend', 'bill', 'amount', 'close', 'bulk', 'data', 'back', 'less', 'gone', 'days'),
    at: fc.nat(400),
    amount: money,
    closing: fc.constantFrom('closed_written_off', 'closed_credit_memo'),
  })
  type Write = typeof write extends fc.Arbitrary<infer T> ? T : never
  fc.assert(
    fc.property(fc.array(write, { minLength: 100, maxLength: 100 }), (writes) => {
      const base = client()
      const { ar, world, companyId, samples } = base
      const db = collections(world)
      const apply = ({ kind, at, amount, closing }: Write) => {
        const invoices = db.invoices.findMany((q) => q.where({ company: companyId }))
        const { id = '' } = invoices[at % invoices.length] ?? {}
        const others = invoices.slice(at % 50, (at % 50) + 3).map((invoice) => invoice.id)
        if (kind === 'pay') ar('POST payments', { invoice: id, amount })
        else if (kind === 'pend') ar('POST payments', { invoice: id, amount, payment_date: `2026-06-${String(10 + (at % 20))}` })
        else if (kind === 'bill') ar('POST invoices', { customer: samples.customers?.active, amount })
        else if (kind === 'amount') ar(`PATCH invoices/${id}`, { amount })
        else if (kind === 'close') ar(`PATCH invoices/${id}`, { status: closing })
        else if (kind === 'bulk') ar('PATCH invoices/bulk', { ids: others, changes: { amount } })
        else if (kind === 'data') db.payments.create({ invoice: id, amount })
        else if (kind === 'less' || kind === 'gone') {
          const paid = db.payments.findMany((q) => q.where({ company: companyId }))
          const where = { id: paid[at % paid.length]?.id ?? '' }
          if (kind === 'gone') db.payments.delete((q) => q.where(where))
          else db.payments.update((q) => q.where(where), { data: () => ({ amount }) })
        } else if (kind === 'back') db.payments.delete((q) => q.where({ invoice: id }))
        else world.clock.advance(`P${1 + (at % 3)}D`)
      }
      for (const each of writes) apply(each)
      expectBooksToAgree(base)
    }),
    { numRuns: 10 },
  )
})

rule('C', 'a due date that stands for none says nothing about how a customer pays', () => {
  const { ar, world, companyId } = client()
  const db = collections(world)
  const customer = db.customers.create({ company: companyId }).id
  const bill = (due_date: string) => ar('POST invoices', { customer, amount: 100, issue_date: '2026-01-01', due_date }).body.id
  const pay = (invoice: string) => ar('POST payments', { invoice, amount: 100, payment_date: '2026-03-02' }).status
  const usual = () => usualDelayOf(recentDelays(world, customer))
  expect([bill('2026-02-20'), bill('9999-12-31')].map(pay)).toEqual([201, 201])
  expect(
    [bill('9999-12-31'), bill('2026-06-10')].map((id) => usualDate(world.table(invoices).get(id) as InvoiceRow, usual())),
  ).toEqual(['9999-12-31', '2026-06-22'])
})
