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
  const receipts = receiptsBefore(world, company, monday)
  const average = Math.round(receipts.reduce((sum, { cents }) => sum + cents, 0) / WEEKS_PAST)
  return { open, before, weeks, after, receipts, average }
}

/** By week, the last full ones. */
function receiptsBefore(world: World, company: string, monday: string): { start: string; cents: number }[] {
  const first = addDays(monday, -7 * WEEKS_PAST)
  const weeks = weeksFrom(first, WEEKS_PAST).map((start) => ({ start, cents: 0 }))
  for (const { date, cents } of daysWithin(world, company, 'received', [first, addDays(monday, -1)])) {
    const week = weeks[weekOf(date, first)]
    if (week) week.cents += cents
  }
  return weeks
}
