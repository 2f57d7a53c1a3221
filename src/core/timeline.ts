/** What will happen by itself: rows of the world, run in order of time when the clock moves or a request arrives. */
import * as z from 'zod'
import { type AnyTable, defineTable, type Row, type TableDefinition } from './store/definition.ts'
import type { Follow } from './store/table.ts'
import type { World } from './world.ts'

/** Something that happens to a row when its time comes. */
export interface Timer<R extends Row = Row> {
  readonly name: string
  readonly of: TableDefinition<R>
  readonly at: (row: R) => string | null
  readonly run: (world: World, row: R) => string
}

// biome-ignore lint/suspicious/noExplicitAny: timers of rows of any kind
export type AnyTimer = Timer<any>

/**
 * Defines what happens to a row at a time that follows from the row itself.
 * The time is looked at whenever the row changes, whoever changes it: a new time replaces the old one,
 * null or the end of the row cancels it.
 *
 * `run` gets the row as it is at that time and says what came of it.
 */
export function defineTimer<R extends Row>(timer: Timer<R>): Timer<R> {
  return timer
}

/** One thing that happened because its time came. */
export interface Fired {
  readonly at: string
  readonly event: string
  readonly subject: string
  readonly outcome: string
}

export const timelineTable = defineTable({
  name: 'timeline',
  kind: 'timeline_entry',
  row: z.object({
    id: z.string(),
    number: z.int(),
    at: z.iso.datetime(),
    event: z.string(),
    subject: z.string(),
  }),
  indexes: { due: { group: [() => 'all'], order: [{ oldest: 'at' }, { asc: 'number' }] } },
})
export type TimelineEntry = z.output<typeof timelineTable.schema>

/** The timers of a simulator, by table and by name. */
export class Timers {
  readonly #byTable = new Map<AnyTable, AnyTimer[]>()
  readonly #byName = new Map<string, AnyTimer>()

  constructor(timers: readonly AnyTimer[]) {
    for (const timer of timers) {
      this.#byTable.set(timer.of, [...(this.#byTable.get(timer.of) ?? []), timer])
      this.#byName.set(timer.name, timer)
    }
  }

  of(table: AnyTable): readonly AnyTimer[] {
    return this.#byTable.get(table) ?? []
  }

  named(name: string): AnyTimer {
    const timer = this.#byName.get(name)
    if (!timer) throw new Error(`There is no timer "${name}".`)
    return timer
  }
}

export class Timeline {
  readonly #world: World
  readonly #timers: Timers
  /** The version of the table whose first entry is due at `#nextMs`. */
  #seen: unknown
  #nextMs = Number.POSITIVE_INFINITY

  constructor(world: World, timers: Timers) {
    this.#world = world
    this.#timers = timers
  }

  get #entries() {
    return this.#world.table(timelineTable)
  }

  /** What is pending, in the order in which it will happen. */
  pending(): IterableIterator<TimelineEntry> {
    return this.#entries.in('due', 'all').keys()
  }

  isDue(ms: number): boolean {
    const { settled } = this.#entries
    if (settled === undefined || settled !== this.#seen) {
      const next = this.#entries.in('due', 'all').minKey()
      this.#nextMs = next ? Date.parse(next.at) : Number.POSITIVE_INFINITY
      this.#seen = settled
    }
    return this.#nextMs <= ms
  }

  /** What follows a change of a row; undefined for a table without timers. */
  follow(table: AnyTable): Follow<Row> | undefined {
    const timers = this.#timers.of(table)
    if (!timers.length) return undefined
    return (before, after) => {
      for (const timer of timers) {
        const at = after ? timer.at(after) : null
        if (at !== (before ? timer.at(before) : null)) this.#set(timer, (after ?? before) as Row, at)
      }
    }
  }

  #set({ name }: AnyTimer, { id: subject }: Row, at: string | null): void {
    const id = `${name}:${subject}`
    if (at === null) this.#entries.delete(id)
    else this.#entries.put({ id, number: this.#world.ids.count(timelineTable.kind), at, event: name, subject })
  }

  /** Runs all that is due until then, each at its own time. What one sets off may be due as well. */
  runUntil(ms: number): Fired[] {
    const fired: Fired[] = []
    for (;;) {
      const entry = this.#entries.in('due', 'all').minKey()
      if (!entry || Date.parse(entry.at) > ms) return fired
      const { at, event, subject } = entry
      fired.push({ at, event, subject, outcome: this.#run(entry) })
    }
  }

  #run({ id, at, event, subject }: TimelineEntry): string {
    this.#entries.delete(id)
    const timer = this.#timers.named(event)
    return this.#world.clock.at(Date.parse(at), () => timer.run(this.#world, this.#world.table(timer.of).get(subject)))
  }
}
