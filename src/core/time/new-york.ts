/**
 * How far New York is from UTC, without asking the machine. Its first answer about any zone takes a process longer than to make
 * a world, and the default one asks about no other zone.
 */
import { DAY_MS } from './day.ts'

const HOUR_MS = 3_600_000
/** The years in which the law is as it is now, as far as anybody knows. */
const [FIRST_YEAR, LAST_YEAR] = [2007, 2037]

/** @returns milliseconds; undefined for a time of which only the machine knows */
export function newYorkFromUtc(ms: number): number | undefined {
  const year = new Date(ms).getUTCFullYear()
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return undefined
  // From two o'clock of the second Sunday of March until two o'clock of the first one of November.
  const from = firstSunday(year, 2, 8) + 7 * HOUR_MS
  const until = firstSunday(year, 10, 1) + 6 * HOUR_MS
  return (ms >= from && ms < until ? -4 : -5) * HOUR_MS
}

/** @param month counted from 0 */
function firstSunday(year: number, month: number, fromDay: number): number {
  const from = Date.UTC(year, month, fromDay)
  return from + ((7 - new Date(from).getUTCDay()) % 7) * DAY_MS
}
