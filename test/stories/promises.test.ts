import { expect, vi } from 'vitest'
import { threads } from '../../src/ar/communications/thread.ts'
import { payments } from '../../src/ar/payments/payment.ts'
import { missedFor } from '../../src/ar/promises/keeping.ts'
import { collections } from '../../src/data/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

function debt() {
  const use = client()
  const db = collections(use.world)
  const customer = db.customers.create({ company: use.companyId }).id
  const invoice = db.invoices.create({ customer, amount: 100, due_date: '2026-05-01' }).id
  const promise = (columns: object = {}) => db.promises.create({ customer, invoice, promised_date: '2026-06-10', ...columns }).id
  const status = (id: string) => db.promises.findFirst((q) => q.where({ id }))?.status
  const pay = (amount: number, of = invoice) => use.ar('POST payments', { invoice: of, amount })
  return { ...use, db, customer, invoice, promise, status, pay }
}

rule('C', 'a promise is broken when its day is over where the company is', () => {
  const { promise, status, world } = debt()
  const id = promise()
  world.clock.moveTo('2026-06-11T03:59:59Z')
  expect(status(id)).toBe('active')
  world.clock.moveTo('2026-06-11T04:00:00Z')
  expect(status(id)).toBe('broken')
})

rule('C', 'where a company moves to another time zone, promised and announced days are those of that zone', () => {
  const { promise, status, world, db, companyId: id, invoice, ar } = debt()
  const made = promise({ amount: 60 })
  const { id: announced } = ar('POST payments', { invoice, amount: 10, payment_date: '2026-06-20' }).body
  db.companies.update((q) => q.where({ id }), { data: () => ({ timezone: 'America/Los_Angeles' }) })
  expect(db.payments.findFirst((q) => q.where({ id: announced }))?.counts_at).toBe('2026-06-20T07:00:00Z')
  world.clock.moveTo('2026-06-11T06:59:59Z')
  expect(status(made)).toBe('active')
  world.clock.moveTo('2026-06-11T07:00:00Z')
  expect(status(made)).toBe('broken')
})

rule('C', 'what is paid with the next day comes too late for a promise', () => {
  const { promise, status, world, ar, invoice, db, customer } = debt()
  const other = db.invoices.create({ customer, amount: 20 }).id
  world.clock.advance('PT1H')
  for (const [id, amount] of [[invoice, 100] as const, [other, 20] as const])
    ar('POST payments', { invoice: id, amount, payment_date: '2026-06-11' })
  const late = promise()
  const kept = promise({ invoice: other, promised_date: '2026-06-11' })
  world.clock.moveTo('2026-06-11T04:00:00Z')
  expect([late, kept].map(status)).toEqual(['broken', 'kept'])
})

rule(
  'C',
  'a promise is kept after all by a payment of its day that reaches the books later',
  { when: 'a payment arrives', on: ['promises'] },
  () => {
    const { promise, status, ar, world, db, customer, invoice, companyId: company } = debt()
    const all = promise({ invoice: null })
    const part = promise({ amount: 60 })
    world.clock.moveTo('2026-06-11T18:00:00Z')
    const pay = (amount: number, payment_date: string) => ar('POST payments', { invoice, amount, payment_date })
    expect([all, part].map(status)).toEqual(['broken', 'broken'])
    pay(10, '2026-06-11')
    pay(50, '2026-06-10')
    expect([all, part].map(status)).toEqual(['broken', 'broken'])
    pay(10, '2026-06-09')
    expect([all, part].map(status)).toEqual(['broken', 'kept'])
    pay(30, '2026-06-10')
    expect([all, part].map(status)).toEqual(['broken', 'kept'])
    const other = db.invoices.create({ customer, amount: 20 }).id
    const named = promise({ invoice: other, promised_date: '2026-06-12' })
    world.emit('invoice.paid', { invoice: other, on: 'sync', date: '2026-06-11' })
    world.clock.moveTo('2026-06-15T14:00:00Z')
    expect(status(named)).toBe('broken')
    ar(`POST integrations/${db.connections.findFirst((q) => q.where({ company, product: 'accounting' }))?.id}/sync`)
    world.clock.advance('PT1H')
    expect(status(named)).toBe('kept')
  },
)

rule(
  'C',
  'a promise that was kept by a payment that is taken back runs again until its day, and is broken after it',
  { when: 'a payment is taken back', on: ['promises'] },
  () => {
    const { promise, status, pay, ar, world, db, invoice } = debt()
    const [early, late] = [promise({ amount: 30, promised_date: '2026-06-05' }), promise({ amount: 60 })]
    const other = pay(10).body.id
    const paid = pay(90).body.id
    expect([early, late].map(status)).toEqual(['kept', 'kept'])
    const change = (id: string, data: object) => db.payments.update((q) => q.where({ id }), { data: () => data })
    change(paid, { notes: 'By cheque.' })
    change(paid, { amount: 75 })
    expect([early, late].map(status)).toEqual(['kept', 'active'])
    ar('POST payments', { invoice, amount: 5 })
    expect([early, late].map(status)).toEqual(['kept', 'kept'])
    world.clock.moveTo('2026-06-08T14:00:00Z')
    change(paid, { payment_date: '2026-06-06' })
    expect([early, late].map(status)).toEqual(['broken', 'kept'])
    change(paid, { payment_date: '2026-06-01' })
    expect([early, late].map(status)).toEqual(['kept', 'kept'])
    db.payments.delete((q) => q.where({ id: paid }))
    expect([early, late].map(status)).toEqual(['broken', 'active'])
    world.clock.moveTo('2026-06-11T14:00:00Z')
    expect([early, late].map(status)).toEqual(['broken', 'broken'])
    db.payments.delete((q) => q.where({ id: other }))
    expect([early, late].map(status)).toEqual(['broken', 'broken'])
  },
)

rule(
  'C',
  'what was paid for a later part is for the earlier one where the payment of that is taken back, and the later one is judged by it',
  { when: 'a payment is taken back', on: ['promises'] },
  () => {
    const parts = (takenBackOn: string) => {
      const { promise, status, pay, world, db, invoice, customer } = debt()
      db.invoices.update((q) => q.where({ id: invoice }), { data: () => ({ amount: 60 }) })
      const made = ['2026-06-12', '2026-06-19'].map((promised_date) => promise({ amount: 30, promised_date }))
      world.clock.moveTo('2026-06-11T12:00:00Z')
      const first = pay(30).body.id
      world.clock.moveTo('2026-06-15T12:00:00Z')
      pay(30)
      world.clock.moveTo(takenBackOn)
      const before = made.map(status)
      db.payments.delete((q) => q.where({ id: first }))
      const after = made.map(status)
      world.clock.moveTo('2026-06-23T18:00:00Z')
      const missed = missedFor(world, { id: invoice, customer })
      return [before, after, made.map(status), missed.map(({ id }) => made.indexOf(id))]
    }
    const [kept, broken] = [
      ['kept', 'kept'],
      ['broken', 'broken'],
    ]
    expect(parts('2026-06-15T13:00:00Z')).toEqual([kept, ['broken', 'active'], broken, [1]])
    expect(parts('2026-06-22T12:00:00Z')).toEqual([kept, broken, broken, [1]])
  },
)

rule('C', 'a promise stays as somebody set it where the change of a payment makes no difference to whether it is kept', () => {
  const { promise, status, pay, db } = debt()
  const id = promise({ status: 'kept' })
  const paid = pay(10).body.id
  const seen = (amount: number) => {
    db.payments.update((q) => q.where({ id: paid }), { data: () => ({ amount }) })
    return status(id)
  }
  expect([20, 5, 100].map(seen)).toEqual(['kept', 'kept', 'kept'])
  db.promises.update((q) => q.where({ id }), { data: () => ({ status: 'broken' }) })
  expect([110, 40, 100, 40].map(seen)).toEqual(['broken', 'broken', 'kept', 'active'])
})

rule('C', 'a payment that is taken back from a promise of one invoice is judged without the promises of others', () => {
  const readsFor = (count: number): number => {
    const { db, customer, world } = debt()
    const billed = Array.from({ length: count }, () => db.invoices.create({ customer, amount: 10, due_date: '2026-05-20' }).id)
    for (const invoice of billed) db.promises.create({ customer, invoice, promised_date: '2026-06-20' })
    for (const invoice of billed) db.payments.create({ invoice, amount: 10 })
    const reads = vi.spyOn(world.table(payments), 'list')
    db.payments.deleteMany((q) => q.where({ customer }))
    const { length } = reads.mock.calls
    reads.mockRestore()
    expect(db.promises.findMany((q) => q.where({ customer, status: 'active' }))).toHaveLength(count)
    return length
  }
  const few = readsFor(6)
  expect(few).toBeGreaterThan(6)
  expect(readsFor(18)).toBeLessThanOrEqual(few * 3)
})

rule('C', 'the answers to a dispute are looked for once, however many invoices a promise of an amount covers', () => {
  const readsFor = (count: number): number => {
    const { db, customer, world, companyId } = debt()
    const billed = Array.from({ length: count }, () => db.invoices.create({ customer, amount: 10, due_date: '2026-05-20' }).id)
    const sent = { customer, company: companyId, communication_type: 'email', invoices: billed } as const
    db.threads.create({ ...sent, direction: 'inbound', strategy_tags: ['dispute'], body: 'The price is wrong.' })
    const reads = vi.spyOn(world.table(threads), 'in')
    db.promises.create({ customer, amount: 15, promised_date: '2026-06-20' })
    const answers = reads.mock.calls.filter(([index]) => index === 'ofCustomer').length
    reads.mockRestore()
    return answers
  }
  const once = readsFor(2)
  expect(once).toBeGreaterThan(0)
  expect(readsFor(12)).toBe(once)
})

rule('C', 'what was paid before it was promised, and what is given up after the day, keeps no promise', () => {
  const { promise, status, ar, world, db, customer, invoice } = debt()
  const other = db.invoices.create({ customer, amount: 200, due_date: '2026-05-01' }).id
  const [all, part] = [promise({ invoice: null }), promise({ amount: 60, invoice: other })]
  world.clock.moveTo('2026-06-12T14:00:00Z')
  ar('POST payments', { invoice: other, amount: 60, payment_date: '2026-05-31' })
  ar(`PATCH invoices/${invoice}`, { status: 'closed_written_off' })
  ar('POST payments', { invoice: other, amount: 20, payment_date: '2026-06-10' })
  expect([all, part].map(status)).toEqual(['broken', 'broken'])
})

rule('C', 'a promise is kept as soon as the invoice is paid', { when: 'a payment arrives', on: ['promises'] }, () => {
  const { promise, status, pay, world } = debt()
  const id = promise()
  pay(99)
  expect(status(id)).toBe('active')
  pay(1)
  expect(status(id)).toBe('kept')
  world.clock.advance('P30D')
  expect(status(id)).toBe('kept')
})

rule(
  'C',
  'a promise of an amount is kept once as much has been paid since',
  { when: 'a payment arrives', on: ['promises'] },
  () => {
    const { promise, status, pay, world } = debt()
    pay(30)
    world.clock.advance('PT1H')
    const id = promise({ amount: 50 })
    pay(49)
    expect(status(id)).toBe('active')
    pay(1)
    expect(status(id)).toBe('kept')
  },
)

rule('C', 'a promise to pay all is about what was there when it was made', () => {
  const { promise, status, pay, db, customer, world } = debt()
  const id = promise({ invoice: null })
  world.clock.advance('PT1H')
  db.invoices.create({ customer, amount: 7 })
  pay(100)
  expect(status(id)).toBe('kept')
})

rule('C', 'a newer promise for the same invoice cancels the one before', { when: 'a promise is made', on: ['promises'] }, () => {
  const { promise, status, db, customer } = debt()
  const first = promise()
  const other = promise({ invoice: db.invoices.create({ customer, amount: 7 }).id })
  const second = promise({ promised_date: '2026-06-20' })
  expect([first, other, second].map(status)).toEqual(['cancelled', 'active', 'active'])
})

rule('C', 'a newer promise leaves older ones what is open beside it', { when: 'a promise is made', on: ['promises'] }, () => {
  const { promise, status, pay } = debt()
  const part = (promised_date: string, amount = 50) => promise({ amount, promised_date })
  const all = promise()
  const half = part('2026-06-26')
  expect([all, half].map(status)).toEqual(['active', 'active'])
  pay(50)
  expect([all, half].map(status)).toEqual(['kept', 'active'])
  const moved = part('2026-06-30', 40)
  const again = part('2026-06-28')
  expect([half, moved, again].map(status)).toEqual(['cancelled', 'cancelled', 'active'])
})

rule(
  'C',
  'a promise is for what it covered when it was made, and for nothing else once that is closed, put off or gone',
  { when: 'an invoice closes', on: ['promises'] },
  () => {
    for (const paid of [0, 30])
      for (const columns of [
        { closed_as: 'credit_memo' },
        { closed_as: 'written_off' },
        { due_date: '2026-07-20' },
        undefined,
      ] as const) {
        const { status, db, customer, invoice, promise, pay } = debt()
        db.invoices.create({ customer, amount: 300, due_date: '2026-05-02' })
        const id = promise({ invoice: null, amount: 100 })
        if (paid) pay(paid)
        if (columns) db.invoices.update((q) => q.where({ id: invoice }), { data: () => columns })
        else db.invoices.delete((q) => q.where({ id: invoice }))
        expect(status(id)).toBe(paid && columns ? 'kept' : 'cancelled')
      }
  },
)

rule(
  'C',
  'a promise of which something was paid is kept once nothing more is asked for, also where another invoice was paid than the one that is credited',
  { when: 'an invoice closes', on: ['promises'] },
  () => {
    for (const paid of [0, 20]) {
      const { promise, status, db, customer, pay, invoice, ar } = debt()
      const later = db.invoices.create({ customer, amount: 100, due_date: '2026-05-02' }).id
      const id = promise({ invoice: null, amount: 50 })
      if (paid) pay(paid, later)
      expect(status(id)).toBe('active')
      ar(`PATCH invoices/${invoice}`, { status: 'closed_credit_memo' })
      expect(status(id)).toBe(paid ? 'kept' : 'cancelled')
    }
  },
)

rule('C', 'what is paid before it is promised, at the same moment too, keeps no promise', () => {
  const { promise, status, pay, db, customer } = debt()
  const other = db.invoices.create({ customer, amount: 300, due_date: '2026-05-02' }).id
  pay(60, other)
  const named = promise({ invoice: other, amount: 60 })
  const shared = promise({ invoice: null, amount: 40 })
  expect([named, shared].map(status)).toEqual(['active', 'active'])
  pay(60, other)
  expect([named, shared].map(status)).toEqual(['kept', 'active'])
  pay(40, other)
  expect([named, shared].map(status)).toEqual(['kept', 'kept'])
})

rule(
  'C',
  'what is promised in parts is several promises, and a payment is for the one whose day comes first',
  { when: 'a promise is made', on: ['promises'] },
  () => {
    const days = ['2026-06-12', '2026-06-26']
    for (const invoice of [undefined, null])
      for (const said of [days, days.toReversed()]) {
        const { promise, status, pay, world, invoice: id } = debt()
        const made = new Map(
          said.map((promised_date) => [promised_date, promise({ invoice: invoice ?? id, amount: 50, promised_date })]),
        )
        const seen = () => days.map((day) => status(made.get(day) as string))
        expect(seen()).toEqual(['active', 'active'])
        pay(40)
        expect(seen()).toEqual(['active', 'active'])
        pay(10)
        expect(seen()).toEqual(['kept', 'active'])
        pay(40)
        world.clock.moveTo('2026-06-27T12:00:00Z')
        expect(seen()).toEqual(['kept', 'broken'])
      }
  },
)

rule(
  'C',
  'what is paid in time for a promise that was broken keeps no other',
  { when: 'a payment arrives', on: ['promises'] },
  () => {
    const { promise, status, pay, world } = debt()
    const [first, second] = ['2026-06-12', '2026-06-26'].map((promised_date) => promise({ amount: 50, promised_date }))
    pay(40)
    world.clock.moveTo('2026-06-13T12:00:00Z')
    pay(45)
    expect([first, second].map((id) => status(id as string))).toEqual(['broken', 'active'])
    pay(5)
    expect([first, second].map((id) => status(id as string))).toEqual(['broken', 'active'])
    pay(10)
    expect([first, second].map((id) => status(id as string))).toEqual(['broken', 'kept'])
  },
)

rule(
  'C',
  'what comes late is for the part that was missed, and the later parts go on',
  { when: 'a payment arrives', on: ['promises'] },
  () => {
    const { promise, status, pay, world } = debt()
    const parts = ['2026-06-12', '2026-06-19', '2026-06-26'].map((promised_date) => promise({ amount: 30, promised_date }))
    world.clock.moveTo('2026-06-20T12:00:00Z')
    pay(30)
    expect(parts.map(status)).toEqual(['broken', 'broken', 'active'])
    pay(30)
    expect(parts.map(status)).toEqual(['broken', 'broken', 'active'])
    pay(30)
    expect(parts.map(status)).toEqual(['broken', 'broken', 'kept'])
  },
)

rule('C', 'where another day was promised for what was missed, what comes is for that day', () => {
  const { promise, status, pay, world } = debt()
  const missed = promise({ amount: 30, promised_date: '2026-06-12' })
  world.clock.moveTo('2026-06-13T12:00:00Z')
  const next = promise({ amount: 30, promised_date: '2026-06-20' })
  pay(30)
  expect([missed, next].map(status)).toEqual(['broken', 'kept'])
})

rule(
  'C',
  'of what one message promises in parts the other part stands where the first is credited',
  { when: 'an invoice closes', on: ['promises'] },
  () => {
    const { promise, status, db, customer, invoice, ar } = debt()
    db.invoices.create({ customer, amount: 100, due_date: '2026-05-10' })
    const thread = db.threads.create({ customer }).id
    const parts = ['2026-06-12', '2026-06-26'].map((promised_date) =>
      promise({ invoice: null, thread, amount: 100, promised_date }),
    )
    ar(`PATCH invoices/${invoice}`, { status: 'closed_credit_memo' })
    expect(parts.map(status)).toEqual(['cancelled', 'active'])
  },
)

rule('C', 'a promise ends with its invoice', { when: 'an invoice closes', on: ['promises'] }, () => {
  const { promise, status, db, invoice } = debt()
  const id = promise()
  db.invoices.delete((q) => q.where({ id: invoice }))
  expect(status(id)).toBe('cancelled')
})

rule('C', 'a promise of which no day is told is for a week after it was made', () => {
  const { db, customer } = debt()
  expect(db.promises.create({ customer }).promised_date).toBe('2026-06-08')
})
