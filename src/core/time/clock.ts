/** The time of a world as a value: frozen, or moving with the machine's. The only place that asks the machine for the time. */
import * as duration from 'temporal-polyfill/fns/Duration'
import * as instant from 'temporal-polyfill/fns/Instant'
import * as zoned from 'temporal-polyfill/fns/ZonedDateTime'
import { quoted } from '../values/given.ts'
import { memoize } from '../values/memoize.ts'
import { DAY_MS, dateOf, timeOfDay } from './day.ts'

export const clockModes = ['running', 'frozen'] as const
export type ClockMode = (typeof clockModes)[number]
/** Milliseconds since 1970. */
export type MachineTime = () => number

export const machineTime: MachineTime = () => Date.now()

/** Past this a datetime no longer fits its usual notation. */
export const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** `2026-06-01T14:00:00Z`; a fraction of a second only where there is one. */
export function toIso(ms: number): string {
  const day = Math.floor(ms / DAY_MS)
  const seconds = (ms - day * DAY_MS) / 1_000
  // A tenth of what the machine takes to write it.
  if (Number.isInteger(seconds) && ms >= 0 && ms <= LAST) return `${dateOf(day)}T${timeOfDay(seconds)}Z`
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

/** An instant that cannot be moved to. The message says why. */
export class ClockError extends Error {
  override get name(): string {
    return 'ClockError'
  }
}

/** Where a clock stands: frozen at a time, or running at a distance from the machine's. Milliseconds. */
export interface Clock {
  readonly mode: ClockMode
  readonly value: number
}

/**
 * What a clock shows, in milliseconds since 1970. A running one stops at the end of the year 9999.
 * @throws where the machine has no time
 */
export function timeOf({ mode, value }: Clock, machine: MachineTime): number {
  if (mode === 'frozen') return value
  const ms = machine() + value
  if (Number.isNaN(ms)) throw new Error('The machine’s time is no number.')
  return Math.min(ms, LAST)
}

/** The clock at a time, in the same mode. */
export const setTo = ({ mode }: Clock, ms: number, machine: MachineTime): Clock => ({
  mode,
  value: mode === 'frozen' ? ms : ms - machine(),
})

/** The clock in a mode, at the same time. */
export const inMode = (clock: Clock, mode: ClockMode, machine: MachineTime): Clock =>
  setTo({ ...clock, mode }, timeOf(clock, machine), machine)

/**
 * A time so much later, in milliseconds since 1970. Months and days are counted on the UTC calendar.
 *
 * @param period ISO 8601, such as `PT5S` or `P1M`
 * @throws ClockError for what is no duration
 */
export function after(ms: number, period: string): number {
  if (typeof period !== 'string') throw new ClockError(noDuration(period))
  try {
    const length = period.length < LONG ? lengthOf(period) : Number.NaN
    return Math.abs(length) < LAST ? Math.trunc(ms) + length : added(ms, duration.fromString(period))
  } catch {
    throw new ClockError(noDuration(period))
  }
}

const noDuration = (given: unknown): string => `${quoted(given)} is not an ISO 8601 duration such as "P3D" or "PT2H30M".`

/** What is past all calendars is endlessly far. */
function added(ms: number, period: duration.Record): number {
  try {
    return zoned.add(instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(Math.trunc(ms)), 'UTC'), period).epochMilliseconds
  } catch {
    return duration.sign(period) * Number.POSITIVE_INFINITY
  }
}

/** Letters of a period that is not remembered. */
const LONG = 20
/** In milliseconds, for a period that is as long at any time; to read it takes long. */
const lengthOf = memoize((text: string): number => {
  const period = duration.fromString(text)
  return period.years || period.months ? Number.NaN : added(0, period)
})

/**
 * A time that a clock may be moved to. Both are milliseconds since 1970.
 * @throws ClockError for the past, past the year 9999, and further than it goes at a time
 */
export function later(now: number, ms: number): number {
  if (ms < now) throw new ClockError(`The clock never goes back: it is ${toIso(now)} now. To start over, reset the world.`)
  if (ms > LAST) throw new ClockError('The clock stops at the end of the year 9999.')
  if (ms - now > FURTHEST * DAY_MS)
    throw new ClockError(`The clock moves at most ${FURTHEST} days at a time, now to ${toIso(now + FURTHEST * DAY_MS)}.`)
  return ms
}

/** Days. */
const FURTHEST = 400
