/**
 * How far some zones of the United States are from UTC, without asking the machine. Its first answer about any zone takes a
 * process longer than to make a world, and the default one asks about no others.
 */
import { DAY_MS, HOUR_MS } from './day.ts'

/** The years in which the law is as it is now, as far as anybody knows. */
const [FIRST_YEAR, LAST_YEAR] = [2007, 2037]

/** Hours from UTC in winter. */
const inWinter: Readonly<Record<string, number>> = {
  'America/Puerto_Rico': -4,
  'America/New_York': -5,
  'America/Chicago': -6,
  'America/Denver': -7,
  'America/Phoenix': -7,
  'America/Los_Angeles': -8,
}
/** Those where it is winter all year. */
const withoutSummer: readonly string[] = ['America/Puerto_Rico', 'America/Phoenix']

/** @returns milliseconds; undefined for a zone and a time of which only the machine knows */
export function americanFromUtc(zone: string, ms: number): number | undefined {
  const hours = inWinter[zone]
  const year = new Date(ms).getUTCFullYear()
  if (hours === undefined || !(year >= FIRST_YEAR && year <= LAST_YEAR)) return undefined
  if (withoutSummer.includes(zone)) return hours * HOUR_MS
  // From two o'clock of the second Sunday of March until two o'clock of the first one of November.
  const from = firstSunday(year, 2, 8) + (2 - hours) * HOUR_MS
  const until = firstSunday(year, 10, 1) + (1 - hours) * HOUR_MS
  return (ms >= from && ms < until ? hours + 1 : hours) * HOUR_MS
}

/** @param month counted from 0 */
function firstSunday(year: number, month: number, fromDay: number): number {
  const from = Date.UTC(year, month, fromDay)
  return from + ((7 - new Date(from).getUTCDay()) % 7) * DAY_MS
}
