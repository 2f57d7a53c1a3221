/** What operations, timers, followers, samples and defaults may do with a world. */
import type { AnyTable, Row, TableDefinition } from '../store/definition.ts'
import type { Table } from '../store/table.ts'
import type { Time } from '../time/timeline.ts'
import type { Ids } from './ids.ts'
import type { Setting } from './setting.ts'

export interface Creation {
  /** An id that was taken before, where the row names itself. */
  readonly id?: string | undefined
  readonly at?: string | undefined
}

export interface World {
  readonly id: string
  readonly clock: Time
  readonly ids: Ids
  /** While a scenario's rows are put in: what follows from all of them together may wait for the end, and be done by a completion. */
  readonly isBeingMade: boolean
  /** While rows are put in that nobody called for: by a scenario, or by the world’s owner. */
  readonly isBeingEdited: boolean
  /** While it answers a call to one of the APIs. */
  readonly isBeingCalled: boolean
  /** What is mixed into keys and codes, so that knowing the seed is not enough to make them. */
  readonly secret: string
  /** The rows of a table in this world. */
  table<R extends Row, Index extends string>(definition: TableDefinition<R, Index>): Table<R, Index>
  /** Has a row of a derived table worked out anew: once somebody looks at the table, at the latest as the event or the call ends. */
  refresh(definition: AnyTable, id: string, work: (world: World, id: string) => void): void
  /** What the API shows of a row. */
  show<R extends Row, Shown>(definition: TableDefinition<R, string, Shown>, row: R): Shown
  /** Whether a search finds a row: a part of its searched fields; case, accents and the width of blanks do not count. */
  finds<R extends Row>(definition: TableDefinition<R>, search: string): (row: R) => boolean
  /** Adds a row with a new id, created now, unless those are told. What is not given has its column's default. */
  create<R extends Row, New>(definition: TableDefinition<R, string, unknown, New>, values: NoInfer<New>, creation?: Creation): R
  /** Replaces a row, changed now. */
  save<R extends Row>(definition: TableDefinition<R>, row: R): R
  /** How the simulated services behave where that is a matter of choice. */
  setting<Value extends string>(setting: Setting<Value>): Value
}
