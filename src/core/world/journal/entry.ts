/** What stands in a journal, as it is shown. */
import type { Row } from '../../store/definition.ts'
import type { ClockMode } from '../../time/clock.ts'
import type { Passed } from '../../time/timeline.ts'
import type { Delivery } from '../../values/http.ts'

/** What anything of a world has in common that happened to it. */
interface Happened {
  /** Counted for the life of the world; it never comes twice. */
  readonly number: number
  /** The time of the world, ISO 8601 in UTC. */
  readonly at: string
  /** How many rows it changed. */
  readonly changed: number
}

/** Who called. */
export interface CallerName {
  readonly id: string
  readonly name: string
}

/** A request to an API and its answer. */
export interface CallEntry<Sent = unknown, Got = unknown> extends Happened {
  readonly kind: 'call'
  readonly api: string
  /** Null for a path that no operation has. */
  readonly operation: string | null
  /** Null where nobody said who calls. */
  readonly caller: CallerName | null
  readonly request: {
    readonly method: string
    /** Without the prefix of the world. */
    readonly path: string
    readonly query: Readonly<Record<string, string | readonly string[]>>
    readonly headers: Readonly<Record<string, string>>
    readonly body: Sent
    /** What was sent, where `body` does not tell it: JSON that is one text, or null. */
    readonly text?: string | undefined
  }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string | readonly string[]>>
    readonly body: Got
  }
  readonly warnings: readonly string[]
  /** The id of the fault that it met. */
  readonly fault: string | null
  /** What the fault did to the answer on its way; null where it came as usual. */
  readonly delivery: Delivery | null
}

/** The clock was moved or changed its mode, or ran on and made something happen. */
export interface ClockNews extends Passed {
  readonly kind: 'clock'
  readonly from: string
  readonly to: string
  readonly mode: ClockMode
}

/** The simulator was steered: a fault added or removed, a state loaded or restored. */
export interface ControlNews {
  readonly kind: 'control'
  /** What was done, such as `fault-added`. */
  readonly action: string
  /** To what: a fault, the name of a snapshot. */
  readonly subject?: unknown
}

/** The other side acted. */
export interface EventNews {
  readonly kind: 'event'
  readonly type: string
  readonly body: unknown
}

/** Rows were changed by hand: by the collections of a test, or by a call to `/__sim/tables`. */
export interface DataNews {
  readonly kind: 'data'
  readonly table: string
  /** The collection's method. */
  readonly action: string
}

export type News = ClockNews | ControlNews | EventNews | DataNews
export type ClockEntry = Happened & ClockNews
export type ControlEntry = Happened & ControlNews
export type EventEntry = Happened & EventNews
export type DataEntry = Happened & DataNews

/** One thing that happened to a world. */
export type Entry = CallEntry | ClockEntry | ControlEntry | EventEntry | DataEntry

export const entryKinds = ['call', 'clock', 'control', 'event', 'data'] as const
export type EntryKind = (typeof entryKinds)[number]

/** A row that an entry changed: null before it was made, and after it was deleted. */
export interface ChangedRow {
  readonly table: string
  readonly id: string
  readonly before: Row | null
  readonly after: Row | null
}

/** An entry by itself, with the rows it changed. */
export type EntryWithRows = Entry & { readonly rows: readonly ChangedRow[] }
