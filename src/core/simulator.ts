/** Many worlds over one base: finds the world of a request and lets it answer. */
import { type Address, addressOf, placeOf } from './address.ts'
import type { Api } from './call/api.ts'
import { type Host, SimulatorError } from './call/host.ts'
import { isObserver } from './call/observer.ts'
import { allowsOrigin, corsHeaders, isForeign, isOpenTo, isPreflight, preflightHeaders } from './call/origins.ts'
import { answer } from './call/pipeline.ts'
import { type ClockMode, type MachineTime, machineTime, setTo } from './time/clock.ts'
import { timelineTable } from './time/timeline.ts'
import { given } from './values/given.ts'
import { plainRefusal, type SimRequest, type SimResponse } from './values/http.ts'
import { Bases } from './world/bases.ts'
import { countersTable } from './world/ids.ts'
import type { Journal } from './world/journal.ts'
import { JournalRoom } from './world/journal-room.ts'
import { type Holdings, Ledger, OutOfSpace } from './world/ledger.ts'
import { type Scenario, ScenarioError } from './world/scenario.ts'
import type { Settings } from './world/setting.ts'
import { Timers } from './world/timer.ts'
import { Views } from './world/view.ts'
import { type Base, type Common, World } from './world/world.ts'

/** Which base a world has. */
export interface WorldOptions {
  /** A scenario by its name, or one of your own. */
  readonly scenario?: string | Scenario | undefined
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
  /** Whether rows of a table that none of the APIs has are left out of a scenario; otherwise they are refused. */
  readonly passesOver?: ((table: string) => boolean) | undefined
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
  /** Hears of errors of arsim itself, and of scenarios; the console unless told. */
  readonly report?: ((error: unknown, request: SimRequest) => void) | undefined
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

export class Simulator implements Host {
  readonly apis: readonly Api[]
  readonly cors: readonly string[]
  readonly strict: boolean
  readonly controlToken: string | undefined
  readonly #options: SimulatorOptions
  readonly #common: Common
  readonly #bases: Bases
  readonly #maxWorlds: number
  readonly #report: (error: unknown, request: SimRequest) => void
  /** The default world is not among them. */
  readonly #worlds = new Map<string, World>()
  /** Those that requests have made by naming them, the one used longest ago first. Only they may go, while nothing in them has changed. */
  readonly #passing = new Map<string, World>()
  readonly #default: World
  #forks = 0
  /** The origin that was found to be one last: it hardly ever changes. */
  #knownOrigin: string | undefined

  /** @throws SimulatorError for an unknown scenario, a seed that is no whole number, or a limit that is none */
  constructor(options: SimulatorOptions) {
    const { apis, maxWorlds = 10_000, maxBytes = 512 * 1024 * 1024, journal = 1_000, journalBytes = 64_000_000 } = options
    this.#options = options
    this.apis = apis
    this.cors = options.cors ?? []
    this.strict = options.strict ?? false
    this.controlToken = options.controlToken
    if (this.controlToken === '') throw new SimulatorError('A control token has at least one character.')
    this.#maxWorlds = wholeNumber('maxWorlds', maxWorlds)
    this.#report = options.report ?? toConsole
    this.#common = {
      timers: new Timers(apis.flatMap((api) => api.timers)),
      followers: apis.flatMap((api) => api.followers),
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
        apis.flatMap(({ rows, message }) => rows.map(({ table, defaults }) => [table, { defaults, message }] as const)),
      ),
      answer: (world, request) =>
        this.#guarded(request, () => this.#within(world, request, this.route(request.url, request.apis))),
    }
    this.#bases = new Bases(this.#common, {
      tables: [countersTable, timelineTable, ...apis.flatMap((api) => api.tables)],
      passesOver: options.passesOver ?? (() => false),
    })
    this.#default = new World(DEFAULT, this.#common, this.#baseOf(options))
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

  /** Forgets a world; returns whether there was one. The default world stays. */
  remove(id: string): boolean {
    this.#passing.delete(id)
    this.#worlds.get(id)?.close()
    return this.#worlds.delete(id)
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
    const answered = failure ? () => failure : () => this.#guarded(request, arrive)
    return world.journal.call({ api: api.name, request, path, search }, answered)
  }

  #arrive(world: World, request: SimRequest, { search, worldId: prefix }: Address, api: Api, route: string): SimResponse {
    const isNamed = prefix !== undefined || request.headers['x-sim-world'] !== undefined
    const placed = isNamed ? { ...request, origin: `${request.origin}/~${world.id}` } : request
    const isRehearsal = isRead(request) && !api.steers && isObserver(request, this.controlToken)
    const report = this.#report
    return answer({ host: this, api, world, request: placed, root: request.origin, route, search, isRehearsal, report })
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
    return new World(id, this.#common, this.#baseOf(this.#options))
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
    throw new OutOfSpace(
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
    if (from === undefined && before === undefined) return this.#baseOf({ ...this.#options, ...given(options) })
    if (from === undefined) throw new SimulatorError('Say of which world: `before` needs `from`.')
    const world = from === DEFAULT ? this.#default : this.#worlds.get(from)
    if (!world) throw new SimulatorError(`There is no world "${from}".`)
    if (before !== undefined) return world.journal.before(before)
    const base = world.freeze()
    return () => base
  }

  /** What a world of these options goes back to. A running world plays today, so its base moves with the date. */
  #baseOf(options: WorldOptions): () => Base {
    const scenario = this.#scenario(options.scenario ?? DEFAULT)
    const { seed = 1, clock: mode = 'frozen', settings = {} } = options
    if (!Number.isSafeInteger(seed)) throw new SimulatorError('A seed is a whole number.')
    const clock = { mode, value: mode === 'frozen' ? Date.parse(scenario.now) : 0 }
    return () => {
      const now = mode === 'frozen' ? scenario.now : new Date(this.#common.machine()).toISOString()
      const { state, weight } = this.#bases.of(scenario, seed, now.slice(0, 10))
      // What the default world starts from is there in any case.
      const holdings: Holdings = state === this.#default?.base.state || !this.#default ? [] : [[state, weight]]
      return { scenario: scenario.name, seed, state, holdings, clock, settings }
    }
  }

  #scenario(wanted: string | Scenario): Scenario {
    if (typeof wanted !== 'string') return wanted
    const scenario = this.#options.scenarios.find(({ name }) => name === wanted)
    if (scenario) return scenario
    throw new SimulatorError(
      `There is no scenario "${wanted}". There is: ${this.#options.scenarios.map(({ name }) => name).join(', ')}.`,
    )
  }
}

/** Whether the operation that is called lets any page do so. */
function isOpen(request: SimRequest, { places: [{ api, route }] }: Address): boolean {
  return isOpenTo(request, api.router.find(route)?.methods.get(request.method))
}

/** HEAD has the length that GET would have. */
function withoutBody({ bytes, stream: _, ...response }: SimResponse): SimResponse {
  const length = bytes?.length ?? new TextEncoder().encode(response.body).length
  return { ...response, headers: { ...response.headers, 'content-length': String(length) }, body: '' }
}

const isRead = ({ method }: SimRequest): boolean => method === 'GET' || method === 'HEAD'

const toConsole = (error: unknown, { method, url }: SimRequest): void =>
  console.error(`${method} ${url.slice(0, 200)} failed:`, error)

function wholeNumber(name: string, value: number, least = 1): number {
  if (!Number.isSafeInteger(value) || value < least) throw new SimulatorError(`${name} is a whole number of at least ${least}.`)
  return value
}
