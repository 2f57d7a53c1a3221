/** Rows of one moment come in the order in which they arrived, wherever rows come in an order of time. */

import * as fc from 'fast-check'
import { expect } from 'vitest'
import { collections } from '../../src/data/index.ts'
import { createSimulator } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { crmClient } from '../support/crm.ts'
import { rule } from '../support/rule.ts'

interface Shown {
  readonly id: string
}
const idsOf = (rows: readonly Shown[]): string[] => rows.map(({ id }) => id)

rule('C', 'notes of one moment are listed with the last one first', () => {
  const { ar, samples } = client()
  const thread_id = samples.threads?.email
  const made = Array.from({ length: 8 }, (_, i) => ar('POST thread-notes', { thread_id, content: `${i}` }).body.id)
  expect(idsOf(ar(`GET thread-notes?thread_id=${thread_id}`).body).slice(0, 8)).toEqual(made.toReversed())
})

rule('C', 'messages of one moment: the last one first in lists, the first one first in their thread', () => {
  const { ar, world, samples } = client()
  const db = collections(world)
  const [customer, timestamp] = [samples.customers?.active, '2026-06-01T14:00:00Z']
  const first = db.threads.create({ customer, timestamp })
  const rest = Array.from({ length: 7 }, () => db.threads.create({ customer, timestamp, thread_group: first.id }))
  const ids = idsOf([first, ...rest])
  expect(idsOf(ar(`GET communications/threads?customer_id=${customer}&view=message&page_size=8`).body.data)).toEqual(
    ids.toReversed(),
  )
  expect(idsOf(ar(`GET communications/threads/${first.id}`).body.messages)).toEqual(ids)
  // Of conversations the one that was written to last comes first.
  const other = db.threads.create({ customer, timestamp })
  db.threads.create({ customer, timestamp, thread_group: first.id })
  const [latest, before] = ar(`GET communications/threads?customer_id=${customer}`).body.data
  expect([latest.thread_group, before.thread_group]).toEqual([first.id, other.id])
})

rule('C', 'what is equally urgent is listed with the newest first', () => {
  const { ar, world, samples } = client()
  const db = collections(world)
  const customer = samples.customers?.active
  const made = Array.from({ length: 6 }, () => db.actions.create({ customer, urgency_score: 100, status: 'proposed' }))
  const listed = idsOf(ar(`GET actions?customer_id=${customer}&status=proposed`).body.data)
  expect(listed.filter((id) => idsOf(made).includes(id))).toEqual(idsOf(made).toReversed())
})

rule('C', 'a list upwards and downwards is the same list turned around', () => {
  const { ar, world } = client()
  const db = collections(world)
  db.customers.createMany(5, () => ({ customer_company_name: 'Same Name' }))
  for (const key of ['customer_name', 'total_balance']) {
    const [up, down] = ['asc', 'desc'].map((way) => idsOf(ar(`GET customers?limit=500&sort=${key}_${way}`).body.data))
    expect(up?.toReversed()).toEqual(down)
  }
})

rule('C', 'e-mails of one moment: the last one first, and upwards the first one', () => {
  const { crm } = crmClient()
  const sent = Array.from({ length: 6 }, (_, i) =>
    crm('POST email/send', { to: ['ann@example.com'], subject: `Mail ${i}`, body: 'Hello' }),
  )
  const ids = sent.map(({ body }) => body.data.id)
  for (const [order, wanted] of [
    ['desc', ids.toReversed()],
    ['asc', ids],
  ] as const)
    expect(
      idsOf(crm(`GET email/inbox?folder=sent&limit=100&sortOrder=${order}`).body.data).filter((id) => ids.includes(id)),
    ).toEqual(wanted)
})

rule('C', 'while rows of one moment arrive and go, a cursor gives none twice and loses none', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('add', 'remove', 'next'), { minLength: 10, maxLength: 40 }), (acts) => {
      const { ar, world, samples } = client()
      const db = collections(world)
      const customer = samples.customers?.active
      const add = () => db.invoices.create({ customer, due_date: '2026-06-20', amount: 10 }).id
      const stay = new Set(Array.from({ length: 12 }, add))
      const passing = Array.from({ length: 6 }, add)
      const seen: string[] = []
      let cursor: string | null = ''
      const next = () => {
        if (cursor === null) return
        const { status, body } = ar(`GET invoices?customer_id=${customer}&limit=3&cursor=${cursor}`)
        expect(status).toBe(200)
        seen.push(...idsOf(body.data))
        cursor = body.next_cursor
      }
      for (const act of acts) {
        if (act === 'next') next()
        else if (act === 'add') passing.push(add())
        else db.invoices.delete({ id: passing.shift() ?? '' })
      }
      while (cursor !== null) next()
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.filter((id) => stay.has(id))).toEqual([...stay])
    }),
    { numRuns: 15 },
  )
})

rule('C', 'the order goes with a fork, an undo and a reset', () => {
  const simulator = createSimulator()
  const base = client({ simulator })
  const { ar, samples, world } = base
  const thread_id = samples.threads?.email
  const list = (by = ar) => idsOf(by(`GET thread-notes?thread_id=${thread_id}`).body)
  const write = (by = ar) => by('POST thread-notes', { thread_id, content: 'Noted.' }).body.id
  const atFirst = list()
  const made = [write(), write(), write()]
  const other = client({ simulator, world: simulator.fork('other', { from: world.id }) }).ar
  expect(list(other)).toEqual([...made.toReversed(), ...atFirst])
  world.undo()
  expect(list()).toEqual([made[1], made[0], ...atFirst])
  expect([write(), write(other)].length).toBe(2)
  expect(list().slice(1)).toEqual([made[1], made[0], ...atFirst])
  expect(list(other).slice(1)).toEqual([...made.toReversed(), ...atFirst])
  world.reset()
  expect(list()).toEqual(atFirst)
})

rule('C', 'in which order calls come that have nothing to do with each other shows nowhere', () => {
  const kinds = ['note', 'sequence', 'customer', 'payment'] as const
  fc.assert(
    fc.property(fc.shuffledSubarray([...kinds, ...kinds, ...kinds], { minLength: 12 }), (shuffled) => {
      const answers = [shuffled, [...shuffled].sort()].map((order) => {
        const { ar, samples } = client()
        const count = new Map<string, number>()
        const calls: Readonly<Record<(typeof kinds)[number], (n: number) => unknown>> = {
          note: (n) => ar('POST thread-notes', { thread_id: samples.threads?.email, content: `${n}` }),
          sequence: (n) => ar('POST sequences', { name: `Sequence ${n}` }),
          customer: (n) => ar('POST customers', { customer_company_name: `Customer ${n}` }),
          payment: (n) => ar('POST payments', { invoice: samples.invoices?.current, amount: n, payment_method: 'ACH' }),
        }
        for (const kind of order) {
          count.set(kind, (count.get(kind) ?? 0) + 1)
          calls[kind](count.get(kind) ?? 0)
        }
        return ['thread-notes', 'sequences', 'customers?limit=500', 'payments', 'invoices?limit=500'].map((list) =>
          JSON.stringify(ar(`GET ${list}`).body),
        )
      })
      expect(answers[0]).toEqual(answers[1])
    }),
    { numRuns: 10 },
  )
})
