/** What will come in, and what came in, by weeks that begin on Mondays. In cents. */
import { addDays, dateOf, dayOf, daysBetween, mondayOf } from '../../core/time/day.ts'
import type { World } from '../../core/world/handle.ts'
import { daysOf, daysWithin } from './day-totals.ts'
import { predictedOn } from './expected.ts'

const WEEKS_AHEAD = 13
const WEEKS_PAST = 26

interface Share {
  due: number
  expected: number
}

const weeksFrom = (monday: string, count: number): string[] => Array.from({ length: count }, (_, i) => addDays(monday, 7 * i))

/** The place of the week of a date: below zero before the first one. */
const weekOf = (date: string, first: string): number => Math.floor(daysBetween(first, date) / 7)

export function forecastOf(world: World, company: string, today: string) {
  const monday = dateOf(mondayOf(dayOf(today)))
  const first = addDays(monday, 7)
  const weeks = weeksFrom(first, WEEKS_AHEAD).map((start) => ({ start, due: 0, expected: 0 }))
  const [before, after]: [Share, Share] = [
    { due: 0, expected: 0 },
    { due: 0, expected: 0 },
  ]
  const shareOf = (date: string): Share => {
    const week = weekOf(date, first)
    return week < 0 ? before : (weeks[week] ?? after)
  }
  let open = 0
  for (const { date, cents } of daysOf(world, company, 'due')) {
    shareOf(date).due += cents
    open += cents
  }
  for (const { date, cents } of daysOf(world, company, 'expected')) shareOf(predictedOn(date, today)).expected += cents
  const past = weeksFrom(addDays(monday, -7 * WEEKS_PAST), WEEKS_PAST)
  const receipts = past.map((start) => receivedIn(world, company, start))
  const current = receivedIn(world, company, monday)
  const average = Math.round(receipts.reduce((sum, { cents }) => sum + cents, 0) / WEEKS_PAST)
  return { open, before, weeks, after, receipts, current, average }
}

/** What came in during a week. */
function receivedIn(world: World, company: string, start: string): { start: string; cents: number } {
  let cents = 0
  for (const day of daysWithin(world, company, 'received', [start, addDays(start, 6)])) cents += day.cents
  return { start, cents }
}
