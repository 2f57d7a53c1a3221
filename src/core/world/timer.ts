/** What happens to rows when their time comes. */
import type { AnyTable, Row, TableDefinition } from '../store/definition.ts'
import type { Follow } from '../store/table.ts'
import type { Timeline, TimelineEntry } from '../time/timeline.ts'
import type { World } from './handle.ts'

/** Something that happens to a row when its time comes. */
export interface Timer<R extends Row = Row> {
  readonly name: string
  readonly of: TableDefinition<R>
  readonly at: (row: R) => string | null
  /** It belongs to the day that is over at that time, and happens before all else that is due then. */
  readonly endsDay?: boolean
  /** What it is, with the names that people know: "INV-2001 of Gadget Works is paid". */
  readonly summary: (world: World, row: R) => string
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

  /** What follows a change of a row of a table: its timers are set anew. Undefined for a table without timers. */
  follow(table: AnyTable, timeline: () => Timeline): Follow<Row> | undefined {
    const timers = this.#byTable.get(table)
    return (
      timers &&
      ((before, after) => {
        for (const timer of timers) {
          const at = after ? timer.at(after) : null
          if (at !== (before ? timer.at(before) : null))
            timeline().schedule(timer.name, ((after ?? before) as Row).id, at, timer.endsDay)
        }
      })
    )
  }

  /** Whose rows an event happens to; undefined where there is no such event. */
  tableOf(event: string): AnyTable | undefined {
    return this.#byName.get(event)?.of
  }

  /** When an event is to happen to a subject, as its row says; undefined where there is no such event or row. */
  dueAt(world: World, event: string, subject: string): string | null | undefined {
    const timer = this.#byName.get(event)
    const row = timer && world.table(timer.of).get(subject)
    return row && timer.at(row)
  }

  /** The row that an entry is about, with its table. */
  subjectOf(world: World, { event, subject }: TimelineEntry): { readonly table: AnyTable; readonly row: Row } | undefined {
    const table = this.#byName.get(event)?.of
    const row = table && world.table(table).get(subject)
    return table && row && { table, row }
  }

  /** What an entry is, in words; its event where its row is gone. */
  summaryOf(world: World, { event, subject }: TimelineEntry): string {
    const timer = this.#byName.get(event)
    const row = timer && world.table(timer.of).get(subject)
    return row ? timer.summary(world, row) : event
  }

  /** Runs the timer of an entry; says what came of it. */
  run(world: World, { event, subject }: TimelineEntry): string {
    const timer = this.#byName.get(event)
    if (!timer) throw new Error(`There is no timer "${event}".`)
    return timer.run(world, world.table(timer.of).get(subject))
  }
}
