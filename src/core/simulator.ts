/** Many worlds over one base: finds the world of a request and lets it answer. */
import { type Address, addressOf, placeOf } from './address.ts'
import type { Api } from './call/api.ts'
import { Events } from './call/emit.ts'
import type { ListedEvent } from './call/event.ts'
import { type Host, type Person, SimulatorError } from './call/host.ts'
import { isObserver } from './call/observer.ts'
import { allowsOrigin, corsHeaders, isForeign, isOpenTo, isPreflight, preflightHeaders } from './call/origins.ts'
import { answer } from './call/pipeline.ts'
import { withWarning } from './call/warning.ts'
import { NOTHING } from './store/weight.ts'
import { type ClockMode, type MachineTime, machineTime, setTo } from './time/clock.ts'
import { timelineTable } from './time/timeline.ts'
import { given } from './values/given.ts'
import { plainRefusal, type SimRequest, type SimResponse } from './values/http.ts'
import { Bases } from './world/bases.ts'
import type { Emitted } from './world/event-types.ts'
import { faultsTable } from './world/fault.ts'
import { harmsTable } from './world/harm.ts'
import { countersTable } from './world/ids.ts'
import type { Journal } from './world/journal.ts'
import { JournalRoom } from './world/journal-room.ts'
import { type Holdings, Ledger, OutOfSpace } from './world/ledger.ts'
import { type Known, loadWorld } from './world/load-world.ts'
import { ReadCache } from './world/read-cache.ts'
import { saveWorld } from './world/save-world.ts'
import { type Built, type NextScenario, type Scenario, ScenarioError, type Variant } from './world/scenario.ts'
import { problemOf, type Setting, type Settings } from './world/setting.ts'
import { Timers } from './world/timer.ts'
import { takenUp } from './world/under-way.ts'
import { Views } from './world/view.ts'
import { type Base, type Common, type Moment, type State, World } from './world/world.ts'
import { WorldFileError } from './world/world-file.ts'
import { type GivenWorld, readWorlds, type SavedWorlds, WORLDS_FORMAT } from './world/worlds-file.ts'

/** Which base a world has. */
export interface WorldOptions {
  /** A scenario by its name, or one of your own. */
  readonly scenario?: string | Scenario | NextScenario | undefined
  /** A whole number: another seed makes other companies. */
  readonly seed?: number | undefined
  readonly clock?: ClockMode | undefined
  /** How the simulated services behave where that is a matter of choice, by name. */
  readonly settings?: Settings | undefined
}

export interface SimulatorOptions extends WorldOptions {
  readonly apis: readonly Api[]
  readonly scenarios: readonly Scenario[]
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

export interface ForkOptions extends WorldOptions {
  /** The world to start as, and to go back to on a reset, instead of the base. */
  readonly from?: string | undefined
  /** To start as that world was before this entry of its journal. */
  readonly before?: number | undefined
}

const DEFAULT = 'default'
const worldId = /^[A-Za-z0-9_-]{1,64}$/
const ID_RULE = 'A world id is 1 to 64 of A-Z a-z 0-9 _ -.'
const FOREIGN = 'Pages of other sites may not call this simulator. To let one, name its origin: --cors ORIGIN.'
/** Bytes of all stored files. */
const MOST_FILES = 1_000_000_000
/** Bytes of answers to reads, to give again. */
const MOST_READS = 32_000_000

export class Simulator implements Host {
  readonly apis: readonly Api[]
  readonly cors: readonly string[]
  readonly controlOrigins: readonly string[]
  readonly strict: boolean
  readonly controlToken: string | undefined
  readonly #options: SimulatorOptions
  readonly #common: Common
  readonly #bases: Bases
  readonly #settings: readonly Setting[]
  readonly #events: Events
  /** By name, the one it was made with too. */
  readonly #scenarios: Map<string, Scenario>
  readonly #reads: ReadCache
  readonly #maxWorlds: number
  readonly #report: (error: unknown, request: SimRequest | undefined) => void
  /** The default world is not among them. */
  readonly #worlds = new Map<string, World>()
  /** Those that requests have made by naming them, the one used longest ago first. Only they may go, while nothing in them has changed. */
  readonly #passing = new Map<string, World>()
  /** What worlds start from, where it is a file. */
  readonly #loaded: Base | undefined
  /** How the others do. */
  #usual: (() => Base) | undefined
  readonly #default: World
  /** What the default world started from first. */
  readonly #first: State | undefined
  #forks = 0
  /** The origin that was found to be one last: it hardly ever changes. */
  #knownOrigin: string | undefined

  /** @throws SimulatorError for an unknown scenario, a seed that is no whole number, or a limit that is none */
  constructor(options: SimulatorOptions) {
    const { apis, maxWorlds = 10_000, maxBytes = 512 * 1024 * 1024, journal = 1_000, journalBytes = 64_000_000 } = options
    this.apis = apis
    this.cors = options.cors ?? []
    this.controlOrigins = options.controlOrigins ?? []
    const barred = this.controlOrigins.find((origin) => !this.allowsOrigin(origin))
    if (barred !== undefined) throw new SimulatorError(`Pages of ${barred} may not call at all: name that origin by "cors" too.`)
    this.strict = options.strict ?? false
    this.controlToken = options.controlToken
    if (this.controlToken === '') throw new SimulatorError('A control token has at least one character.')
    this.#maxWorlds = wholeNumber('maxWorlds', maxWorlds)
    this.#report = options.report ?? toConsole
    this.#reads = new ReadCache(Math.min(maxBytes / 16, MOST_READS))
    this.#events = new Events(apis)
    this.#common = {
      timers: new Timers(apis.flatMap((api) => api.timers)),
      followers: apis.flatMap((api) => api.followers),
      keepers: apis.flatMap((api) => api.keepers),
      machine: options.machine ?? machineTime,
      views: new Views(),
      secret: options.secret ?? '',
      ledger: new Ledger({ rows: wholeNumber('maxBytes', maxBytes), files: MOST_FILES }),
      journal: {
        most: wholeNumber('journal', journal, 0),
        room: new JournalRoom(wholeNumber('journalBytes', journalBytes, 0)),
        names: new Map(
          apis.flatMap(({ name, steers, operations }) => (steers ? [] : [[name, operations.map(({ id }) => id)] as const])),
        ),
        tells: (table) => !table.isDerived && this.#common.about.has(table),
        clockAt: (clock, ms) => setTo(clock, ms, this.#common.machine),
      },
      about: new Map(
        apis.flatMap(({ rows, message }) =>
          rows.map(({ table, defaults, rules }) => [table, { defaults, rules, message }] as const),
        ),
      ),
      callable: apis.flatMap(({ name, steers, operations }) =>
        steers ? [] : [{ name, operations: operations.map(({ id }) => id) }],
      ),
      harmRules: apis.flatMap(({ harms }) => harms),
      files: {
        save: (base, saving) => saveWorld(this.#common, options.version ?? '', base, saving),
        load: (file) => loadWorld(this.#common, known, file),
      },
      answer: (world, request) =>
        this.#guarded(request, () => this.#within(world, request, this.route(request.url, request.apis))),
      emit: (world, type, body) => {
        world.clock.catchUp()
        return this.emit(world, type, body)
      },
      failed: (error, { event, subject }) => {
        if (error instanceof OutOfSpace) throw error
        this.#report(new Error(`"${event}" of ${subject} failed, and is not tried again.`, { cause: error }), undefined)
      },
    }
    const tables = [countersTable, timelineTable, faultsTable, harmsTable, ...apis.flatMap((api) => api.tables)]
    // APIs may have settings in common.
    this.#settings = [...new Set(apis.flatMap((api) => api.settings))]
    const known: Known = {
      tables,
      settings: this.#settings,
      scenarios: () => [...this.#scenarios.keys()],
      origin: (name, variant) => this.#originOf(name, variant),
      takenUp: (base, at) => this.#takenUp(base, at),
    }
    this.#bases = new Bases(this.#common, {
      tables,
      passesOver: options.passesOver ?? (() => false),
      completions: apis.flatMap((api) => api.completions),
      beginnings: apis.flatMap((api) => api.beginnings),
      settings: this.#settings,
    })
    this.#scenarios = new Map(options.scenarios.map((scenario) => [scenario.name, scenario]))
    const { scenario } = options
    if (typeof scenario === 'object') this.#scenarios.set(scenario.name, this.#whole(scenario))
    this.#options = typeof scenario === 'object' ? { ...options, scenario: scenario.name } : options
    this.#loaded = options.world === undefined ? undefined : this.#load(options)
    this.#default = new World(DEFAULT, this.#common, this.#startOf({}))
    this.#first = this.#default.base.origin?.state
    if (this.#loaded) this.#default.account.replace(this.#loaded.holdings, NOTHING)
  }

  /** The default one first. */
  get worlds(): readonly World[] {
    return [this.#default, ...this.#worlds.values()]
  }

  /**
   * A world by its id; one that does not exist yet is forked from the base.
   *
   * @throws SimulatorError for an id that is none
   * @throws OutOfSpace where there are too many
   */
  world(id: string = DEFAULT): World {
    if (id === DEFAULT) return this.#default
    this.#passing.delete(id)
    const known = this.#worlds.get(id)
    if (known) return known
    this.#makeRoom()
    return this.#keep(this.#make(id))
  }

  /**
   * Makes a new world. It shares the base's data and keeps only what it changes.
   *
   * @param id a free one is chosen unless told
   * @throws SimulatorError for an id that is none or is taken, an unknown scenario, an unknown world to start from
   * @throws OutOfSpace where there are too many, or they hold too much
   */
  fork(id?: string, options: ForkOptions = {}): World {
    const name = id ?? this.#freeId()
    if (name === DEFAULT || this.#worlds.has(name)) throw new SimulatorError(`There is a world "${name}" already.`)
    if (!worldId.test(name)) throw new SimulatorError(ID_RULE)
    const nextBase = this.#startOf(options)
    this.#makeRoom()
    return this.#keep(new World(name, this.#common, nextBase))
  }

  /** A world of its own that is not kept: for looking at a scenario. */
  scratch(options: WorldOptions = {}): World {
    return new World(DEFAULT, { ...this.#common, ledger: this.#common.ledger.apart() }, this.#baseOf(options))
  }

  /**
   * Puts another scenario in the place of the one with its name. Worlds that play it start again.
   *
   * @throws ScenarioError where it fails; then all is as it was
   */
  replaceScenario(scenario: Scenario | NextScenario): void {
    const { name } = scenario
    const next = this.#whole(scenario)
    const playing = this.worlds.filter(({ base }) => base.scenario === name)
    for (const { base, clock } of playing) this.#bases.of(next, base.seed, clock.today(), base.settings)
    this.#scenarios.set(name, next)
    for (const world of playing) world.reset()
  }

  /** Forgets a world; returns whether there was one. The default world stays. */
  remove(id: string): boolean {
    this.#passing.delete(id)
    this.#worlds.get(id)?.close()
    return this.#worlds.delete(id)
  }

  /** What the other side can do, by the APIs that are here. */
  get events(): readonly ListedEvent[] {
    return this.apis.flatMap(({ name, events }) => events.map((event) => ({ api: name, event })))
  }

  emit(world: World, type: string, body: unknown): Emitted {
    return this.#events.emit(world, type, body)
  }

  /** All worlds as plain JSON, each with what a reset takes it back to; those left out that their names alone would make again. */
  save(): SavedWorlds {
    const worlds = this.worlds.filter((world) => !(this.#passing.has(world.id) && world.isUntouched))
    const { files } = this.#common
    return {
      format: WORLDS_FORMAT,
      worlds: worlds.map((world) => ({ id: world.id, start: files.save(world.base), now: world.save() })),
    }
  }

  /**
   * Has the worlds of a file from now on, and no others.
   *
   * @param file what `save` returned, or a file of it as JSON reads it
   * @throws WorldFileError for what does not hold, OutOfSpace where there is no room; then nothing has changed
   */
  load(file: unknown): void {
    const given = readWorlds(file, (id) => worldId.test(id))
    const moments = new Map(given.map((world) => [world.id, this.#momentOf(world)]))
    const ofDefault = moments.get(DEFAULT)
    if (!ofDefault) throw new WorldFileError('The file has no default world.')
    if (moments.size > this.#maxWorlds) throw this.#tooMany()
    const made: World[] = []
    try {
      for (const [id, moment] of moments) if (id !== DEFAULT) made.push(this.#makeAt(id, moment))
      this.#default.goTo(ofDefault)
    } catch (error) {
      for (const world of made) world.account.close()
      throw error
    }
    for (const { id } of this.worlds) this.remove(id)
    for (const world of made) this.#worlds.set(world.id, world)
  }

  #makeAt(id: string, moment: Moment): World {
    const world = new World(id, this.#common, always(moment.start))
    world.account.open(moment.start.holdings)
    try {
      world.goTo(moment)
      return world
    } catch (error) {
      world.account.close()
      throw error
    }
  }

  #momentOf({ id, start, now }: GivenWorld): Moment {
    try {
      const { base } = this.#common.files.load(start)
      const { base: present, growth } = this.#common.files.load(now)
      return { start: base, nextBase: this.#isOfScenario(base) ? this.#againOf(base) : always(base), present, growth }
    } catch (error) {
      if (!(error instanceof WorldFileError)) throw error
      throw new WorldFileError(`The world "${id}" of the file: ${error.message}`)
    }
  }

  /** Whether a base is as its scenario makes it: then a running world plays on its own day after a reset. */
  #isOfScenario({ state, origin, clock, scenario }: Base): boolean {
    const value = clock.mode === 'frozen' ? Date.parse(this.#scenarios.get(scenario)?.now ?? '') : 0
    return state === (origin?.taken?.state ?? origin?.state) && clock.value === value
  }

  #againOf({ scenario, seed, clock, settings }: Base): () => Base {
    return this.#baseOf({ scenario, seed, clock: clock.mode, settings })
  }

  /** The journal of a world, if there is one of that name. */
  journalOf(id: string = DEFAULT): Journal | undefined {
    return (id === DEFAULT ? this.#default : this.#worlds.get(id))?.journal
  }

  /** Whether pages of an origin may call the APIs. */
  allowsOrigin(origin: string): boolean {
    return allowsOrigin(origin, this.cors)
  }

  /** What a newcomer needs to call the APIs of a world that is mounted there. */
  guide(world: World, origin: string): Readonly<Record<string, unknown>> {
    const sections = this.apis.map((api) => api.guide(world, origin, api.rows))
    return { ...Object.assign({}, ...sections), samples: Object.assign({}, ...sections.map(({ samples }) => samples)) }
  }

  /** Who the customers of a world are, and what they mean to do next. */
  people(world: World): Person[] {
    return this.apis.flatMap((api) => api.people(world))
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
   * Answers a request in its world: the one of the path prefix `/~id`, else of the header `X-Sim-World`, else the default one.
   * Synchronous; a refused request leaves all worlds as they were. Never throws.
   *
   * @param address where it goes, if that is known already
   */
  handle(request: SimRequest, address: Address | undefined = this.route(request.url, request.apis)): SimResponse {
    const response = this.#guarded(request, () => this.#answer(request, address))
    return request.headers.origin === undefined
      ? response
      : { ...response, headers: { ...response.headers, ...corsHeaders(request, this.cors) } }
  }

  #guarded(request: SimRequest, work: () => SimResponse): SimResponse {
    try {
      const response = work()
      return request.method === 'HEAD' ? withoutBody(response) : response
    } catch (error) {
      return this.#failed(error, request)
    }
  }

  /** The one place where an error of arsim itself, or of a scenario, becomes an answer. */
  #failed(error: unknown, request: SimRequest): SimResponse {
    if (error instanceof OutOfSpace) return plainRefusal(507, error.message)
    this.#report(error, request)
    const text = error instanceof Error ? error.message : String(error)
    return plainRefusal(500, error instanceof ScenarioError ? text : `This is a bug in arsim, please report it. ${text}`)
  }

  #answer(request: SimRequest, address: Address | undefined): SimResponse {
    if (!this.#isOrigin(request.origin)) return plainRefusal(400, 'The header Host names no host.')
    if (!address) return this.#within(this.#default, request, address)
    const id = address.worldId ?? request.headers['x-sim-world'] ?? DEFAULT
    const known = id === DEFAULT ? this.#default : this.#worlds.get(id)
    if (!known && !worldId.test(id)) return plainRefusal(400, ID_RULE)
    if (isForeign(request, request.origin, this.cors) && !(known && isOpen(request, address))) return plainRefusal(403, FOREIGN)
    if (isPreflight(request)) return { status: 204, headers: preflightHeaders(request), body: '' }
    if (known) {
      if (this.#passing.delete(id)) this.#passing.set(id, known)
      return this.#within(known, request, address)
    }
    return this.#withNew(id, request, address)
  }

  /** A world is made by a call that succeeds in it. */
  #withNew(id: string, request: SimRequest, address: Address): SimResponse {
    this.#makeRoom()
    const world = this.#make(id)
    let isKept = false
    try {
      const response = this.#within(world, request, address)
      if (response.status < 400 && !this.#worlds.has(id)) {
        this.#passing.set(id, this.#keep(world))
        isKept = true
        return withWarning(response, `The world "${id}" is new.`)
      }
      return response
    } finally {
      if (!isKept) world.close()
    }
  }

  #within(world: World, request: SimRequest, address: Address | undefined): SimResponse {
    if (!address) return plainRefusal(404, `No API answers ${request.url.slice(0, 200)}.`)
    const { api, route } = placeOf(address, request)
    // What is due happens before a call. Where that fails the world is broken, but it can still be looked at, reset and forgotten.
    const failure = this.#catchUp(world, request)
    const arrive = () => this.#arrive(world, request, address, api, route)
    if (api.steers || isObserver(request, this.controlToken)) return failure && !api.steers ? failure : arrive()
    const { path, search } = address
    const asked = { api: api.name, request, path, search }
    if (failure) return world.journal.call(asked, () => failure).response
    return this.#reads.read(world, asked, () => this.#guarded(request, arrive))
  }

  #arrive(world: World, request: SimRequest, { path, search, worldId: prefix }: Address, api: Api, route: string): SimResponse {
    const isNamed = prefix !== undefined || request.headers['x-sim-world'] !== undefined
    const placed = isNamed ? { ...request, origin: `${request.origin}/~${world.id}` } : request
    const isRehearsal = isRead(request) && !api.steers && isObserver(request, this.controlToken)
    const report = this.#report
    return answer({ host: this, api, world, request: placed, root: request.origin, path, route, search, isRehearsal, report })
  }

  #catchUp(world: World, request: SimRequest): SimResponse | undefined {
    try {
      world.clock.catchUp()
      return undefined
    } catch (error) {
      return this.#failed(error, request)
    }
  }

  #isOrigin(origin: string): boolean {
    if (origin === this.#knownOrigin) return true
    if (!URL.canParse(origin)) return false
    this.#knownOrigin = origin
    return true
  }

  /** A world that is not kept yet. */
  #make(id: string): World {
    if (!worldId.test(id)) throw new SimulatorError(ID_RULE)
    return new World(id, this.#common, this.#startOf({}))
  }

  /** @throws SimulatorError where the options say again, or otherwise, what the file says */
  #load({ world, scenario, seed, clock }: SimulatorOptions): Base {
    if ((scenario ?? seed ?? clock) !== undefined)
      throw new SimulatorError('A saved world has a scenario, a seed and a clock: give no others beside it.')
    return this.#common.files.load(world).base
  }

  /** The rows of a scenario by its name, as a file names it. */
  #originOf(name: string, variant: Variant): (Built & { readonly holdings: Holdings }) | undefined {
    const scenario = this.#scenarios.get(name)
    return scenario && this.#built(scenario, variant)
  }

  /** A base with what is under way in its scenario taken up at a time, in milliseconds since 1970. */
  #takenUp(base: Base, at: number): Base {
    const { now } = this.#named(base.scenario)
    return takenUp(this.#common, base, Date.parse(`${base.origin?.today}${now.slice(10)}`), at)
  }

  #built(scenario: Scenario, { seed, today, settings }: Variant): Built & { readonly holdings: Holdings } {
    const { state, weight } = this.#bases.of(scenario, seed, today, settings)
    // What the default world starts from is there in any case.
    const isThere = !this.#default || state === this.#default.base.state || state === this.#first
    const holdings: Holdings = isThere ? [] : [[state, weight()]]
    return { state, weight, holdings }
  }

  #keep(world: World): World {
    for (;;)
      try {
        world.account.open(world.base.holdings)
        this.#worlds.set(world.id, world)
        return world
      } catch (error) {
        if (!this.#forgetUntouched()) throw error
      }
  }

  /** At the limit a world goes that is as its name alone would make it again. */
  #makeRoom(): void {
    if (this.#worlds.size + 1 < this.#maxWorlds || this.#forgetUntouched()) return
    throw this.#tooMany()
  }

  #tooMany(): OutOfSpace {
    return new OutOfSpace(
      `There are ${this.#maxWorlds.toLocaleString('en-US')} worlds already. Forget one, or allow more with --max-worlds.`,
    )
  }

  #forgetUntouched(): boolean {
    for (const [id, world] of this.#passing) {
      this.#passing.delete(id)
      if (world.isUntouched && !world.journal.isHeard) return this.remove(id)
    }
    return false
  }

  #freeId(): string {
    let id: string
    do id = `world-${++this.#forks}`
    while (this.#worlds.has(id))
    return id
  }

  #startOf({ from, before, ...options }: ForkOptions): () => Base {
    const own = given(options)
    if (from === undefined && before !== undefined) throw new SimulatorError('Say of which world: `before` needs `from`.')
    const isUsual = from === undefined && !Object.keys(own).length
    if (isUsual) return this.#loaded ? always(this.#loaded) : (this.#usual ??= this.#baseOf(this.#options))
    if (from === undefined)
      return this.#baseOf({ ...this.#options, ...own, settings: { ...this.#options.settings, ...own.settings } })
    const world = from === DEFAULT ? this.#default : this.#worlds.get(from)
    if (!world) throw new SimulatorError(`There is no world "${from}".`)
    return before === undefined ? always(world.freeze()) : world.journal.before(before)
  }

  /** What a world of these options goes back to. A running world plays today, so its base moves with the date. */
  #baseOf(options: WorldOptions): () => Base {
    const { scenario = DEFAULT, seed = 1, clock: mode = 'frozen', settings = {} } = options
    const whole = typeof scenario === 'string' ? undefined : this.#whole(scenario)
    // A file names the scenario that it differs from.
    if (whole && !this.#scenarios.has(whole.name)) this.#scenarios.set(whole.name, whole)
    const played = (): Scenario => whole ?? this.#named(scenario as string)
    played()
    if (!Number.isSafeInteger(seed)) throw new SimulatorError('A seed is a whole number.')
    for (const setting of this.#settings) {
      const problem = problemOf(setting, settings)
      if (problem !== undefined) throw new SimulatorError(problem)
    }
    let last: Base | undefined
    return () => {
      const { name, now: moment } = played()
      const today = (mode === 'frozen' ? moment : new Date(this.#common.machine()).toISOString()).slice(0, 10)
      const built = this.#built(played(), { seed, today, settings })
      const clock = { mode, value: mode === 'frozen' ? Date.parse(moment) : 0 }
      const { state, holdings } = built
      const base: Base = { scenario: name, seed, state, holdings, clock, settings, origin: { today, state } }
      if (mode === 'running') {
        const taken = this.#takenUp(base, this.#common.machine())
        if (taken !== base) return taken
      }
      // Worlds that start as the same are found to be the same, by what is remembered of their state.
      if (last?.state !== state || last.clock.value !== clock.value || last.holdings.length !== holdings.length) last = base
      return last
    }
  }

  #named(name: string): Scenario {
    const scenario = this.#scenarios.get(name)
    if (scenario) return scenario
    throw new SimulatorError(`There is no scenario "${name}". There is: ${[...this.#scenarios.keys()].join(', ')}.`)
  }

  /** A scenario with the one that it goes on from. */
  #whole(scenario: Scenario | NextScenario): Scenario {
    const whole = 'from' in scenario ? goingOn(this.#named(scenario.from), scenario) : scenario
    if (Number.isNaN(Date.parse(whole.now)))
      throw new SimulatorError(`The scenario "${whole.name}" plays at "${whole.now}", which is no datetime.`)
    return whole
  }
}

/** What the one did at its end comes before what the other does. */
const goingOn = (before: Scenario, { name, now = before.now, prepare }: NextScenario): Scenario => ({
  name,
  now,
  recipe: before.recipe,
  prepare(world) {
    before.prepare?.(world)
    prepare(world)
  },
})

/** Whether the operation that is called lets any page do so. */
function isOpen(request: SimRequest, { places: [{ api, route }] }: Address): boolean {
  return isOpenTo(request, api.router.find(route)?.methods.get(request.method))
}

const always = (base: Base) => (): Base => base

/** HEAD has the length that GET would have. */
function withoutBody({ bytes, stream: _, ...response }: SimResponse): SimResponse {
  if ('content-length' in response.headers) return response
  const length = bytes?.length ?? new TextEncoder().encode(response.body).length
  return { ...response, headers: { ...response.headers, 'content-length': String(length) }, body: '' }
}

const isRead = ({ method }: SimRequest): boolean => method === 'GET' || method === 'HEAD'

const toConsole = (error: unknown, request: SimRequest | undefined): void =>
  request ? console.error(`${request.method} ${request.url.slice(0, 200)} failed:`, error) : console.error(error)

function wholeNumber(name: string, value: number, least = 1): number {
  if (!Number.isSafeInteger(value) || value < least) throw new SimulatorError(`${name} is a whole number of at least ${least}.`)
  return value
}
