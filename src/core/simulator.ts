/** Many worlds over one base, and all that they have in common. */

import { type Address, addressOf } from './address.ts'
import { Answering } from './answering.ts'
import type { Api } from './call/api.ts'
import { Events } from './call/emit.ts'
import type { ListedEvent } from './call/event.ts'
import type { Guide, GuideAt } from './call/guide.ts'
import { type Host, type PeopleFilter, type Person, SimulatorError } from './call/host.ts'
import { tokenProblem } from './call/observer.ts'
import { allowsOrigin, originProblem } from './call/origins.ts'
import { DEFAULT, Starts, type WorldOptions } from './starts.ts'
import { type MachineTime, machineTime, setTo } from './time/clock.ts'
import { asMeant, mountOf, type SimRequest, type SimResponse } from './values/http.ts'
import { refuseStrangers } from './values/nearest-name.ts'
import { isWholeNumber } from './values/whole-number.ts'
import { type Callable, trimmed } from './world/callable.ts'
import type { Emitted } from './world/event-types.ts'
import { loadWorld } from './world/files/load-world.ts'
import { saveWorld } from './world/files/save-world.ts'
import type { SaveOptions } from './world/files/world-file.ts'
import type { SavedWorlds } from './world/files/worlds-file.ts'
import type { Listener } from './world/journal/audience.ts'
import type { Journal } from './world/journal/journal.ts'
import { JournalRoom } from './world/journal/room.ts'
import { Ledger, OutOfSpace } from './world/ledger.ts'
import type { NextScenario, Scenario } from './world/scenario/scenario.ts'
import type { GivenSettings } from './world/setting.ts'
import { Timers } from './world/timer.ts'
import { Views } from './world/view.ts'
import { apart, type Common, World } from './world/world.ts'
import { type ForkOptions, Worlds } from './worlds.ts'

export interface SimulatorOptions extends WorldOptions {
  readonly apis: readonly Api[]
  readonly scenarios: readonly Scenario[]
  /** The settings of worlds whose clock runs, where those are others. */
  readonly runningSettings?: GivenSettings | undefined
  /** Origins that browsers may call from, instead of loopback ones; `*` for all. */
  readonly cors?: readonly string[] | undefined
  /** Origins whose pages may also steer by `/__sim`; only the simulator's own unless told. */
  readonly controlOrigins?: readonly string[] | undefined
  /** Whether rows of a table that none of the APIs has are left out of a scenario; otherwise they are refused. */
  readonly passesOver?: ((table: string) => boolean) | undefined
  /** A saved world, which all worlds start from instead: it has a scenario, a seed, a clock and settings of its own. */
  readonly world?: unknown
  /** The version of arsim, for files. */
  readonly version?: string | undefined
  /** How many worlds there may be at once; 10,000 unless told. */
  readonly maxWorlds?: number | undefined
  /** How many bytes of data all worlds together may hold, by estimate; a quarter of the heap unless told, or 512 MiB where nobody knows its size. */
  readonly maxBytes?: number | undefined
  /** How many entries the journal of each world keeps; 1,000 unless told, 0 for none. */
  readonly journal?: number | undefined
  /** How many bytes the journals of all worlds together may keep, by estimate; 64,000,000 unless told. */
  readonly journalBytes?: number | undefined
  /** Fields and parameters that an API does not know are refused, instead of a warning. */
  readonly strict?: boolean | undefined
  /** What calls to `/__sim` must have in `Authorization: Bearer …`; nothing unless told. */
  readonly controlToken?: string | undefined
  /** A text that keys, states and codes are made with, beside the seed. */
  readonly secret?: string | undefined
  /** What a running clock follows. */
  readonly machine?: MachineTime | undefined
  /** Hears of errors of arsim itself, and of scenarios; the console unless told. Without a request it was something due. */
  readonly report?: ((error: unknown, request: SimRequest | undefined) => void) | undefined
}

/** Bytes of all stored files. */
const MOST_FILES = 1_000_000_000

export class Simulator implements Host {
  readonly apis: readonly Api[]
  readonly cors: readonly string[]
  readonly controlOrigins: readonly string[]
  readonly strict: boolean
  readonly controlToken: string | undefined
  readonly #common: Common
  readonly #listeners = new Set<Listener>()
  readonly #starts: Starts
  readonly #worlds: Worlds
  readonly #events: Events
  readonly #answering: Answering
  readonly #report: (error: unknown, request: SimRequest | undefined) => void

  /** @throws SimulatorError for an unknown scenario, a seed that is no whole number, or a limit that is none */
  constructor(options: SimulatorOptions) {
    const { apis, maxWorlds = 10_000, maxBytes = 512 * 1024 * 1024 } = options
    this.apis = apis
    this.cors = origins('cors', options.cors, true)
    this.controlOrigins = origins('controlOrigins', options.controlOrigins, false)
    const barred = this.controlOrigins.find((origin) => !this.allowsOrigin(origin))
    if (barred !== undefined) throw new SimulatorError(`Pages of ${barred} may not call at all: name that origin by "cors" too.`)
    this.strict = options.strict ?? false
    this.controlToken = options.controlToken
    const problem = this.controlToken === undefined ? undefined : tokenProblem(this.controlToken)
    if (problem !== undefined) throw new SimulatorError(`controlToken: ${problem}`)
    this.#report = options.report ?? toConsole
    this.#events = new Events(apis)
    this.#common = this.#commonOf(options, maxBytes)
    this.#answering = new Answering(this, () => this.#worlds, maxBytes, this.#report)
    this.#starts = new Starts(this.#common, options, (state) => !this.#worlds || this.#worlds.keeps(state))
    const { scenario } = options
    const isTold = scenario !== undefined && typeof scenario !== 'string'
    if (isTold) this.#starts.add(scenario)
    const usual = isTold ? { ...options, scenario: scenario.name } : options
    this.#worlds = new Worlds(this.#common, this.#starts, usual, wholeNumber('maxWorlds', maxWorlds))
  }

  /** What all worlds have in common. */
  #commonOf(options: SimulatorOptions, maxBytes: number): Common {
    const { apis, journal = 1_000, journalBytes = 64_000_000 } = options
    const callable = apis.map(callableOf)
    return {
      timers: new Timers(apis.flatMap((api) => api.timers)),
      followers: apis.flatMap((api) => api.followers),
      keepers: apis.flatMap((api) => api.keepers),
      machine: options.machine ?? machineTime,
      views: new Views(),
      secret: options.secret ?? '',
      ledger: new Ledger({ rows: wholeNumber('maxBytes', maxBytes), files: MOST_FILES }),
      journal: {
        most: wholeNumber('journal', journal, 0),
        listeners: this.#listeners,
        room: new JournalRoom(wholeNumber('journalBytes', journalBytes, 0)),
        apis: callable,
        tells: (table) => !table.isDerived && this.#common.about.has(table),
        clockAt: (clock, ms) => setTo(clock, ms, this.#common.machine),
      },
      about: new Map(
        apis.flatMap(({ rows, message }) =>
          rows.map(({ table, defaults, madeAt, rules }) => [table, { defaults, madeAt, rules, message }] as const),
        ),
      ),
      callable,
      callers: (world, api) => apis.flatMap(({ name, callers }) => (callers && (api ?? name) === name ? callers(world) : [])),
      harmRules: apis.flatMap(({ harms }) => harms),
      files: {
        save: (base, saving) => {
          const whole = saving?.whole || !this.#starts.isNamed(base)
          return saveWorld(this.#common, options.version ?? '', base, { whole })
        },
        load: (file) => loadWorld(this.#common, this.#starts.known, file),
      },
      answer: (world, request) => this.#answering.handleIn(world, request, this.route(request.url, request.apis)),
      emit: (world, type, body) => {
        world.clock.catchUp()
        return this.emit(world, type, body)
      },
      failed: (error, { event, subject }) => {
        if (error instanceof OutOfSpace) throw error
        this.#report(new Error(`"${event}" of ${subject} failed, and is not tried again.`, { cause: error }), undefined)
      },
    }
  }

  /** The default one first. */
  get worlds(): readonly World[] {
    return this.#worlds.all
  }

  /**
   * A world by its id; one that does not exist yet is forked from the base.
   *
   * @throws SimulatorError for an id that is none
   * @throws OutOfSpace where there are too many
   */
  world(id: string = DEFAULT): World {
    return this.#worlds.world(id)
  }

  /**
   * Makes a new world. It shares the base's data and keeps only what it changes.
   *
   * @param id a free one is chosen unless told
   * @throws SimulatorError for an id that is none or is taken, an unknown scenario, an unknown world to start from
   * @throws TypeError for an option that there is not
   * @throws OutOfSpace where there are too many, or they hold too much
   */
  fork(id?: string, options: ForkOptions = {}): World {
    return this.#worlds.fork(id, options)
  }

  /** A world of its own that is not kept: for looking at a scenario. */
  scratch(options: WorldOptions = {}): World {
    return new World(DEFAULT, apart(this.#common), this.#starts.of(options))
  }

  /**
   * Puts another scenario in the place of the one with its name. Worlds that play it from its start begin again, unless it
   * makes the same as before; those that go back to a file, or to a moment of another world, stay as they are.
   *
   * @returns the worlds that have begun again
   * @throws ScenarioError where it fails; then all is as it was
   */
  replaceScenario(scenario: Scenario | NextScenario): readonly World[] {
    const playing = this.worlds.filter(({ start }) => start.scenario === scenario.name && this.#starts.isNamed(start))
    const areSame = this.#starts.replace(scenario, playing)
    const again = playing.filter(({ start }, at) => this.#starts.isNamed(start) && !areSame[at])
    for (const world of again) world.reset()
    return again
  }

  /** Forgets a world; returns whether there was one. The default world stays. */
  remove(id: string): boolean {
    return this.#worlds.remove(id)
  }

  /**
   * All worlds as plain JSON, each with what a reset takes it back to; those left out that their names alone would make again.
   * With `whole`, worlds that differ from a scenario that was given have all their rows: so the file outlives a change of that.
   *
   * @throws TypeError for an option that there is not
   */
  save(options: SaveOptions = {}): SavedWorlds {
    refuseStrangers(options, ['whole'])
    return this.#worlds.save(options.whole)
  }

  /**
   * Has the worlds of a file from now on, and no others.
   *
   * Those of a scenario that has changed since begin anew where they were as it made them. Others stay as they are, where the file
   * has all their rows, and go back to the scenario as it is now.
   *
   * @param file what `save` returned, or a file of it as JSON reads it
   * @returns those others
   * @throws WorldFileError for what does not hold, OutOfSpace where there is no room; then nothing has changed
   */
  load(file: unknown): readonly World[] {
    return this.#worlds.load(file)
  }

  /** What the other side can do, by the APIs that are here. */
  get events(): readonly ListedEvent[] {
    return this.apis.flatMap(({ name, events }) => events.map((event) => ({ api: name, event })))
  }

  emit(world: World, type: string, body: unknown): Emitted {
    return this.#events.emit(world, type, body)
  }

  /** The journal of a world, if there is one of that name. */
  journalOf(id: string = DEFAULT): Journal | undefined {
    return this.#worlds.find(id)?.journal
  }

  /**
   * Hears while some work is done what happens in any world beside calls, also where no journal is kept.
   * @returns the result of the work
   */
  hear<T>(listener: Listener, work: () => T): T {
    this.#listeners.add(listener)
    try {
      return work()
    } finally {
      this.#listeners.delete(listener)
    }
  }

  /** Whether pages of an origin may call the APIs. */
  allowsOrigin(origin: string): boolean {
    return allowsOrigin(origin, this.cors)
  }

  /**
   * What a newcomer needs to call the APIs of a world.
   *
   * @param origin where it is mounted, with its documents; by the names of APIs where they have addresses of their own, at which
   *   there are no documents: those without one are left out
   * @throws SimulatorError for the name of no API
   */
  guide<const Origin extends string | Readonly<Record<string, string>>>(world: World, origin: Origin): GuideAt<Origin>
  guide(world: World, origin: string | Readonly<Record<string, string>>): Guide {
    const names = this.apis.flatMap(({ name, steers }) => (steers ? [] : [name]))
    if (typeof origin !== 'string') refuseStrangers(origin, names, 'API', SimulatorError)
    const sections = this.apis.flatMap((api) => {
      const isWhole = typeof origin === 'string'
      const own = isWhole ? origin : origin[api.name]
      const openapi = isWhole ? `${mountOf(origin)}/openapi/${api.name}.json` : undefined
      return own === undefined ? [] : [api.guide(world, own, api.rows, openapi)]
    })
    return { ...Object.assign({}, ...sections), samples: Object.assign({}, ...sections.map(({ samples }) => samples)) }
  }

  /** Who the customers of a world are, and what they mean to do next. */
  people(world: World, asked: PeopleFilter = {}): Person[] {
    return this.apis.flatMap((api) => api.people(world, asked))
  }

  /**
   * Where a request goes.
   *
   * @param url path and query
   * @param names the APIs that may answer; all of them unless told
   * @returns undefined for a path that is not the simulator's
   */
  route(url: string, names?: readonly string[]): Address | undefined {
    return addressOf(names ? this.apis.filter(({ name }) => names.includes(name)) : this.apis, url)
  }

  /**
   * The answer to a read that a caller with the same frozen headers has had before, for as long as nothing changes: without
   * looking at where it goes. The journal keeps it. Undefined where it is to be worked out.
   */
  again(request: SimRequest): SimResponse | undefined {
    return this.#answering.again(request)
  }

  /**
   * Answers a request in its world: the one of the path prefix `/~id`, else of the header `X-Sim-World`, else the default one.
   * Synchronous; a refused request leaves all worlds as they were.
   *
   * @param address where it goes, if that is known already
   * @throws TypeError for a body that is neither text nor bytes; nothing else
   */
  handle(request: SimRequest, address: Address | undefined = this.route(request.url, request.apis)): SimResponse {
    return this.#answering.handle(asMeant(request), address)
  }
}

const callableOf = ({ name, steers, basePath, operations }: Api): Callable => ({
  name,
  steers,
  operations: operations.map(({ id, method, also, path }) => ({
    id,
    methods: [method, ...also, ...(method === 'GET' ? ['HEAD'] : [])],
    path: trimmed(basePath + path),
  })),
})

const toConsole = (error: unknown, request: SimRequest | undefined): void =>
  request ? console.error(`${request.method} ${request.url.slice(0, 200)} failed:`, error) : console.error(error)

function origins(name: string, named: readonly string[] = [], takesAll: boolean): readonly string[] {
  if (!Array.isArray(named)) throw new SimulatorError(`${name} is a list of origins.`)
  for (const origin of named) {
    const problem = originProblem(origin, takesAll)
    if (problem !== undefined) throw new SimulatorError(`${name}: ${problem}`)
  }
  return named
}

function wholeNumber(name: string, value: number, least = 1): number {
  if (!isWholeNumber(value, least)) throw new SimulatorError(`${name} is a whole number of at least ${least}.`)
  return value
}
