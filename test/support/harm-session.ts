/** Some days of a client at work, in a world that numbers make: who owes what, what the other side does, when somebody works. */
import { addDays, daysBetween } from '../../src/core/time/day.ts'
import { seededFraction } from '../../src/core/world/random.ts'
import { collections } from '../../src/data/index.ts'
import { createSimulator, EventError, type Harm, type World } from '../../src/index.ts'
import { client } from './client.ts'
import { ReferenceClient, type Way } from './reference-client.ts'
import { activeSequence, dunning } from './sequence.ts'

const simulator = createSimulator({ scenario: 'empty' })

const mistakes = [
  undefined,
  undefined,
  undefined,
  'stale_balance',
  'wrong_invoice',
  'wrong_customer',
  'wrong_tone',
  'duplicate',
] as const
const wayLists = [
  ['action'],
  ['reminder'],
  ['step'],
  ['call', 'task'],
  ['elsewhere'],
  ['action', 'reminder', 'step', 'call', 'task'],
] as const satisfies Way[][]

interface Drawn {
  /** A number from 0, below `most`. */
  readonly below: (most: number) => number
  readonly one: <T>(list: readonly T[]) => T | undefined
}

function drawer(seed: number): Drawn {
  let n = 0
  const below = (most: number) => Math.floor(seededFraction(seed, 'session', n++) * most)
  return { below, one: (list) => list[below(list.length)] }
}

const day = (n: number): string => addDays('2026-06-01', n)

function settle(world: World, { below }: Drawn): void {
  const db = collections(world)
  const use = client({ simulator, world })
  const steps = [0, 3].map((offset_days) => ({ ...dunning, label: `Day ${offset_days}`, offset_days }))
  const { sequenceId } = activeSequence(use, steps)
  for (let i = 0; i < 2 + below(2); i++) {
    const { id: customer } = db.customers.create({ status: below(8) ? 'active' : 'inactive' })
    if (below(10)) db.contacts.create({ customer })
    for (let j = 0; j < 1 + below(3); j++) {
      const due = below(70) - 55
      const { id } = db.invoices.create({
        customer,
        amount: (100 + below(900_000)) / 100,
        issue_date: day(due - 30),
        due_date: day(due),
      })
      if (!below(4)) db.payments.create({ invoice: id, amount: 0.5, payment_date: day(-1) })
    }
    if (!below(3))
      use.ar('POST sequence-enrollments', { sequence_id: sequenceId, customer_id: customer, start_date: day(below(3)) })
  }
}

/** Something that the other side does; where it cannot, it does not. */
function happen(world: World, { below, one }: Drawn): void {
  const db = collections(world)
  const invoice = one(db.invoices.all())
  if (!invoice) return
  const { customer } = invoice
  const sent = one(db.threads.findMany((q) => q.where({ direction: 'outbound', communication_type: 'email' })))
  const asked = one(db.threads.findMany((q) => q.where({ direction: 'inbound', requires_response: true })))
  const about = asked && one(db.invoices.findMany((q) => q.where({ customer: asked.customer })))
  const contact = one(db.contacts.all())
  const inPart = { amount: Math.max(0.01, Math.round(invoice.balance * 50) / 100) }
  const mistake = one(mistakes)
  const today = daysBetween('2026-06-01', world.clock.today())
  const events: readonly (() => unknown)[] = [
    () => world.emit('action.proposed', { invoice: invoice.id, ...(mistake && { mistake }) }),
    () => world.emit('action.proposed', { invoice: invoice.id }),
    () => world.emit('action.proposed', { invoice: invoice.id, action_type: below(2) ? 'call' : 'task' }),
    () => about && world.emit('action.proposed', { invoice: about.id, thread: asked.id }),
    () => world.emit('invoice.paid', { invoice: invoice.id, on: 'sync', ...(below(2) && inPart) }),
    () => world.emit('invoice.paid', { invoice: invoice.id, ...(below(2) && inPart) }),
    () => world.emit('promise.made', { customer, date: day(today + below(6)) }),
    () => world.emit('invoice.disputed', { invoice: invoice.id, reason: 'The price is not what we agreed on.' }),
    () => world.emit('customer.replied', { customer, body: 'Which order is this for?' }),
    () => sent && world.emit('email.bounced', { thread: sent.id }),
    () => world.emit('call.logged', { customer, notes: 'They have a question.' }),
    () => {
      const due_date = day(below(20) - 20)
      db.invoices.update(invoice, {
        data: ({ issue_date }) => ({ due_date, issue_date: issue_date < due_date ? issue_date : due_date }),
      })
    },
    () => contact && db.contacts.update(contact, { data: () => ({ email: `new-${below(1000)}@example.com` }) }),
  ]
  try {
    one(events)?.()
  } catch (error) {
    if (!(error instanceof EventError)) throw error
  }
}

/** Mostly at hours at which people work; now and then by night. */
function goToWork({ clock }: World, date: number, { below }: Drawn): void {
  const hour = below(5) ? 8 + below(12) : below(24)
  const ms = Date.parse(`${day(date)}T04:00:00Z`) + hour * 3_600_000 + below(60) * 60_000
  if (ms > clock.ms) clock.moveTo(ms)
}

/** What a correct client harmed, which is nobody, and how much it did. */
export function session(seed: number): { readonly harms: readonly Harm[]; readonly letters: number } {
  const drawn = drawer(seed)
  const { below, one } = drawn
  const world = simulator.fork()
  settle(world, drawn)
  const days = 4 + below(5)
  for (let i = 0, date = 0; i < days; i++, date += 1 + below(3)) {
    for (let j = below(4); j >= 0; j--) {
      happen(world, drawn)
      world.clock.advance(`PT${1 + below(60)}M`)
    }
    goToWork(world, date, drawn)
    const worker = new ReferenceClient(simulator, world, { ways: one(wayLists) ?? [] })
    worker.work()
    const paid = below(3) ? undefined : one(collections(world).invoices.all())
    if (paid) worker.record(paid.id)
    world.clock.advance('PT10S')
  }
  const harms = world.harms()
  const letters = collections(world).threads.findMany((q) => q.where({ direction: 'outbound' })).length
  simulator.remove(world.id)
  return { harms, letters }
}
