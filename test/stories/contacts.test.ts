import * as fc from 'fast-check'
import { expect } from 'vitest'
import { collections, defineScenario } from '../../src/data/index.ts'
import { createSimulator } from '../../src/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

rule('C', 'a customer with contacts has exactly one that is primary, whatever is done with them', () => {
  const step = fc.record({
    kind: fc.constantFrom('add', 'add primary', 'make primary', 'none primary', 'delete'),
    at: fc.nat(5),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const { ar, world, companyId } = client()
      const { id } = collections(world).customers.create({ company: companyId })
      const list = () => ar(`GET customers/${id}/contacts`).body.data as { id: string; is_primary: boolean }[]
      steps.forEach(({ kind, at }, n) => {
        const people = list()
        const one = people[at % Math.max(1, people.length)]?.id
        const path = `customers/${id}/contacts`
        if (kind.startsWith('add'))
          ar(`POST ${path}`, { name: 'Pat', email: `pat-${n}@acme.example`, is_primary: kind === 'add primary' })
        else if (kind === 'delete') ar(`DELETE ${path}/${one}`)
        else ar(`PATCH ${path}/${one}`, { is_primary: kind === 'make primary' })
        const after = list()
        expect(after.filter(({ is_primary }) => is_primary)).toHaveLength(after.length ? 1 : 0)
        expect(after[0]?.is_primary ?? true).toBe(true)
      })
    }),
    { numRuns: 30 },
  )
})

rule(
  'C',
  'rows of contacts keep one that is primary as calls do: the first, the last that was made it, the oldest after that',
  () => {
    const { ar, world, companyId } = client()
    const db = collections(world)
    const [here, there] = db.customers.createMany(2, () => ({ company: companyId }))
    const names = (customer = here) =>
      ar(`GET customers/${customer?.id}/contacts`).body.data.map(
        ({ name, is_primary }: { name: string; is_primary: boolean }) => name + (is_primary ? '*' : ''),
      )
    const add = (name: string, is_primary: boolean) => {
      world.clock.advance('PT1M')
      return db.contacts.create({ customer: here?.id, name, is_primary })
    }
    const ann = add('Ann', false)
    expect(names()).toEqual(['Ann*'])
    const bob = add('Bob', true)
    const cyd = add('Cyd', false)
    expect(names()).toEqual(['Bob*', 'Ann', 'Cyd'])
    db.contacts.update(cyd, { data: () => ({ is_primary: true }) })
    expect(names()).toEqual(['Cyd*', 'Ann', 'Bob'])
    expect(() => db.contacts.update(cyd, { data: () => ({ is_primary: false }) })).toThrow('make another one primary instead')
    db.contacts.update(cyd, { data: () => ({ customer: there?.id }) })
    expect([names(), names(there)]).toEqual([['Ann*', 'Bob'], ['Cyd*']])
    db.contacts.delete(ann)
    expect(names()).toEqual(['Bob*'])
    db.contacts.update(bob, { data: () => ({ customer: there?.id }) })
    expect(names(there)).toEqual(['Bob*', 'Cyd'])
  },
)

rule('C', 'no two contacts of a customer have one e-mail address, whoever writes them', () => {
  const { call, world } = client()
  const db = collections(world)
  const [here, there] = db.customers.createMany(2, () => ({}))
  const TAKEN = 'A contact of this customer with this e-mail address already exists.'
  const add = (customer = here, email = 'ann@acme.example') => db.contacts.create({ customer: customer?.id, email })
  const ann = add()
  expect(() => add(here, 'Ann@acme.example')).toThrow(`email: ${TAKEN}`)
  const bob = add(here, 'bob@acme.example')
  expect(() => db.contacts.update(bob, { data: () => ({ email: ann.email }) })).toThrow(TAKEN)
  const other = add(there)
  expect(() => db.contacts.update(other, { data: () => ({ customer: here?.id }) })).toThrow(TAKEN)
  expect(db.contacts.update(ann, { data: () => ({ name: 'Ann' }) })).toMatchObject({ name: 'Ann' })
  const { status, body } = call('POST /__sim/tables/contacts', { customer: here?.id, email: ann.email })
  expect([status, body.error.details]).toEqual([400, [{ field: 'email', message: TAKEN }]])
  const twins = defineScenario({
    name: 'twins',
    tell({ db }) {
      const { id } = db.customers.create({})
      for (const email of [ann.email, ann.email]) db.contacts.create({ customer: id, email })
    },
  })
  expect(() => createSimulator({ scenario: twins })).toThrow(TAKEN)
})

rule(
  'C',
  'after the primary contact the oldest of the others is primary, and letters go there',
  { when: 'a customer is deleted or goes', on: ['customers', 'conversations'] },
  () => {
    const { ar, world, companyId } = client()
    const db = collections(world)
    const customer = db.customers.create({ company: companyId })
    const invoice = db.invoices.create({ customer: customer.id, amount: 10 })
    const add = (name: string) => {
      world.clock.advance('PT1M')
      return ar(`POST customers/${customer.id}/contacts`, { name, email: `${name}@acme.example` }).body.id
    }
    const [first, second] = [add('ann'), add('bob'), add('cyd')]
    const sentTo = () => ar(`POST invoices/${invoice.id}/send-reminder`).body.recipients
    expect(sentTo()).toEqual(['ann@acme.example'])
    expect(ar(`DELETE customers/${customer.id}/contacts/${first}`).status).toBe(204)
    expect(ar(`GET customers/${customer.id}`).body.contacts[0]).toMatchObject({ id: second, is_primary: true })
    expect(sentTo()).toEqual(['bob@acme.example'])
  },
)
