/** The default scenario: whether its past is what its customers would have made, and whether its texts say what was true when they were written. */
import { expect, test } from 'vitest'
import { actions } from '../src/ar/actions/action.ts'
import { bearings, milestoneAt } from '../src/ar/agent/occasion.ts'
import { type ThreadRow, threads } from '../src/ar/communications/thread.ts'
import { threadNotes } from '../src/ar/communications/thread-note.ts'
import { companies } from '../src/ar/companies/company.ts'
import { members } from '../src/ar/companies/member.ts'
import { contacts } from '../src/ar/customers/contact.ts'
import { type Customer, customers } from '../src/ar/customers/customer.ts'
import { amountsIn, holeIn, numbersIn } from '../src/ar/harms/figures.ts'
import { isDecentTime } from '../src/ar/harms/hours.ts'
import { type InvoiceRow, invoices, isOpen, stateOf } from '../src/ar/invoices/invoice.ts'
import { lateness, untilRest } from '../src/ar/life/lateness.ts'
import { isCounted, payments } from '../src/ar/payments/payment.ts'
import { promises } from '../src/ar/promises/promise.ts'
import { scheduledSteps } from '../src/ar/sequences/scheduled-step.ts'
import { addDays, dayOfWeek, daysBetween, toLetterDate, weekdayOf } from '../src/core/time/day.ts'
import { dateIn } from '../src/core/time/time-zone.ts'
import { createSimulator, type World } from '../src/index.ts'
import { rowsOf } from './support/default-worlds.ts'
import { cents, letterDates } from './support/texts.ts'

/** So many seeds are looked at: `BOOKS=100` for more. */
const SEEDS = Number(process.env.BOOKS ?? 3)
/** A Monday, as all frozen worlds, and every other day of the week. */
const days = ['2026-06-01', '2026-06-02', '2026-11-04', '2027-03-11', '2026-01-02', '2026-08-08', '2026-03-15']

/** A law of the past, for seeds and all days of the week in turn. */
function law(sentence: string, check: (world: World, where: string) => void): void {
  test(sentence, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      // A world of seed 1 on a Monday is the one that everybody meets.
      const on = SEEDS < days.length ? days.filter((_, i) => i % SEEDS === seed - 1) : [days[(seed - 1) % days.length] as string]
      for (const day of on) check(worldOf(seed, day), `seed ${seed} on ${day}`)
    }
  })
}

const known = new Map<string, World>()
function worldOf(seed: number, day: string): World {
  const key = `${seed} ${day}`
  const world =
    known.get(key) ??
    createSimulator({ seed, clock: 'running', machine: () => Date.parse(`${day}T15:00:00Z`), apis: ['ar'] }).world()
  known.set(key, world)
  return world
}

const companyOf = (world: World, { company }: { company: string }) => world.table(companies).get(company)
const zoneOf = (world: World, row: { company: string }): string => companyOf(world, row)?.timezone ?? 'UTC'
const customerOf = (world: World, { customer }: { customer: string }): Customer =>
  world.table(customers).get(customer) as Customer
const paidBy = (world: World, { id }: InvoiceRow, at: string) =>
  world
    .table(payments)
    .list('ofInvoice', id)
    .filter((each) => isCounted(each) && each.created_at <= at)
const openAt = (world: World, invoice: InvoiceRow, at: string): number =>
  cents(invoice.amount) - paidBy(world, invoice, at).reduce((sum, { amount }) => sum + cents(amount), 0)

law('of what is open 10 to 25 in a hundred are overdue, of every age', (world, where) => {
  const today = world.clock.today()
  for (const { id } of rowsOf(world, companies)) {
    const open = rowsOf(world, invoices).filter((invoice) => invoice.company === id && isOpen(invoice))
    const late = open.filter(({ due_date }) => due_date < today)
    const sum = (list: InvoiceRow[]) => list.reduce((total, { balance }) => total + balance, 0)
    expect(sum(late) / sum(open), where).toBeGreaterThan(0.1)
    expect(sum(late) / sum(open), where).toBeLessThan(0.25)
    for (const from of [1, 31, 61, 91]) {
      const isOfAge = ({ due_date }: InvoiceRow) => {
        const age = daysBetween(due_date, today)
        return age >= from && (from === 91 || age < from + 30)
      }
      expect(late.some(isOfAge), `${where}, from ${from} days`).toBe(true)
    }
  }
})

law('people write, call and pay on working days, in office hours where the company is', (world, where) => {
  for (const thread of rowsOf(world, threads)) {
    const zone = zoneOf(world, thread)
    const day = weekdayOf(dateIn(zone, Date.parse(thread.timestamp)))
    expect(['Saturday', 'Sunday'], `${where}: ${thread.body}`).not.toContain(day)
    expect(isDecentTime(zone, thread.timestamp), `${where}: ${thread.timestamp} ${zone}`).toBe(true)
  }
  for (const { payment_date } of rowsOf(world, payments)) expect([0, 6], where).not.toContain(dayOfWeek(payment_date))
  for (const { promised_date } of rowsOf(world, promises)) expect([0, 6], where).not.toContain(dayOfWeek(promised_date))
})

law('customers have paid as they are', (world, where) => {
  for (const invoice of rowsOf(world, invoices)) {
    const { persona, status } = customerOf(world, invoice)
    if (!persona) throw new Error('Every customer is somebody.')
    const all = world.table(payments).list('ofInvoice', invoice.id).filter(isCounted)
    const dates = all.map(({ payment_date }) => payment_date).sort()
    for (const [i, date] of dates.entries()) {
      const days = daysBetween(invoice.due_date, date)
      const wait = persona === 'slow' ? 6 : 2
      const [from, to] = i === 0 ? lateness[persona] : [0, lateness[persona][1] + untilRest[1]]
      if (status === 'active') expect(days, `${where}: ${persona} ${invoice.invoice_number}`).toBeGreaterThanOrEqual(from)
      expect(days, `${where}: ${persona} ${invoice.invoice_number}`).toBeLessThanOrEqual(to + wait + 2)
      if (persona === 'slow') expect(dayOfWeek(date), where).toBe(4)
      if (persona === 'prompt') expect(all[i]?.payment_method).toBe('ACH')
    }
    if (dates.length > 1) expect(persona).toBe('part_payer')
    if (stateOf(invoice) === 'closed_written_off') expect(persona).toBe('silent')
  }
  for (const { thread, status, ...promise } of rowsOf(world, promises)) {
    const { persona } = customerOf(world, promise)
    expect(thread).not.toBeNull()
    expect(status === 'broken' ? ['breaker'] : ['promiser']).toContain(persona)
  }
  for (const thread of rowsOf(world, threads)) {
    const { persona } = customerOf(world, thread)
    if (thread.direction === 'inbound' && thread.communication_type === 'email') {
      const isCopy = thread.strategy_tags.includes('invoice_copy') || !thread.is_synced
      if (!isCopy) expect(['silent', 'prompt'], `${where}: ${thread.body}`).not.toContain(persona)
      if (thread.strategy_tags.includes('dispute')) expect(persona, where).toBe('disputer')
    }
  }
})

law('nobody owes more than their credit, and people are billed little', (world, where) => {
  for (const { id, credit_limit, is_person } of rowsOf(world, customers)) {
    const all = world.table(invoices).list('ofCustomer', id)
    const owed = all.filter(isOpen).reduce((sum, { balance }) => sum + balance, 0)
    if (credit_limit !== null) expect(owed, where).toBeLessThanOrEqual(credit_limit)
    if (is_person) for (const { amount } of all) expect(amount, where).toBeLessThan(1_000)
  }
})

/** A text of a company or a customer, when it was written, and about what. */
interface Told {
  readonly text: string
  readonly at: string
  readonly invoice: InvoiceRow
  readonly isSent: boolean
  readonly group?: string
}

function* textsOf(world: World): Generator<Told> {
  const invoiceOf = (id: string | undefined) => world.table(invoices).get(id ?? '') as InvoiceRow
  for (const { body, subject, timestamp, thread_group, invoices: ids } of rowsOf(world, threads)) {
    const invoice = invoiceOf(ids[0])
    if (invoice) yield { text: `${subject}\n${body}`, at: timestamp, invoice, isSent: true, group: thread_group }
  }
  for (const action of rowsOf(world, actions)) {
    const { description, draft_subject, draft_content, created_at, trigger_event_label, recommendation_label } = action
    const text = [recommendation_label, trigger_event_label, description, draft_subject, draft_content].join('\n')
    yield { text, at: created_at, invoice: invoiceOf(action.invoice), isSent: false }
  }
  for (const { thread, content, created_at } of rowsOf(world, threadNotes)) {
    const about = world.table(threads).get(thread) as ThreadRow
    yield { text: content, at: created_at, invoice: invoiceOf(about.invoices[0]), isSent: false }
  }
  for (const { thread, subject, body_plain, executed_at } of rowsOf(world, scheduledSteps)) {
    const about = world.table(threads).get(thread ?? '')
    if (about && body_plain)
      yield { text: `${subject}\n${body_plain}`, at: executed_at ?? '', invoice: invoiceOf(about.invoices[0]), isSent: false }
  }
}

law('a text names no number, amount or date that the books did not have for the customer when it was written', (world, where) => {
  for (const { text, at, invoice } of textsOf(world)) {
    const about = `${where}, ${at}: ${text}`
    expect(holeIn(text), about).toBeUndefined()
    for (const number of numbersIn(text, [invoice.invoice_number])) expect(number, about).toBe(invoice.invoice_number)
    for (const amount of amountsIn(text)) expect(amount.cents, about).toBe(openAt(world, invoice, at))
    const promised = world
      .table(promises)
      .list('ofCustomer', invoice.customer)
      .filter((each) => each.created_at <= at)
    const right = [invoice.due_date, ...promised.map(({ promised_date }) => promised_date)].map(toLetterDate)
    // What nobody has read yet is no promise of the books.
    for (const [date] of text.matchAll(letterDates)) expect(right, about).toContain(date)
    expect(invoice.created_at <= at, about).toBe(true)
    const [, name] = /^(?:Hi|Hello|Dear|Good morning) ([A-Z]\w+),$/m.exec(text) ?? []
    const people = [...world.table(contacts).in('ofCustomer', invoice.customer).keys(), ...membersOf(world, invoice)]
    if (name)
      expect(
        people.map((each) => each.name.split(' ')[0]),
        about,
      ).toContain(name)
  }
})

const membersOf = (world: World, { company }: InvoiceRow) => world.table(members).list('ofCompany', company)

/** What a text claims, and what must have been before it. */
const claims: readonly { readonly says: RegExp; readonly needs: (world: World, told: Told) => boolean }[] = [
  {
    says: /Despite our reminders|We wrote to you|Second reminder|have not heard back|Reminder sent|is still open in our books/,
    needs: wasWritten,
  },
  {
    says: /part payment|Partial payment received|We have paid what we could|the rest of/i,
    needs: (world, { invoice, at }) => paidBy(world, invoice, at).length > 0,
  },
  { says: /You told us|We had noted|promised to pay|Promise to pay broken|promised \$/, needs: hasPromised },
  { says: /As you asked|asked for a copy/, needs: (world, told) => heardOf(world, told, 'invoice_copy') },
  {
    says: /disputed the invoice|telling us what is wrong|You were right about/,
    needs: (world, told) => heardOf(world, told, 'dispute'),
  },
  { says: /asked for a payment plan/, needs: (world, told) => heardOf(world, told, 'payment_plan') },
  {
    says: /has arrived and the invoice is closed|have booked your payment/,
    needs: (world, { invoice, at }) => openAt(world, invoice, at) <= 0,
  },
  {
    says: /issued a credit memo/,
    needs: (_, { invoice, at }) => invoice.closed_as === 'credit_memo' && invoice.updated_at <= at,
  },
  { says: /Invoice overpaid/, needs: (world, { invoice, at }) => openAt(world, invoice, at) < 0 },
]

const before = (world: World, { invoice, at }: Told): ThreadRow[] =>
  rowsOf(world, threads).filter((thread) => thread.timestamp < at && thread.invoices.includes(invoice.id))
function wasWritten(world: World, told: Told): boolean {
  return before(world, told).some(
    ({ direction, communication_type }) => direction === 'outbound' && communication_type === 'email',
  )
}
function hasPromised(world: World, { invoice, at }: Told): boolean {
  return rowsOf(world, promises).some((promise) => promise.invoice === invoice.id && promise.created_at <= at)
}
function heardOf(world: World, told: Told, tag: string): boolean {
  return before(world, told).some((thread) => thread.direction === 'inbound' && thread.strategy_tags.includes(tag))
}

law('a text speaks of nothing that has not happened before it', (world, where) => {
  const found = new Set<RegExp>()
  for (const told of textsOf(world))
    for (const { says, needs } of claims)
      if (says.test(told.text)) {
        found.add(says)
        expect(needs(world, told), `${where}, ${told.at}, ${told.invoice.invoice_number}: ${told.text}`).toBe(true)
      }
  expect(found.size, where).toBe(claims.length)
})

law('"overdue for so many days" is true where it is said', (world, where) => {
  const said = new Set<string>()
  for (const { trigger_event_label, created_at, invoice } of rowsOf(world, actions)) {
    const isEarly = trigger_event_label === bearings.due_soon.trigger
    if (!isEarly && !trigger_event_label.startsWith('Invoice overdue')) continue
    const { due_date = '' } = world.table(invoices).get(invoice) ?? {}
    const occasion = milestoneAt(daysBetween(due_date, created_at.slice(0, 10)))?.occasion ?? 'due_soon'
    expect(trigger_event_label, where).toBe(bearings[occasion].trigger)
    said.add(trigger_event_label)
  }
  expect(said.size, where).toBeGreaterThan(4)
})

law('nobody is asked for money while they have asked, promised or paid', (world, where) => {
  const asked = rowsOf(world, threads).filter(({ strategy_tags }) =>
    strategy_tags.some((tag) => tag === 'reminder' || tag === 'escalation'),
  )
  expect(asked.length, where).toBeGreaterThan(5)
  for (const thread of asked)
    for (const id of thread.invoices) {
      const invoice = world.table(invoices).get(id) as InvoiceRow
      expect(openAt(world, invoice, thread.timestamp), where).toBeGreaterThan(0)
      for (const promise of rowsOf(world, promises).filter((each) => each.invoice === id))
        expect(promise.created_at > thread.timestamp || promise.promised_date < thread.timestamp, where).toBe(true)
    }
})

test('payments of who is forgetful come as late as life would have them, by a test of fit', () => {
  const [from, to] = lateness.forgetful
  const size = to - from + 1
  const seen: number[] = []
  const expected = new Map<number, number>()
  for (let seed = 1; seed <= 8; seed++) {
    const world = worldOf(seed, days[0] as string)
    for (const invoice of rowsOf(world, invoices).filter((each) => customerOf(world, each).persona === 'forgetful')) {
      const payment = world.table(payments).list('ofInvoice', invoice.id).find(isCounted)
      if (!payment) continue
      seen.push(daysBetween(invoice.due_date, payment.payment_date))
      for (let days = from; days <= to; days++) {
        const wait = [1, 0, 0, 0, 0, 0, 2][dayOfWeek(addDays(invoice.due_date, days))] as number
        expected.set(days + wait, (expected.get(days + wait) ?? 0) + 1 / size)
      }
    }
  }
  // In thirds of the days that there are.
  const thirds = [0, 1, 2].map((third) => {
    const isIn = (days: number): boolean => Math.min(2, Math.floor(((days - from) * 3) / (size + 2))) === third
    const wanted = [...expected].filter(([days]) => isIn(days)).reduce((sum, [, share]) => sum + share, 0)
    return (seen.filter(isIn).length - wanted) ** 2 / wanted
  })
  // Two degrees of freedom: one in a hundred fair draws is further off.
  expect(seen.length).toBeGreaterThan(60)
  expect(thirds.reduce((sum, each) => sum + each, 0)).toBeLessThan(9.21)
})

test.each(['off', 'on'] as const)('a world that nobody calls does no harm in 400 days, with life %s', (life) => {
  const world = createSimulator({ life, apis: ['ar'] }).world()
  world.clock.advance('P400D')
  expect(world.harms().map(({ sentence }) => sentence)).toEqual([])
})
