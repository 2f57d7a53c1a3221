/** What worlds share: the rows of one moment, and what a world starts from. */
import type { AnyTable, Row } from '../store/definition.ts'
import type { Version } from '../store/version.ts'
import type { Weight } from '../store/weight.ts'
import type { Clock } from '../time/clock.ts'
import type { Holding } from './ledger.ts'
import type { Settings } from './setting.ts'

// biome-ignore lint/suspicious/noExplicitAny: tables of rows of any kind
type AnyVersion = Version<any>

/** The versions of all tables at one moment: what worlds share. Each change of a world makes one, so making one is cheap. */
export class State implements Iterable<readonly [AnyTable, AnyVersion]> {
  /** Where the version of a table stands; the same for all states that come from one another. */
  readonly #places: ReadonlyMap<AnyTable, number>
  readonly #versions: readonly AnyVersion[]

  private constructor(places: ReadonlyMap<AnyTable, number>, versions: readonly AnyVersion[]) {
    this.#places = places
    this.#versions = versions
  }

  /** @param tables several APIs may have the same */
  static of(tables: readonly AnyTable[], versionOf: (table: AnyTable) => AnyVersion): State {
    const each = [...new Set(tables)]
    return new State(new Map(each.map((table, i) => [table, i])), each.map(versionOf))
  }

  get(table: AnyTable): AnyVersion | undefined {
    return this.#versions[this.#places.get(table) ?? -1]
  }

  tables(): IterableIterator<AnyTable> {
    return this.#places.keys()
  }

  versions(): readonly AnyVersion[] {
    return this.#versions
  }

  *[Symbol.iterator](): Generator<readonly [AnyTable, AnyVersion], undefined> {
    for (const [table, i] of this.#places) yield [table, this.#versions[i] as AnyVersion]
  }

  /** @param changed tables of this state */
  with(changed: ReadonlyMap<AnyTable, { readonly version: AnyVersion }>): State {
    const versions = this.#versions.slice()
    for (const [table, { version }] of changed) versions[this.#places.get(table) as number] = version
    return new State(this.#places, versions)
  }

  map(toVersion: (version: AnyVersion, table: AnyTable) => AnyVersion): State {
    return new State(
      this.#places,
      [...this].map(([table, version]) => toVersion(version, table)),
    )
  }
}

/** The rows of a scenario, as it made them, and the day for which it did. */
export interface Origin {
  readonly today: string
  /** The date and time of the scenario, in milliseconds since 1970. */
  readonly now: number
  readonly state: State
  /** When worlds start from it, in milliseconds since 1970, and its rows then, where something has happened until then or is under way at another time. */
  readonly taken?: { readonly at: number; readonly state: State } | undefined
}

/** What a world starts from and goes back to. It never changes. */
export interface Base {
  readonly scenario: string
  readonly seed: number
  readonly state: State
  /** What it takes that nobody else may hold; nothing where it is there in any case. */
  readonly holding: Holding | undefined
  /** Of a moment of a world: what it had more then than the state it started from. */
  readonly growth?: Weight | undefined
  /** Of a moment of a world: what it started from. */
  readonly start?: Base | undefined
  readonly clock: Clock
  readonly settings: Settings
  /** What its rows are told apart from in a file; undefined where only all of them will do. */
  readonly origin?: Origin | undefined
}

/** A moment of a world, for another one to start from: what the first one started from is no matter of that. */
export const asStart = (moment: Base): Base => ({ ...moment, growth: undefined, start: undefined })

/** The rows of one table that differ from the base. */
export interface Change {
  readonly table: string
  readonly added: readonly Row[]
  readonly changed: readonly { readonly before: Row; readonly after: Row }[]
  readonly removed: readonly Row[]
}
