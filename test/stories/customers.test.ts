import * as fc from 'fast-check'
import { expect } from 'vitest'
import { addDays, daysBetween } from '../../src/core/time/day.ts'
import { collections } from '../../src/data/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

rule('C', 'an id in capitals is found, in a path as in a body and a query', () => {
  const { ar, samples } = client()
  const id = samples.customers?.active ?? ''
  const capitals = id.toUpperCase()
  expect(capitals).not.toBe(id)
  expect(ar(`GET customers/${capitals}`)).toEqual(ar(`GET customers/${id}`))
  expect(ar(`GET invoices?customer_id=${capitals}`).body).toEqual(ar(`GET invoices?customer_id=${id}`).body)
  expect(ar('POST invoices', { customer: capitals, amount: 5 }).body.customer).toBe(id)
  expect(ar(`GET customers/${capitals}x`).status).toBe(404)
})

rule('C', 'a cursor never repeats or loses a row while others come and go', () => {
  const change = fc.record({ add: fc.nat(3), remove: fc.nat(3), day: fc.integer({ min: 1, max: 28 }) })
  const lists = fc.constantFrom('invoices', 'customers', 'customers?sort=total_balance_desc')
  fc.assert(
    fc.property(lists, fc.integer({ min: 5, max: 60 }), fc.array(change, { maxLength: 12 }), (list, limit, changes) => {
      const { ar, world, companyId, samples } = client()
      const db = collections(world)
      const isInvoices = list === 'invoices'
      const own = () =>
        isInvoices
          ? db.invoices.findMany((q) => q.where({ company: companyId })).map(({ id }) => id)
          : db.customers.findMany((q) => q.where({ company: companyId })).map(({ id }) => id)
      const kept = new Set(own())
      const seen: string[] = []
      let cursor = ''
      for (let i = 0; cursor !== null; i++) {
        const { body } = ar(`GET ${list}${list.includes('?') ? '&' : '?'}limit=${limit}${cursor && `&cursor=${cursor}`}`)
        seen.push(...body.data.map(({ id }: { id: string }) => id))
        cursor = body.next_cursor
        const { add = 0, remove = 0, day = 1 } = changes[i] ?? {}
        // What was shown last may go too: the cursor does not need it.
        const gone = [seen.at(-1) as string, ...own()].slice(0, remove)
        for (const id of gone) {
          if (isInvoices) db.invoices.delete((q) => q.where({ id }))
          else db.customers.delete((q) => q.where({ id }))
          kept.delete(id)
        }
        for (let n = 0; n < add; n++) {
          const due_date = `2026-0${1 + (n % 9)}-${String(day).padStart(2, '0')}`
          if (isInvoices) db.invoices.create({ customer: samples.customers?.active as string, amount: 10, due_date })
          else db.customers.create({ company: companyId, customer_company_name: `${'AMZ'[n % 3]} ${i} ${n}` })
        }
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect([...kept].filter((id) => !seen.includes(id))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

rule('C', 'names are in order whatever their case and accents, forwards, backwards and from each cursor on', () => {
  const { ar, world } = client({ scenario: 'empty' })
  const db = collections(world)
  const names = ['Äpfel AG', 'apple ltd', 'Apple Ltd', 'Beta', 'éclair', 'Eclaire', 'Zebra', 'zebra', 'Ödland 2', 'Odland 1']
  for (const customer_company_name of names) db.customers.create({ customer_company_name })
  const listed = (sort: string) => {
    const found: string[] = []
    for (let cursor = ''; cursor !== null; ) {
      const { body } = ar(`GET customers?sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`)
      found.push(...body.data.map((row: { customer_company_name: string }) => row.customer_company_name))
      cursor = body.next_cursor
    }
    return found
  }
  const sorted = ['Äpfel AG', 'Apple Ltd', 'apple ltd', 'Beta', 'éclair', 'Eclaire', 'Odland 1', 'Ödland 2', 'Zebra', 'zebra']
  expect(listed('customer_name_asc')).toEqual(sorted)
  expect(listed('customer_name_desc')).toEqual(sorted.reverse())
})

rule('C', 'a search finds names whatever their case, accents and blanks', () => {
  const { ar, world } = client({ scenario: 'empty' })
  const { id } = collections(world).customers.create({ customer_company_name: 'Müller  &   Söhne GmbH' })
  for (const search of ['muller', 'MÜLLER', 'Mu\u0308ller', 'Müller & Söhne GmbH', '  sohne\tgmbh '])
    expect(ar(`GET customers?search=${encodeURIComponent(search)}`).body.data, search).toMatchObject([{ id }])
  expect(ar('GET customers?search=mueller').body.data).toEqual([])
  collections(world).customers.create({ customer_company_name: 'Smørrebrød Łódź' })
  for (const search of ['smorrebrod', 'lodz']) expect(ar(`GET customers?search=${search}`).body.data, search).toHaveLength(1)
})

rule('C', 'the cursor of one list is none of another', () => {
  const { ar } = client()
  const { body } = ar('GET customers?limit=1')
  for (const list of ['invoices', 'customers?sort=total_balance_asc', 'customers?sort=customer_name_desc'])
    expect(ar(`GET ${list}${list.includes('?') ? '&' : '?'}cursor=${body.next_cursor}`)).toMatchObject({
      status: 400,
      body: { detail: 'Invalid cursor' },
    })
})

rule('C', 'the count and the facets come with the first part only', () => {
  const { ar } = client()
  const first = ar('GET invoices?limit=1').body
  const next = ar(`GET invoices?limit=1&cursor=${first.next_cursor}`).body
  expect(Object.keys(first).sort()).toEqual(['count', 'data', 'facets', 'next_cursor'])
  expect(Object.keys(next).sort()).toEqual(['data', 'next_cursor'])
})

rule('C', 'the facets count what the other filters leave of every status', () => {
  const { ar, samples } = client()
  const { customer } = ar(`GET invoices/${samples.invoices?.past_due_31_60}`).body
  const { facets, count } = ar(`GET invoices?customer_id=${customer}&status=past_due_31_60`).body
  const all = ar(`GET invoices?customer_id=${customer}&limit=500`).body
  const counts: Record<string, number> = {}
  for (const { status } of all.data) counts[status] = (counts[status] ?? 0) + 1
  expect(facets.status).toMatchObject(counts)
  expect(count).toBe(counts.past_due_31_60)
  expect(Object.values<number>(facets.status).reduce((a, b) => a + b)).toBe(all.count)
})

rule(
  'D invoices-6',
  'the status of an invoice follows the clock, day by day and in every filter',
  { when: 'an invoice is due, or changes', on: ['invoices'] },
  () => {
    const { ar, world, samples } = client()
    const db = collections(world)
    const invoice = db.invoices.create({ customer: samples.customers?.active, amount: 100, due_date: '2026-06-01' })
    const now = () => ar(`GET invoices/${invoice.id}`).body
    const isListed = (filter: string) =>
      ar(`GET invoices?limit=500&${filter}`).body.data.some(({ id }: { id: string }) => id === invoice.id)

    const ages: [string, string, string, number][] = [
      ['2026-06-01', 'current', 'current', 0],
      ['2026-06-02', 'past_due_1_30', '1_30', 1],
      ['2026-07-01', 'past_due_1_30', '1_30', 30],
      ['2026-07-02', 'past_due_31_60', '31_60', 31],
      ['2026-07-31', 'past_due_31_60', '31_60', 60],
      ['2026-08-01', 'past_due_61_90', '61_90', 61],
      ['2026-08-30', 'past_due_61_90', '61_90', 90],
      ['2026-08-31', 'past_due_90p', '91_over', 91],
    ]
    for (const [day, status, aging_bucket, days_overdue] of ages) {
      world.clock.moveTo(`${day}T23:59:59Z`)
      expect(now()).toMatchObject({ status, aging_bucket, days_overdue })
      for (const other of new Set(ages.map((age) => age[1]))) expect(isListed(`status=${other}`), other).toBe(other === status)
      for (const other of new Set(ages.map((age) => age[2])))
        expect(isListed(`aging_bucket=${other}`)).toBe(other === aging_bucket)
      expect(isListed('status=overdue')).toBe(days_overdue > 0)
      expect(isListed('overdue_only=true')).toBe(days_overdue > 0)
    }
  },
)

rule(
  'C',
  'a customer owes the sum of the open invoices, to the cent, whoever changes them',
  { when: 'an invoice is due, or changes', on: ['customers'] },
  () => {
    const { ar, world, companyId } = client()
    const db = collections(world)
    const customer = db.customers.create({ company: companyId })
    const owed = () => {
      const { total_balance, overdue_balance, risk_level } = ar(`GET customers/${customer.id}`).body
      return { total_balance, overdue_balance, risk_level }
    }
    expect(owed()).toEqual({ total_balance: 0, overdue_balance: 0, risk_level: 'low' })

    const first = db.invoices.create({ customer: customer.id, amount: 0.1, due_date: '2026-05-31' })
    const second = db.invoices.create({ customer: customer.id, amount: 0.2, due_date: '2026-06-01' })
    expect(owed()).toEqual({ total_balance: 0.3, overdue_balance: 0.1, risk_level: 'low' })

    world.clock.advance('P31D')
    expect(owed()).toEqual({ total_balance: 0.3, overdue_balance: 0.3, risk_level: 'medium' })
    world.clock.advance('P60D')
    expect(owed()).toMatchObject({ risk_level: 'high' })

    db.payments.create({ invoice: first.id })
    expect(owed()).toMatchObject({ total_balance: 0.2, overdue_balance: 0.2 })
    db.invoices.update(second, { data: () => ({ closed_as: 'credit_memo' as const }) })
    expect(owed()).toEqual({ total_balance: 0, overdue_balance: 0, risk_level: 'low' })
    db.invoices.create({ customer: customer.id, amount: 7 })
    db.invoices.deleteMany((q) => q.where({ customer: customer.id }))
    expect(owed()).toMatchObject({ total_balance: 0 })
  },
)

rule('C', 'customers and invoices of another company are not there', () => {
  const { ar, world, companyId } = client()
  const db = collections(world)
  const foreign = db.customers.findFirst((q) => q.where({ company: (id) => id !== companyId }))
  const invoice = db.invoices.findFirst((q) => q.where({ company: (id) => id !== companyId }))
  expect(ar(`GET customers/${foreign?.id}`).status).toBe(404)
  expect(ar(`GET invoices/${invoice?.id}`).status).toBe(404)
  expect(ar(`GET invoices?customer_id=${foreign?.id}`).body).toMatchObject({ count: 0, data: [] })
  expect(ar(`GET communications/threads?customer_id=${foreign?.id}`).body).toMatchObject({ count: 0, data: [] })
})

rule('C', 'a list answers at most 500 rows at once', () => {
  const { ar, world, samples } = client()
  collections(world).invoices.createMany(501, () => ({ customer: samples.customers?.active as string, amount: 1 }))
  expect(ar('GET invoices?limit=9999').body.data).toHaveLength(500)
  expect(ar('GET invoices').body.data).toHaveLength(50)
})

rule(
  'C',
  'the risk of a customer is low up to 30 days past due, medium up to 90, high beyond',
  { when: 'an invoice is due, or changes', on: ['customers'] },
  () => {
    const { ar, world, companyId } = client()
    const db = collections(world)
    const riskAt = (days: number) => {
      const customer = db.customers.create({ company: companyId })
      db.invoices.create({ customer: customer.id, amount: 1, due_date: addDays(world.clock.today(), -days) })
      return ar(`GET customers/${customer.id}`).body.risk_level
    }
    expect([-1, 0, 30, 31, 90, 91].map(riskAt)).toEqual(['low', 'low', 'low', 'medium', 'medium', 'high'])
  },
)

rule(
  'C',
  'an invoice is due as many days after its issue as the terms name: `Net 45`, `Net-45`, `2/10 n/45`, `Due in 45 days`, `45`; at once where they name none',
  () => {
    const { ar, world, companyId } = client()
    const db = collections(world)
    const daysBy = (payment_terms: string) => {
      const customer = db.customers.create({ company: companyId, payment_terms }).id
      const { issue_date, due_date } = ar('POST invoices', { customer, amount: 1 }).body
      return daysBetween(issue_date, due_date)
    }
    for (const terms of [
      'Net 45',
      'net45',
      'Net-45',
      'N/45',
      '2/10 n/45',
      '2% 10 days, net 45',
      '45 days',
      'Due in 45 days',
      ' 45 ',
    ])
      expect(daysBy(terms), terms).toBe(45)
    for (const terms of ['', 'Due on receipt', 'COD', '15th of the month', '50% now']) expect(daysBy(terms), terms).toBe(0)
  },
)
