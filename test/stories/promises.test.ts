import { expect } from 'vitest'
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

rule('C', 'what is paid with the next day comes too late for a promise', () => {
  const { promise, status, world, ar, invoice } = debt()
  world.clock.advance('PT1H')
  ar('POST payments', { invoice, amount: 100, payment_date: '2026-06-11' })
  const late = promise()
  const kept = promise({ invoice: null, promised_date: '2026-06-11' })
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

rule('C', 'a promise ends with its invoice', { when: 'an invoice closes', on: ['promises'] }, () => {
  const { promise, status, db, invoice } = debt()
  const id = promise()
  db.invoices.delete((q) => q.where({ id: invoice }))
  expect(status(id)).toBe('cancelled')
})
