/** What holds in a world that lives for 400 days. `npm run lives` tries 200 seeds; here there is one. */
import { expect, test } from 'vitest'
import { threads } from '../src/ar/communications/thread.ts'
import { companies, zoneOf } from '../src/ar/companies/company.ts'
import { customers } from '../src/ar/customers/customer.ts'
import { type Persona, personas } from '../src/ar/customers/persona.ts'
import { invoices, isOpen } from '../src/ar/invoices/invoice.ts'
import type { Row, TableDefinition } from '../src/core/store/definition.ts'
import { addDays, daysBetween } from '../src/core/time/day.ts'
import { instantIn } from '../src/core/time/time-zone.ts'
import type { World } from '../src/index.ts'
import { companiesOf, expectBooksToAgree, expectRightSums } from './support/books.ts'
import { type Client, client } from './support/client.ts'
import { outOfOrder } from './support/order-of-time.ts'
import { wrongProposals } from './support/proposals.ts'
import { untrueTexts } from './support/texts-of-life.ts'

const LIVES = Number(process.env.LIVES ?? 1)
const FIRST = Number(process.env.LIVES_SEED ?? 1)
const WEEKS = 57
/** So many weeks are compared with one another: on a single day a small company may owe much or little. */
const QUARTER = 13

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

/** What is open in a company, and how much of that is overdue. */
interface Stand {
  readonly open: number
  readonly overdue: number
}

function standOf(world: World, company: string): Stand {
  const owed = [...world.table(invoices).all()].filter((invoice) => invoice.company === company && isOpen(invoice))
  const late = owed.filter(({ due_date }) => due_date < world.clock.today())
  const [open, overdue] = [owed, late].map((rows) => sum(rows.map(({ balance }) => balance))) as [number, number]
  return { open, overdue }
}

/** The share that is overdue, of what is open over time. */
const usualShare = (stands: readonly Stand[]): number =>
  sum(stands.map(({ overdue }) => overdue)) / sum(stands.map(({ open }) => open))

const openIn = (stands: readonly Stand[]): number => sum(stands.map(({ open }) => open))

/** How many invoices are open, by age: not late yet, up to 30 days, 60, 90, and more. */
function agesOf(world: World): number[] {
  const late = [...world.table(invoices).all()].filter(isOpen).map(({ due_date }) => daysBetween(due_date, world.clock.today()))
  return [0, 30, 60, 90, 9_999].map((to, i, all) => late.filter((days) => days <= to && days > (all[i - 1] ?? -9_999)).length)
}

/** How many customers are what. */
const charactersOf = (world: World): Record<Persona, number> =>
  Object.fromEntries(
    personas.map((persona) => [persona, [...world.table(customers).all()].filter((each) => each.persona === persona).length]),
  ) as Record<Persona, number>

/** In one company somebody approves what is proposed, and does what they have to do themselves; in the others nobody does. */
function approveAll({ call }: Client): void {
  const { id, members } = call('GET /__sim').body.companies.at(-1)
  const as = { authorization: `Token ${members[0].token}` }
  const path = `/api/companies/${id}/actions`
  for (const action of call(`GET ${path}?category=needs_action&page_size=100`, undefined, as).body.data) {
    expect(call(`POST ${path}/${action.id}/approve`, {}, as).status).toBe(200)
    if (action.action_type !== 'email') expect(call(`POST ${path}/${action.id}/complete`, {}, as).status).toBe(200)
  }
}

function live(seed: number): void {
  const use = client({ life: 'on', seed })
  const { world } = use
  const where = (what: string): string => `${what}, seed ${seed}, ${world.clock.now()}`
  const began = world.clock.now()
  const ids = companiesOf(use).map(({ id }) => id)
  const zone = zoneOf(world, ids.at(-1) ?? '')
  // A Monday, as the first day is; half past eight, when the agent is ready and no customer has paid yet that day.
  const first = addDays(world.clock.today(), 7)
  const people = charactersOf(world)
  const stands = ids.map((): Stand[] => [])
  for (let week = 0; week < WEEKS; week++) {
    world.clock.moveTo(instantIn(zone, addDays(first, 7 * week), '08:30'))
    expect(wrongProposals(world), where('proposals')).toEqual([])
    expect(outOfOrder(world), where('order')).toEqual([])
    approveAll(use)
    for (const [i, id] of ids.entries()) stands[i]?.push(standOf(world, id))
  }
  expect(untrueTexts(world, began), where('texts')).toEqual([])
  expect(
    world.harms().map(({ sentence }) => sentence),
    where('harms'),
  ).toEqual([])
  expectBooksToAgree(use)
  expectRightSums(use)
  expect(charactersOf(world), where('characters')).toEqual(people)
  const billed = [...world.table(invoices).all()].filter(({ created_at }) => created_at > began)
  expect(billed.length, where('billed')).toBeGreaterThan(200)
  for (const count of agesOf(world)) expect(count, where(`ages: ${agesOf(world)}`)).toBeGreaterThan(0)
  expectBetween(usualShare(stands.flat()), [0.1, 0.25], where('overdue'))
  for (const [i, id] of ids.entries()) {
    const all = stands[i] ?? []
    const name = world.table(companies).get(id)?.name
    expectBetween(usualShare(all), [0.05, 0.35], where(`overdue at ${name}`))
    expectBetween(openIn(all.slice(-QUARTER)) / openIn(all.slice(0, QUARTER)), [0.6, 1.6], where(`growth of ${name}`))
  }
}

function expectBetween(value: number, [from, to]: readonly [number, number], what: string): void {
  expect(value, what).toBeGreaterThan(from)
  expect(value, what).toBeLessThan(to)
}

for (let seed = FIRST; seed < FIRST + LIVES; seed++) test(`400 days of seed ${seed}`, () => live(seed))

test('what is not so in a world is noticed', () => {
  const { world } = client({ life: 'on' })
  const seen = () => ({ order: outOfOrder(world).length, texts: untrueTexts(world, world.startedAt).length })
  const put = <R extends Row>(table: TableDefinition<R>, change: (row: R) => R): unknown =>
    world.transactions.seed(() => world.table(table).put(change([...world.table(table).all()].at(-1) as R)))
  expect(seen()).toEqual({ order: 0, texts: 0 })
  put(invoices, (invoice) => ({ ...invoice, due_date: addDays(invoice.issue_date, -1) }))
  expect(seen()).toEqual({ order: 1, texts: 0 })
  put(threads, (thread) => ({ ...thread, timestamp: world.clock.in('PT1H'), body: 'We paid $1.23 on January 1, 2020.' }))
  expect(seen().order).toBeGreaterThan(1)
  expect(seen().texts).toBe(2)
})
