/** Events of the other side, as a world tells of them. */
import type { ChangedRow } from './journal/entry.ts'

/**
 * By type: what an event is given, and what it tells.
 * The core knows no events; whoever puts the APIs together declares theirs here.
 */
// biome-ignore lint/suspicious/noEmptyInterface: declared by the package's entries
export interface EventTypes {}

/** An event that happened. */
export interface Emitted<Told = Readonly<Record<string, unknown>>> {
  readonly kind: 'event'
  readonly type: string
  /** ISO 8601, on the world's clock. */
  readonly at: string
  /** As it was given. */
  readonly body: Readonly<Record<string, unknown>>
  /** What the event has to say, such as the ids of what it made. */
  readonly result: Told
  /** How many rows it changed. */
  readonly changed: number
  readonly rows: readonly ChangedRow[]
}
