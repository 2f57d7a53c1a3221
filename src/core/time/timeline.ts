/** The time of one world: its clock, and what will happen by itself when that moves on. */
import * as z from 'zod'
import { compareInstants } from '../store/compare.ts'
import { defineTable } from '../store/definition.ts'
import type { Table } from '../store/table.ts'
import type { Transactions, Versioned } from '../store/transaction.ts'
import { notOneOf } from '../values/given.ts'
import { messageOf } from '../values/message-of.ts'
import { refuseStrangers } from '../values/nearest-name.ts'
import {
  after,
  type Clock,
  ClockError,
  type ClockMode,
  clockModes,
  inMode,
  LAST,
  later,
  type MachineTime,
  setTo,
  timeOf,
  toIso,
} from './clock.ts'
import { DAY_MS, dateOf } from './day.ts'
import { noInstant, readInstant } from './instant.ts'
import { dayIn, type ZoneDay } from './time-zone.ts'

/** One thing that happened because its time came. */
export interface Fired {
  readonly at: string
  readonly event: string
  readonly subject: string
  /** What it is, with the names that people know. */
  readonly summary: string
  readonly outcome: string
}

/** What happened while time passed: so many things, of which the first are told. */
export interface Passed {
  readonly fired: readonly Fired[]
  readonly count: number
}

/** So many are told. */
const MOST_FIRED = 1_000

export const timelineTable = defineTable({
  name: 'timeline',
  kind: 'timeline_entry',
  row: z.object({
    id: z.string(),
    number: z.int(),
    at: z.iso.datetime(),
    event: z.string(),
    subject: z.string(),
    /** Why it did not happen, once its time had come; it is not tried again. */
    failed: z.string().nullable().default(null),
  }),
  indexes: {
    due: { group: [() => 'all'], order: [{ oldest: 'at' }, { asc: 'number' }], when: ({ failed }) => failed === null },
    failed: { group: [() => 'all'], order: [{ oldest: 'at' }, { asc: 'number' }], when: ({ failed }) => failed !== null },
  },
})
export type TimelineEntry = z.output<typeof timelineTable.schema>

/** What the rules of a world may ask of its time. */
export interface Time {
  readonly mode: ClockMode
  /** Milliseconds since 1970. */
  readonly ms: number
  /** The present as an ISO 8601 datetime in UTC. */
  now(): string
  /** The present date in a time zone, `YYYY-MM-DD`. */
  today(zone: string): string
  /** Whether the time that it is now is not before this datetime. */
  isPast(at: string | number): boolean
  /**
   * The datetime a duration from now.
   * @param period ISO 8601, such as `PT5S` or `P1M`
   */
  in(period: string): string
}

/** How a clock is to be changed: its mode first, then its time, by a duration or to a time. */
export interface ClockChange {
  readonly mode?: ClockMode | undefined
  /** ISO 8601, such as `P3D`. */
  readonly advance?: string | undefined
  /** ISO 8601 with an offset or `Z`, milliseconds since 1970, or a `Date`. */
  readonly now?: string | number | Date | undefined
}

const CHANGES = ['mode', 'advance', 'now'] satisfies (keyof ClockChange)[]

/** What is left out where somebody means it is a mistake. */
const meant = <T>(value: T | undefined): T => value ?? (null as T)

/** What a timeline is in. */
export interface Surroundings {
  readonly machine: MachineTime
  readonly transactions: Transactions
  readonly entries: Table<TimelineEntry>
  /** Lets happen what an entry stands for, and says what came of it. */
  readonly happen: (entry: TimelineEntry) => string
  /** Says what an entry stands for. */
  readonly summarize: (entry: TimelineEntry) => string
  /** Throws where nobody may change the clock. */
  readonly check: () => void
  /** Looks on while the time moves on from there. */
  readonly watch: (from: number, work: () => Passed) => Passed
  /** Hears of what could not happen; throws what is not to be blamed on it. */
  readonly report: (error: unknown, entry: TimelineEntry) => void
}

/** Whether it is as late as clocks go, or later: nothing comes after it. */
const isBeyond = (at: string): boolean => Date.parse(at) >= LAST

export class Timeline implements Time, Versioned<Clock> {
  readonly #machine: MachineTime
  readonly #transactions: Transactions
  readonly #entries: Table<TimelineEntry>
  readonly #happen: Surroundings['happen']
  readonly #summarize: Surroundings['summarize']
  readonly #check: Surroundings['check']
  readonly #watch: Surroundings['watch']
  readonly #report: Surroundings['report']
  /** The clock as it stands. */
  version: Clock
  /** Set while something due happens: it does so at its own time. */
  #pinned: number | undefined
  #text: { ms: number; iso: string } | undefined
  /** The day that it was last, by zone. */
  readonly #days = new Map<string, ZoneDay>()
  /** Until when all stays true that was asked since `look`, in milliseconds since 1970. */
  #until = 0
  /** The version of the table whose first entry is due at `#nextMs`. */
  #seen: unknown
  #nextMs = Number.POSITIVE_INFINITY

  constructor(clock: Clock, { machine, transactions, entries, happen, summarize, check, watch, report }: Surroundings) {
    this.version = clock
    this.#machine = machine
    this.#transactions = transactions
    this.#entries = entries
    this.#happen = happen
    this.#summarize = summarize
    this.#check = check
    this.#watch = watch
    this.#report = report
  }

  get mode(): ClockMode {
    return this.version.mode
  }

  get ms(): number {
    this.#until = 0
    return this.#now
  }

  get #now(): number {
    return this.#pinned ?? timeOf(this.version, this.#machine)
  }

  /** From now on it is noted how long what is asked of this clock stays true. */
  look(): void {
    this.#until = Number.POSITIVE_INFINITY
  }

  /** Until when all stays true that was asked since `look`, in milliseconds since 1970. */
  get until(): number {
    return this.#until
  }

  now(): string {
    const { ms } = this
    if (this.#text?.ms !== ms) this.#text = { ms, iso: toIso(ms) }
    return this.#text.iso
  }

  /** The present date in a time zone, `YYYY-MM-DD`; in UTC unless told. */
  today(zone?: string): string {
    if (zone !== undefined) return this.#todayIn(zone)
    const number = Math.floor(this.#now / DAY_MS)
    this.#until = Math.min(this.#until, (number + 1) * DAY_MS)
    return dateOf(number)
  }

  isPast(at: string | number): boolean {
    const ms = typeof at === 'number' ? at : Date.parse(at)
    const isPast = this.#now >= ms
    if (!isPast) this.#until = Math.min(this.#until, ms)
    return isPast
  }

  in(period: string): string {
    return toIso(Math.max(-LAST, Math.min(after(this.ms, period), LAST)))
  }

  /**
   * Moves the clock on and runs everything that falls due on the way, in order of time.
   *
   * @param period ISO 8601, such as `P3D`
   * @returns what happened, the first 1,000 of it
   * @throws ClockError for what is no duration, for the past, past the year 9999, and further than 400 days; then nothing has happened
   */
  advance(period: string): readonly Fired[] {
    return this.change({ advance: meant(period) }).fired
  }

  /**
   * Moves the clock to a time.
   *
   * @param to ISO 8601 with an offset or `Z`, milliseconds since 1970, or a `Date`
   * @returns what happened on the way, the first 1,000 of it
   * @throws ClockError as `advance` does
   */
  moveTo(to: string | number | Date): readonly Fired[] {
    return this.change({ now: meant(to) }).fired
  }

  /**
   * Lets the clock run, or freezes it at the present.
   * @throws ClockError for another mode
   */
  setMode(mode: ClockMode): void {
    this.change({ mode: meant(mode) })
  }

  /**
   * Changes the mode, then the time, all or nothing.
   *
   * @returns what happened on the way
   * @throws ClockError as `advance` does, and for a mode or a field that there is not
   */
  change(to: ClockChange): Passed {
    refuseStrangers(to, CHANGES, 'field', ClockError)
    const { mode, advance, now } = to
    const bad = mode === undefined ? undefined : notOneOf('mode', mode, clockModes)
    if (bad !== undefined) throw new ClockError(bad)
    this.#check()
    return this.#watch(this.ms, () =>
      this.#transactions.run(() => {
        if (mode) this.#set(inMode(this.version, mode, this.#machine))
        const present = this.ms
        if (advance === undefined && now === undefined) return { fired: [], count: 0 }
        const until = advance === undefined ? readInstant(now) : after(present, advance)
        if (until === undefined) throw new ClockError(noInstant(now))
        const ms = later(present, until)
        const passed = this.#runUntil(ms)
        this.#set(setTo(this.version, ms, this.#machine))
        return passed
      }),
    )
  }

  /** When the next thing is due, in milliseconds since 1970; infinity where nothing is. */
  get nextDue(): number {
    this.#isDue(0)
    return this.#nextMs
  }

  /** Runs what has fallen due since the clock was last looked at. */
  catchUp(): void {
    const { ms } = this
    if (this.#isDue(ms)) this.#watch(Math.min(ms, this.#nextMs), () => this.#transactions.run(() => this.#runUntil(ms)))
  }

  /** What is pending, in the order in which it will happen. */
  pending(): IterableIterator<TimelineEntry> {
    return this.#entries.in('due', 'all').keys()
  }

  /** What could not happen at its time. */
  failed(): IterableIterator<TimelineEntry> {
    return this.#entries.in('failed', 'all').keys()
  }

  /**
   * Lets something happen to a subject at a time, instead of when it was to happen; null for never, as is the end of the year 9999. What is past already happens now.
   *
   * @param endsDay whether it goes before all else that is due then, which happens as it was scheduled
   */
  schedule(event: string, subject: string, at: string | null, endsDay = false): void {
    const id = `${event}:${subject}`
    if (at === null || isBeyond(at)) {
      this.#entries.delete(id)
      return
    }
    const arrival = this.#entries.arrivals + 1
    const now = this.now()
    const time = compareInstants(at, now) < 0 ? now : at
    this.#entries.put({ id, number: endsDay ? 0 : arrival, at: time, event, subject, failed: null }, arrival)
  }

  /** To know when a day ends takes long: it is found out once for each. */
  #todayIn(zone: string): string {
    const ms = this.#now
    let day = this.#days.get(zone)
    if (!day || ms < day.from || ms >= day.until) this.#days.set(zone, (day = dayIn(zone, ms)))
    this.#until = Math.min(this.#until, day.until)
    return day.date
  }

  #set(clock: Clock): void {
    if (clock.mode === this.version.mode && clock.value === this.version.value) return
    this.#transactions.keep(this, this.version)
    this.version = clock
  }

  #isDue(ms: number): boolean {
    const { settled } = this.#entries
    if (settled === undefined || settled !== this.#seen) {
      const next = this.#entries.in('due', 'all').minKey()
      this.#nextMs = next ? Date.parse(next.at) : Number.POSITIVE_INFINITY
      this.#seen = settled
    }
    return this.#nextMs <= ms
  }

  /** Runs all that is due until then, each at its own time. What one sets off may be due as well. */
  #runUntil(ms: number): Passed {
    const fired: Fired[] = []
    for (let count = 0; ; count++) {
      const entry = this.#entries.in('due', 'all').minKey()
      const due = entry ? Date.parse(entry.at) : Number.POSITIVE_INFINITY
      if (!entry || due > ms) return { fired, count }
      const { at, event, subject } = entry
      const isTold = count < MOST_FIRED
      const told = this.at(due, () => this.#try(entry, isTold))
      if (isTold) fired.push({ at, event, subject, ...told })
    }
  }

  /** What fails changes nothing, and is not tried again. */
  #try(entry: TimelineEntry, isTold: boolean): Pick<Fired, 'summary' | 'outcome'> {
    let summary = entry.event
    this.#entries.delete(entry.id)
    try {
      const outcome = this.#transactions.attempt(() => {
        // Before it happens: some rows are gone then.
        if (isTold) summary = this.#summarize(entry)
        return this.#happen(entry)
      })
      return { summary, outcome }
    } catch (error) {
      this.#report(error, entry)
      const failed = messageOf(error)
      this.#entries.put({ ...entry, failed })
      return { summary, outcome: `failed: ${failed}` }
    }
  }

  /** Does some work at another time, in milliseconds since 1970. For what is due, and for scenarios that tell of the past. */
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
