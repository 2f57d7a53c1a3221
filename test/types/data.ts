/** What must not compile of collections, and of rows that are asked for. */
import { collections } from '../../src/data/index.ts'
import { createSimulator } from '../../src/index.ts'
import type { RemoteWorld } from '../../src/kits/playwright.ts'

const db = collections(createSimulator().world())

const { id } = db.invoices.create({ customer: '', amount: 100, created_at: '', id: undefined })
db.invoices.createMany(2, (index) => ({ amount: index }))

// @ts-expect-error the balance follows from the payments
db.invoices.create({ amount: 100, balance: 50 })

// @ts-expect-error a status follows from the balance and the day
db.invoices.create({ status: 'current' })

// @ts-expect-error the table has no such column
db.invoices.create({ amuont: 100 })

// @ts-expect-error the balance follows from the payments
db.invoices.createMany(2, () => ({ balance: 50 }))

db.invoices.update((q) => q.where({ id, balance: 0 }), { data: ({ amount }) => ({ amount: amount + 1 }) })
db.invoices.update((q) => q.where({ id }), { data: (invoice) => ({ ...invoice, amount: 1 }) })
db.invoices.update((q) => q.where({ id }), {
  data(invoice) {
    invoice.amount = invoice.balance
  },
})
db.invoices.update((q) => q.where({ id }), { data: (invoice) => (invoice.amount = 1) })
db.invoices.update((q) => q.where({ id }), { data: (invoice) => invoice.labels.push('') })
db.invoices.update((q) => q.where({ id }), { data: (invoice) => Object.assign(invoice, { amount: 1 }) })

// @ts-expect-error the balance follows from the payments
db.invoices.update((q) => q.where({ id }), { data: (invoice) => (invoice.balance = 1) })

// @ts-expect-error an id cannot change
db.invoices.update((q) => q.where({ id }), { data: (invoice) => (invoice.id = '') })

// @ts-expect-error the balance follows from the payments
db.invoices.update((q) => q.where({ id }), { data: () => ({ balance: 1 }) })

// @ts-expect-error the table has no such column
db.invoices.updateMany((q) => q.where({ id }), { data: () => ({ amuont: 1 }) })

// @ts-expect-error it is synchronous
db.invoices.update((q) => q.where({ id }), { data: async () => ({ amount: 1 }) })

export async function ask(world: RemoteWorld) {
  const [action] = await world.rows('actions', {
    status: 'proposed',
    'approval_log.action': 'approved',
    sort: '-urgency_score',
    page: 2,
  })
  const status: 'proposed' | 'cancelled' | string | undefined = action?.status
  await world.rows('customers', { search: 'Acme', sort: 'created_at' })
  await world.rows('invoices', { labels: id, balance: 0, closed_as: null })
  const { balance }: { balance: number } = await world.create('invoices', { amount: 100 })
  await world.update('invoices', '', { amount: balance })
  // @ts-expect-error the balance follows from the payments
  await world.create('invoices', { balance: 50 })
  const { result } = await world.emit('call.logged', { customer: '', notes: '' })
  // @ts-expect-error the event tells no such thing
  result.nothing
  await world.moveTo((await world.guide()).now)
  // @ts-expect-error the table has no such column
  await world.rows('actions', { statsu: 'proposed' })
  // @ts-expect-error a status follows from the balance and the day
  await world.rows('invoices', { status: 'current' })
  // @ts-expect-error the column has no such value
  await world.rows('actions', { status: 'propsed' })
  // @ts-expect-error the table has no such column
  await world.rows('actions', { sort: '-urgency' })
  return status
}
