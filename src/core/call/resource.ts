/** A resource owns all it has: its tables, its operations, what happens by itself, what the other side does. One folder. */
import type { AnyTable } from '../store/definition.ts'
import type { AnyFollower } from '../world/follower.ts'
import type { AnyKeeper } from '../world/keeper.ts'
import { defineRows, type Rows } from '../world/rows/rows.ts'
import type { Completion } from '../world/scenario/scenario.ts'
import type { AnyTimer } from '../world/timer.ts'
import type { EventDefinition } from './event.ts'
import type { Operation } from './operation.ts'
import type { Words } from './words.ts'

/** A table, or a table with what is known of its rows. */
type TableEntry = AnyTable | Rows

type RowsOf<Entry> = Entry extends Rows ? Entry : Entry extends AnyTable ? Rows<Entry, never> : never

export interface Resource<
  AllRows extends readonly Rows[] = readonly Rows[],
  Operations extends readonly Operation[] = readonly Operation[],
  Events extends readonly EventDefinition[] = readonly EventDefinition[],
> {
  readonly name: string
  readonly description: string
  readonly words: Words
  readonly tables: { readonly [I in keyof AllRows]: AllRows[I]['table'] }
  readonly rows: AllRows
  readonly operations: Operations
  readonly timers: readonly AnyTimer[]
  readonly followers: readonly AnyFollower[]
  readonly keepers: readonly AnyKeeper[]
  readonly completions: readonly Completion[]
  readonly beginnings: readonly Completion[]
  readonly events: Events
  readonly harms: readonly string[]
}

/**
 * Defines a resource. The API's list of resources is the only other place that knows of it.
 *
 * @example
 * export const petsResource = defineResource({
 *   name: 'pets',
 *   description: 'Animals and who owns them.',
 *   tables: [petRows],
 *   operations: [listPets, adoptPet],
 *   timers: [growUp],
 * })
 */
export function defineResource<
  const Entries extends readonly TableEntry[] = readonly [],
  const Operations extends readonly Operation[] = readonly [],
  const Events extends readonly EventDefinition[] = readonly [],
>(spec: {
  name: string
  description: string
  /** What its fields, parameters, answers and tables mean: for documents. */
  words?: Words
  tables?: Entries
  operations?: Operations
  timers?: readonly AnyTimer[]
  followers?: readonly AnyFollower[]
  keepers?: readonly AnyKeeper[]
  /** What a scenario leaves out and its rows imply: runs once they are all there. */
  completions?: readonly Completion[]
  /** What a setting that shapes the start adds to rows that are complete without it. */
  beginnings?: readonly Completion[]
  events?: Events
  /** Tables in which the simulator remembers what no call and no test author meets. */
  memory?: readonly AnyTable[]
  /** The names of its rules of harm. */
  harms?: readonly string[]
}): Resource<{ readonly [I in keyof Entries]: RowsOf<Entries[I]> }, Operations, Events> {
  const rows = (spec.tables ?? []).map((entry: TableEntry) => ('table' in entry ? entry : defineRows(entry)))
  return {
    name: spec.name,
    description: spec.description,
    words: spec.words ?? {},
    tables: [...rows.map(({ table }) => table), ...(spec.memory ?? [])] as never,
    rows: rows as never,
    operations: spec.operations ?? ([] as readonly Operation[] as Operations),
    timers: spec.timers ?? [],
    followers: spec.followers ?? [],
    keepers: spec.keepers ?? [],
    completions: spec.completions ?? [],
    beginnings: spec.beginnings ?? [],
    events: spec.events ?? ([] as unknown as Events),
    harms: spec.harms ?? [],
  }
}
