/** Dates and times of day in IANA time zones. */
import * as instant from 'temporal-polyfill/fns/Instant'
import * as zoned from 'temporal-polyfill/fns/ZonedDateTime'
import { memoize } from '../values/memoize.ts'
import { americanFromUtc } from './american-zones.ts'
import { LAST, toIso } from './clock.ts'
import { DAY_MS, dateOf, dayOf, MINUTE_MS, minutesOf, timeOfDay } from './day.ts'

/** What may be a name: offsets such as `+05:00` are none, and the longest ones have half as many letters. */
const named = /^[a-z][\w/+-]{0,63}$/i

/** Whether this machine knows an IANA time zone of that name. */
export function isTimeZone(name: string): boolean {
  if (!named.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}

/** The name as it is written, whatever the case it comes in; what is no name stays as it is. */
export function zoneName(name: string): string {
  return isTimeZone(name) ? instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(0), name).timeZoneId : name
}

/** The date that a clock on the wall of that zone shows, `YYYY-MM-DD`. */
export const dateIn = (zone: string, ms: number): string => dateOf(Math.floor((Math.trunc(ms) + distanceIn(zone, ms)) / DAY_MS))

/** The time of day that it shows, `HH:MM`. */
export function timeIn(zone: string, ms: number): string {
  const wall = Math.floor((Math.trunc(ms) + distanceIn(zone, ms)) / 1_000)
  return timeOfDay(wall - Math.floor(wall / DAY_SECONDS) * DAY_SECONDS).slice(0, 5)
}

const DAY_SECONDS = DAY_MS / 1_000

/** No zone has changed its distance from UTC twice in so short a time since 1970: in Brazil it took seven days in 2000. */
const SPAN_MS = 5 * DAY_MS
/** By zone and span: the distance from UTC in milliseconds where the span begins. */
const distancesOf = memoize((zone: string) => memoize((span: number) => distanceAt(zone, span * SPAN_MS)))

function distanceIn(zone: string, ms: number): number {
  const distanceFrom = distancesOf(zone)
  const span = Math.floor(ms / SPAN_MS)
  const distance = distanceFrom(span)
  return distance === distanceFrom(span + 1) ? distance : distanceAt(zone, ms)
}

const distanceAt = (zone: string, ms: number): number =>
  americanFromUtc(zone, ms) ??
  zoned.offsetNanoseconds(instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(Math.trunc(ms)), zone)) / 1e6

/** A date in a zone, and when it begins and ends there. Milliseconds since 1970. */
export interface ZoneDay {
  readonly date: string
  readonly from: number
  /** The first moment of the next. */
  readonly until: number
}

/** The day that it is in that zone. */
export function dayIn(zone: string, ms: number): ZoneDay {
  const date = dateIn(zone, ms)
  return { date, from: Date.parse(instantIn(zone, date, '00:00')), until: Date.parse(instantIn(zone, date, '00:00', 1)) }
}

/**
 * The instant, in UTC, at which that zone has a date and a time of day.
 * A time that the change to daylight saving leaves out is later by what was left out; of one that comes twice it is the first.
 *
 * What would be after the year 9999 is at its end.
 *
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM`
 * @param days added to the date
 */
export function instantIn(zone: string, date: string, time: string, days = 0): string {
  const wall = (dayOf(date) + days) * DAY_MS + minutesOf(time) * MINUTE_MS
  const [before, after] = [distanceIn(zone, wall - DAY_MS), distanceIn(zone, wall + DAY_MS)]
  const [first, second] = [wall - before, wall - after]
  const isSecond = before !== after && distanceIn(zone, first) !== before && distanceIn(zone, second) === after
  return toIso(Math.min(isSecond ? second : first, LAST))
}
