/** Dates and times of day in IANA time zones. */
import * as instant from 'temporal-polyfill/fns/Instant'
import * as plainDateTime from 'temporal-polyfill/fns/PlainDateTime'
import { toIso } from './clock.ts'

/** Offsets such as `+05:00` are no names of zones. */
const named = /^[a-z]/i

/** Whether this machine knows an IANA time zone of that name. */
export function isTimeZone(name: string): boolean {
  if (!named.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}

/** The date that a clock on the wall of that zone shows, `YYYY-MM-DD`. */
export function dateIn(zone: string, ms: number): string {
  const { year, month, day } = instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(Math.trunc(ms)), zone)
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-')
}

/**
 * The instant, in UTC, at which that zone has a date and a time of day.
 * A time that the change to daylight saving leaves out is later by what was left out; of one that comes twice it is the first.
 *
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM`
 * @param days added to the date
 */
export function instantIn(zone: string, date: string, time: string, days = 0): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const [hour, minute] = time.split(':').map(Number) as [number, number]
  const local = plainDateTime.addDays(plainDateTime.create(year, month, day, hour, minute), days)
  return toIso(plainDateTime.toZonedDateTime(local, zone).epochMilliseconds)
}
