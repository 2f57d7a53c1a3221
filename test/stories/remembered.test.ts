import { expect } from 'vitest'
import { actions } from '../../src/ar/actions/action.ts'
import { tokens } from '../../src/ar/auth/token.ts'
import { members } from '../../src/ar/companies/member.ts'
import { customers } from '../../src/ar/customers/customer.ts'
import { invoices } from '../../src/ar/invoices/invoice.ts'
import { collections } from '../../src/data/index.ts'
import { client } from '../support/client.ts'
import { rule } from '../support/rule.ts'

rule(
  'C',
  'who was let in a moment ago is refused as soon as the membership or the token ends',
  { when: 'a member or a company changes', on: ['sessions'] },
  () => {
    const use = client()
    const { world, companyId } = use
    const { id, token } = use.call('GET /__sim').body.companies[0].members[0]
    const status = () =>
      use.call(`GET /api/companies/${companyId}/actions`, undefined, { authorization: `Token ${token}` }).status
    const db = collections(world)
    expect(status()).toBe(200)
    db.members.update((q) => q.where({ id }), { data: () => ({ is_active: false }) })
    expect(status()).toBe(403)
    db.members.update((q) => q.where({ id }), { data: () => ({ is_active: true }) })
    expect(status()).toBe(200)
    world.transactions.run(() => world.table(tokens).delete(token))
    expect(status()).toBe(401)
    world.reset()
    expect([status(), world.table(members).get(id)?.is_active]).toEqual([200, true])
  },
)

rule('C', 'a customer’s new name shows at once wherever the name is shown or searched, and in no other world', () => {
  const { simulator, ...use } = client()
  const other = client({ world: simulator.world('other') })
  const id = use.samples.actions?.proposed as string
  const before = use.ar(`GET actions/${id}`).body
  expect(other.ar(`GET actions/${id}`).body).toEqual(before)
  expect(use.ar('GET actions?search=zebra').body.count).toBe(0)

  const row = use.world.table(customers).get(before.customer)
  if (!row) throw new Error('no customer')
  use.world.transactions.run(() => use.world.save(customers, { ...row, customer_company_name: 'Zebra Crossings Ltd.' }))

  expect(use.ar(`GET actions/${id}`).body).toEqual({ ...before, customer_name: 'Zebra Crossings Ltd.' })
  expect(use.ar('GET actions?search=zebra').body.data.map((a: { id: string }) => a.id)).toContain(id)
  expect(use.world.table(actions).get(id)).toBe(other.world.table(actions).get(id))
  expect(other.ar(`GET actions/${id}`).body).toEqual(before)
})

rule('D invoices-6', 'the status of an invoice is that of the day on which it is looked at', () => {
  const { world, samples } = client()
  const row = world.table(invoices).get(samples.invoices?.current as string)
  if (!row) throw new Error('no invoice')
  expect(world.show(invoices, row)).toMatchObject({ status: 'current', days_overdue: 0 })
  // At noon in UTC it is the same day where the company is.
  world.clock.moveTo(Date.parse(row.due_date) + 31.5 * 86_400_000)
  expect(world.show(invoices, row)).toMatchObject({ status: 'past_due_31_60', days_overdue: 31 })
})
