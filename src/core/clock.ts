/** The time of a world: frozen, or moving with the machine's. The only place that asks the machine for the time. */
import * as duration from 'temporal-polyfill/fns/Duration'
import * as instant from 'temporal-polyfill/fns/Instant'
import * as zoned from 'temporal-polyfill/fns/ZonedDateTime'
import type { Fired } from './timeline.ts'

export type ClockMode = 'frozen' | 'running'
export type MachineTime = () => number

export const machineTime: MachineTime = () => Date.now()

const DAY_MS = 86_400_000

/** Past this a datetime no longer fits its usual notation. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59)

/** `2026-06-01T14:00:00Z`; a fraction of a second only where there is one. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

/** An instant that cannot be moved to. The message says why. */
export class ClockError extends Error {}

/** Where a clock stands: frozen at a time, or running at a distance from the machine's. Milliseconds. */
export interface ClockState {
  readonly mode: ClockMode
  readonly value: number
}

/** Runs all that is due until a time, and says what happened. */
type Pass = (ms: number) => Fired[]

export class Clock {
  readonly #machine: MachineTime
  readonly #pass: Pass
  #mode: ClockMode
  #value: number
  /** Set while something due runs: it happens at its own time. */
  #pinned: number | undefined
  #text: { ms: number; iso: string } | undefined
  #day: { number: number; date: string } | undefined

  constructor({ mode, value }: ClockState, machine: MachineTime, pass: Pass) {
    this.#machine = machine
    this.#pass = pass
    this.#mode = mode
    this.#value = value
  }

  get mode(): ClockMode {
    return this.#mode
  }

  get state(): ClockState {
    return { mode: this.#mode, value: this.#value }
  }

  /** Milliseconds since 1970. */
  get ms(): number {
    return this.#pinned ?? (this.#mode === 'frozen' ? this.#value : this.#machine() + this.#value)
  }

  /** The present as an ISO 8601 datetime in UTC. */
  now(): string {
    const { ms } = this
    if (this.#text?.ms !== ms) this.#text = { ms, iso: toIso(ms) }
    return this.#text.iso
  }

  /** The present date in UTC, `YYYY-MM-DD`. */
  today(): string {
    const number = Math.floor(this.ms / DAY_MS)
    if (this.#day?.number !== number) this.#day = { number, date: toIso(number * DAY_MS).slice(0, 10) }
    return this.#day.date
  }

  /**
   * The datetime a duration from now.
   * @param period ISO 8601, such as `PT5S` or `P1M`
   * @throws ClockError for what is no duration
   */
  in(period: string): string {
    return toIso(this.after(period))
  }

  /** The same in milliseconds since 1970. Months and days are counted on the UTC calendar. */
  after(period: string): number {
    try {
      const start = instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(Math.trunc(this.ms)), 'UTC')
      return zoned.add(start, duration.fromString(period)).epochMilliseconds
    } catch {
      throw new ClockError(`"${period}" is not an ISO 8601 duration such as "P3D" or "PT2H30M".`)
    }
  }

  /**
   * Moves the clock on and runs everything that falls due on the way, in order of time.
   * @param period ISO 8601, such as `P3D`
   * @returns what happened
   * @throws ClockError for what is no duration, for the past, and past the year 9999
   */
  advance(period: string): Fired[] {
    return this.moveTo(this.after(period))
  }

  /**
   * Moves the clock to a time.
   * @param to ISO 8601 with an offset or `Z`, or milliseconds since 1970
   * @returns what happened on the way
   * @throws ClockError as `advance` does
   */
  moveTo(to: string | number): Fired[] {
    const ms = typeof to === 'number' ? to : Date.parse(to)
    if (Number.isNaN(ms)) throw new ClockError(`"${to}" is not a datetime such as "2026-06-01T14:00:00Z".`)
    if (ms < this.ms) throw new ClockError(`The clock never goes back: it is ${this.now()} now. To start over, reset the world.`)
    if (ms > LAST) throw new ClockError('The clock stops at the end of the year 9999.')
    const fired = this.#pass(ms)
    this.#value = this.#mode === 'frozen' ? ms : ms - this.#machine()
    return fired
  }

  /** Runs what has fallen due since the clock was last looked at. */
  catchUp(): void {
    this.#pass(this.ms)
  }

  setMode(mode: ClockMode): void {
    const { ms } = this
    this.#mode = mode
    this.#value = mode === 'frozen' ? ms : ms - this.#machine()
  }

  restore({ mode, value }: ClockState): void {
    this.#mode = mode
    this.#value = value
  }

  /** Runs the work as if it were that time. */
  at<T>(ms: number, work: () => T): T {
    const before = this.#pinned
    this.#pinned = ms
    try {
      return work()
    } finally {
      this.#pinned = before
    }
  }
}
