/** The default scenario: whether the day on which it begins can be told from what was before and what comes, where a world lives. */
import { expect, test } from 'vitest'
import { actions } from '../src/ar/actions/action.ts'
import { bearings } from '../src/ar/agent/occasion.ts'
import { snapshotsOf } from '../src/ar/aging/aging-snapshot.ts'
import { threads } from '../src/ar/communications/thread.ts'
import { companies } from '../src/ar/companies/company.ts'
import { customers } from '../src/ar/customers/customer.ts'
import { invoices } from '../src/ar/invoices/invoice.ts'
import { isCounted, payments } from '../src/ar/payments/payment.ts'
import { promises } from '../src/ar/promises/promise.ts'
import { addDays, daysBetween } from '../src/core/time/day.ts'
import { createSimulator, type World } from '../src/index.ts'

const SEEDS = Number(process.env.SEAMS ?? 3)
/** So many weeks before now, and after. */
const WEEKS = 6
/** Those next to now. */
const NEAR = [-2, -1, 0, 1]

interface Life {
  readonly where: string
  readonly world: World
  /** The day on which it begins. */
  readonly today: string
  readonly promised: readonly string[]
}

function lived(seed: number): Life {
  const world = createSimulator({ seed, life: 'on', apis: ['ar'] }).world()
  const today = world.clock.today()
  const promised = [...world.table(promises).all()].filter(({ status }) => status === 'active').map(({ id }) => id)
  world.clock.advance(`P${WEEKS * 7}D`)
  return { where: `seed ${seed}`, world, today, promised }
}

const lives = Array.from({ length: SEEDS }, (_, i) => lived(i + 1))

const companiesOf = ({ world }: Life) => world.table(companies).list('inOrder', 'all')
const [RICH, SMALL] = [(life: Life) => companiesOf(life).slice(0, 1), (life: Life) => companiesOf(life).slice(1)]

/** The day of each thing of a company that happens again and again. */
type Dates = (world: World, company: string) => string[]

const series: Readonly<Record<string, Dates>> = {
  'invoices are written': (world, company) =>
    world
      .table(invoices)
      .list('ofCompany', company)
      .map((each) => each.issue_date),
  'invoices fall due': (world, company) =>
    world
      .table(invoices)
      .list('ofCompany', company)
      .map((each) => each.due_date),
  'payments are made': (world, company) =>
    [...world.table(payments).all()]
      .filter((each) => each.company === company && isCounted(each))
      .map((each) => each.payment_date),
  'remittance advices come': (world, company) =>
    world
      .table(threads)
      .list('ofCompany', company)
      .filter((each) => each.strategy_tags.includes('remittance_advice'))
      .map((each) => each.timestamp.slice(0, 10)),
  'proposals are made': (world, company) =>
    [...world.table(actions).all()].filter((each) => each.company === company).map((each) => each.created_at.slice(0, 10)),
}

/** How many of the dates are in each week, by its place from now. */
function byWeek(today: string, dates: readonly string[]): Map<number, number> {
  const weeks = new Map(Array.from({ length: 2 * WEEKS }, (_, i) => [i - WEEKS, 0]))
  for (const date of dates) {
    const week = Math.floor(daysBetween(today, date) / 7)
    const count = weeks.get(week)
    if (count !== undefined) weeks.set(week, count + 1)
  }
  return weeks
}

const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length

/** Of all seeds and some of their companies: how often it happened in each week. */
function rates(dates: Dates, some: (life: Life) => readonly { readonly id: string }[]): Map<number, number> {
  const all = lives.flatMap((life) => some(life).map(({ id }) => byWeek(life.today, dates(life.world, id))))
  return new Map([...(all[0] ?? [])].map(([week]) => [week, all.reduce((sum, weeks) => sum + (weeks.get(week) ?? 0), 0)]))
}

test.each(Object.entries(series))('as often before now as after it %s', (_, dates) => {
  for (const some of [RICH, SMALL]) {
    const weeks = rates(dates, some)
    const usual = mean([...weeks.values()])
    // Two weeks of a small company hold few things.
    const near =
      some === RICH
        ? NEAR.map((week) => weeks.get(week) ?? 0)
        : [-2, 0].map((week) => mean([week, week + 1].map((each) => weeks.get(each) ?? 0)))
    for (const rate of near) {
      expect(rate / usual, `${[...weeks.values()].join()}`).toBeGreaterThan(0.45)
      expect(rate / usual, `${[...weeks.values()].join()}`).toBeLessThan(1.9)
    }
  }
})

/** What was overdue at the end of the days from one to another, counted from now. */
function overdueOn({ world, today }: Life, company: string, from: number, to: number): number[] {
  const snapshots = snapshotsOf(world, company, addDays(today, from), addDays(today, to - 1))
  return snapshots.map(({ balances: [, ...overdue] }) => overdue.reduce((sum, each) => sum + each, 0))
}

test('what is overdue moves in the last two weeks as in the next two', () => {
  for (const life of lives)
    for (const [i, { id }] of companiesOf(life).entries()) {
      const moves = (from: number, to: number): number => new Set(overdueOn(life, id, from, to)).size
      const least = i === 0 ? 7 : 2
      expect(moves(-14, 0), `${life.where}, company ${i}`).toBeGreaterThanOrEqual(least)
      expect(moves(0, 14), `${life.where}, company ${i}`).toBeGreaterThanOrEqual(least)
    }
})

test('as much is overdue before now as after it', () => {
  for (const life of lives)
    for (const { id } of companiesOf(life)) {
      const [before, after] = [mean(overdueOn(life, id, -14, 0)), mean(overdueOn(life, id, 0, 28))]
      expect(after / before, life.where).toBeGreaterThan(0.6)
      expect(after / before, life.where).toBeLessThan(1.5)
    }
})

test('who keeps promises keeps those that were made before now', () => {
  let count = 0
  for (const { world, where, promised } of lives)
    for (const id of promised) {
      const promise = world.table(promises).get(id)
      if (world.table(customers).get(promise?.customer ?? '')?.persona !== 'promiser') continue
      expect(promise?.status, where).toBe('kept')
      count++
    }
  expect(count).toBeGreaterThanOrEqual(lives.length)
})

test('what the agent sees is called the same before now and after it', () => {
  const known = new Set(Object.values(bearings).map(({ trigger }) => trigger))
  for (const { world, today } of lives) {
    const labels = [...world.table(actions).all()].filter((each) => each.trigger_event_label.includes('due'))
    expect(new Set(labels.map(({ created_at }) => created_at.slice(0, 10) < today)).size).toBe(2)
    for (const { trigger_event_label } of labels) expect(known).toContain(trigger_event_label)
  }
})

test('a part that was paid before now is followed by the rest', () => {
  let count = 0
  for (const { world, today } of lives)
    for (const invoice of world.table(invoices).all()) {
      const all = world
        .table(payments)
        .list('ofInvoice', invoice.id)
        .filter(isCounted)
        .map((each) => each.payment_date)
      if (all.length < 2 || all.every((date) => date < today) || !all.some((date) => date < today)) continue
      expect(all, invoice.invoice_number).toHaveLength(2)
      count++
    }
  expect(count).toBeGreaterThan(0)
})
