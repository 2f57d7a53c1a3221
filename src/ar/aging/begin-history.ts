/** A scenario's books have a past: its aging is kept as if somebody had been there every night. */
import { addDays } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { companies } from '../companies/company.ts'
import { ages, invoices } from '../invoices/invoice.ts'
import { begin } from './aging-day.ts'
import { keepSnapshot } from './aging-snapshot.ts'
import { sweep, toDayNumbers } from './past-aging.ts'

const DAILY = 14
const WEEKS = 26

/** Days before the scenario's: every week, and every day of the last two, the first one first. */
const daysAgo: readonly number[] = [
  ...Array.from({ length: WEEKS - DAILY / 7 }, (_, i) => 7 * (WEEKS - i)),
  ...Array.from({ length: DAILY }, (_, i) => DAILY - i),
]

export function beginHistory(world: World): void {
  const today = world.clock.today('UTC')
  const dates = daysAgo.map((days) => addDays(today, -days))
  for (const { id } of world.table(companies).all()) {
    keepPast(world, id, dates)
    begin(world, id, today, 0)
  }
}

function keepPast(world: World, company: string, dates: readonly string[]): void {
  const days = toDayNumbers(dates)
  const width = ages.length
  const cents = new Float64Array(days.length * width)
  const counts = new Int32Array(days.length * width)
  const owed = new Map<string, Float64Array>()
  for (const invoice of world.table(invoices).in('ofCompany', company).keys()) {
    let ofCustomer = owed.get(invoice.customer)
    if (!ofCustomer) owed.set(invoice.customer, (ofCustomer = new Float64Array(days.length)))
    const debts = ofCustomer
    sweep(invoice, days, (day, bucket, balance) => {
      const place = day * width + bucket
      cents[place] = (cents[place] ?? 0) + balance
      counts[place] = (counts[place] ?? 0) + 1
      debts[day] = (debts[day] ?? 0) + balance
    })
  }
  const debts = [...owed.values()]
  for (const [day, date] of dates.entries()) {
    const [from, to] = [day * width, (day + 1) * width]
    const ofDay = debts.map((each) => each[day] ?? 0).filter((each) => each > 0)
    keepSnapshot(world, company, date, {
      cents: [...cents.subarray(from, to)],
      counts: [...counts.subarray(from, to)],
      customers: ofDay.length,
      top: ofDay.reduce((most, each) => Math.max(most, each), 0),
    })
  }
}
