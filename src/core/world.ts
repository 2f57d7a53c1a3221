/** One complete, isolated state: tables, a clock, a source of ids. `handle` applies a request to it. */
import type { Api } from './api.ts'
import { Clock, type ClockState, type MachineTime } from './clock.ts'
import { type AnyFollower, followOf } from './follower.ts'
import { jsonResponse, type SimRequest, type SimResponse } from './http.ts'
import { countersTable, Ids } from './ids.ts'
import { toJson } from './json.ts'
import { type Lookup, Lookups } from './lookup.ts'
import { answer } from './pipeline.ts'
import type { Simulator } from './simulator.ts'
import type { AnyTable, Row, TableDefinition } from './store/definition.ts'
import { differences } from './store/differences.ts'
import { Table, type Version } from './store/table.ts'
import { Transactions } from './store/transaction.ts'
import { Timeline, type Timers } from './timeline.ts'
import type { Views } from './view.ts'

/** The versions of all tables at one moment: what worlds share. */
// biome-ignore lint/suspicious/noExplicitAny: tables of rows of any kind
export type State = ReadonlyMap<AnyTable, Version<any>>

/** What a world starts from and goes back to. It never changes. */
export interface Base {
  readonly scenario: string
  readonly seed: number
  readonly state: State
  readonly clock: ClockState
  /** How the simulated services behave where that is a matter of choice, by name. */
  readonly settings: Readonly<Record<string, string>>
}

/** What all worlds of a simulator have in common. */
export interface Setting {
  readonly simulator: Simulator
  readonly apis: readonly Api[]
  readonly timers: Timers
  readonly followers: readonly AnyFollower[]
  readonly machine: MachineTime
  readonly views: Views
}

/** The rows of one table that differ from the base. */
export interface Change {
  readonly table: string
  readonly added: readonly Row[]
  readonly changed: readonly { readonly before: Row; readonly after: Row }[]
  readonly removed: readonly Row[]
}

export class World {
  readonly id: string
  readonly clock: Clock
  readonly ids: Ids
  readonly timeline: Timeline
  readonly transactions = new Transactions()
  readonly #setting: Setting
  readonly #nextBase: () => Base
  readonly #lookups = new Lookups(this)
  readonly #tables = new Map<AnyTable, Table>()
  #base: Base

  /** @param nextBase what the world starts as, and what a reset goes back to */
  constructor(id: string, setting: Setting, nextBase: () => Base) {
    this.id = id
    this.#setting = setting
    this.#nextBase = nextBase
    this.#base = nextBase()
    this.timeline = new Timeline(this, setting.timers)
    for (const [definition, version] of this.#base.state)
      this.#tables.set(
        definition,
        new Table(definition, this.transactions, version, [
          this.timeline.follow(definition),
          followOf(this, setting.followers, definition),
        ]),
      )
    this.clock = new Clock(this.#base.clock, setting.machine, (ms) =>
      this.timeline.isDue(ms) ? this.transactions.run(() => this.timeline.runUntil(ms)) : [],
    )
    this.ids = new Ids(this.#base.seed, this.table(countersTable))
  }

  get base(): Base {
    return this.#base
  }

  /** The simulator that holds this world. */
  get simulator(): Simulator {
    return this.#setting.simulator
  }

  get apis(): readonly Api[] {
    return this.#setting.apis
  }

  get tables(): readonly AnyTable[] {
    return [...this.#tables.keys()]
  }

  /** The rows of a table in this world. */
  table<R extends Row, Index extends string>(definition: TableDefinition<R, Index>): Table<R, Index> {
    const table = this.#tables.get(definition)
    if (!table) throw new Error(`This world has no table "${definition.name}".`)
    return table as unknown as Table<R, Index>
  }

  /** The answer to a look-up, found anew only when its tables have changed. */
  lookUp<T>(lookup: Lookup<T>, key: string, more?: string): T {
    return this.#lookups.answer(lookup, key, more)
  }

  /** What the API shows of a row. */
  show<R extends Row, Shown>(definition: TableDefinition<R, string, Shown>, row: R): Shown {
    return this.#setting.views.show(this, definition, row)
  }

  /** Whether a search finds a row: a part of its searched fields, in any case. */
  finds<R extends Row>(definition: TableDefinition<R>, search: string): (row: R) => boolean {
    const wanted = search.trim().toLowerCase()
    return (row) => this.#setting.views.text(this, definition, row).includes(wanted)
  }

  /** Adds a row with a new id, created now. */
  create<R extends Row>(definition: TableDefinition<R>, values: Omit<R, 'id' | Stamp>): R {
    const now = this.clock.now()
    const { created, updated } = definition.stamps
    const stamps = { ...(created && { [created]: now }), ...(updated && { [updated]: now }) }
    return this.table(definition).put({ id: this.ids.next(definition), ...values, ...stamps } as unknown as R)
  }

  /** Replaces a row, changed now. */
  save<R extends Row>(definition: TableDefinition<R>, row: R): R {
    const { updated } = definition.stamps
    const stamped = updated ? { ...row, [updated]: this.clock.now() } : row
    return this.table(definition).put(stamped)
  }

  /** Answers a request. Synchronous; a refused one leaves the world as it was. */
  handle(request: SimRequest): SimResponse {
    this.clock.catchUp()
    const { path, search } = splitUrl(request.url)
    for (const api of this.#setting.apis) {
      if (request.apis && !request.apis.includes(api.name)) continue
      const route = api.owns(path, request)
      if (route !== undefined) return answer(api, this, request, route, search)
    }
    return jsonResponse(404, toJson({ error: { message: `No API answers ${path}.` } }))
  }

  /** Back to its base, its clock too. */
  reset(): void {
    this.#base = this.#nextBase()
    for (const [definition, version] of this.#base.state) this.table(definition).version = version
    this.clock.restore(this.#base.clock)
  }

  /** The present as a base for other worlds. */
  freeze(): Base {
    const state = new Map([...this.#tables].map(([definition, table]) => [definition, table.version]))
    return { ...this.#base, state, clock: this.clock.state }
  }

  /** The rows that differ from the base, by table; tables that do not differ are left out, and those that follow from others. */
  changes(): Change[] {
    const tables = [...this.#tables].filter(([definition]) => !definition.isDerived)
    return tables.flatMap(([definition, table]) => {
      const change = differences((this.#base.state.get(definition) ?? table.version).rows, table.version.rows)
      return change ? [{ table: definition.name, ...change }] : []
    })
  }
}

type Stamp = 'created_at' | 'updated_at' | 'createdAt' | 'updatedAt'

function splitUrl(url: string): { path: string; search: string } {
  const at = url.indexOf('?')
  return at < 0 ? { path: url, search: '' } : { path: url.slice(0, at), search: url.slice(at + 1) }
}
