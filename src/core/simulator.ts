/** Many worlds over one base: finds the world of a request and lets it answer. */
import type { Api } from './api.ts'
import { type ClockMode, type MachineTime, machineTime } from './clock.ts'
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts'
import { given } from './given.ts'
import { BODY_LIMIT, jsonResponse, type SimRequest, type SimResponse } from './http.ts'
import { toJson } from './json.ts'
import { buildState, type Scenario } from './scenario.ts'
import { Timers } from './timeline.ts'
import { Views } from './view.ts'
import { type Base, type Setting, type State, World } from './world.ts'

/** A wish that the simulator cannot grant. The message says why. */
export class SimulatorError extends Error {}

/** Which base a world has. */
export interface WorldOptions {
  /** A scenario by its name, or one of your own. */
  readonly scenario?: string | Scenario | undefined
  /** A whole number: another seed makes other companies. */
  readonly seed?: number | undefined
  readonly clock?: ClockMode | undefined
  /** How the simulated services behave where that is a matter of choice, by name. */
  readonly settings?: Readonly<Record<string, string>> | undefined
}

export interface SimulatorOptions extends WorldOptions {
  readonly apis: readonly Api[]
  readonly scenarios: readonly Scenario[]
  /** Origins that browsers may call from, instead of loopback ones; `*` for all. */
  readonly cors?: readonly string[] | undefined
  /** How many worlds there may be at once. */
  readonly maxWorlds?: number | undefined
  /** What a running clock follows. */
  readonly machine?: MachineTime | undefined
}

export interface ForkOptions extends WorldOptions {
  /** The world to start as, and to go back to on a reset, instead of the base. */
  readonly from?: string | undefined
}

const DEFAULT = 'default'
const worldId = /^[A-Za-z0-9_-]{1,64}$/
const ID_RULE = 'A world id is 1 to 64 of A-Z a-z 0-9 _ -.'

export class Simulator {
  readonly apis: readonly Api[]
  readonly cors: readonly string[]
  readonly #options: SimulatorOptions
  readonly #setting: Setting
  readonly #maxWorlds: number
  /** In order of use, the one used longest ago first; the default world is not among them. */
  readonly #worlds = new Map<string, World>()
  /** The state built last, for each mode of the clock. */
  readonly #states = new Map<ClockMode, { scenario: Scenario; seed: number; today: string; state: State }>()
  readonly #default: World
  #forks = 0

  /** @throws SimulatorError for an unknown scenario or a seed that is no whole number */
  constructor(options: SimulatorOptions) {
    this.#options = options
    this.apis = options.apis
    this.cors = options.cors ?? []
    this.#maxWorlds = options.maxWorlds ?? 10_000
    if (!Number.isSafeInteger(this.#maxWorlds) || this.#maxWorlds < 1)
      throw new SimulatorError('maxWorlds is a whole number of at least 1.')
    this.#setting = {
      simulator: this,
      apis: options.apis,
      timers: new Timers(options.apis.flatMap((api) => api.timers)),
      followers: options.apis.flatMap((api) => api.followers),
      machine: options.machine ?? machineTime,
      views: new Views(),
    }
    this.#default = new World(DEFAULT, this.#setting, this.#baseOf(options))
  }

  /** The ids of all worlds, the default one first. */
  get worlds(): readonly World[] {
    return [this.#default, ...this.#worlds.values()]
  }

  /**
   * A world by its id; one that does not exist yet is forked from the base.
   * @throws SimulatorError for an id that is none
   */
  world(id: string = DEFAULT): World {
    if (id === DEFAULT) return this.#default
    const known = this.#worlds.get(id)
    if (!known) return this.#add(id, this.#baseOf(this.#options))
    this.#worlds.delete(id)
    this.#worlds.set(id, known)
    return known
  }

  /**
   * Makes a new world. It shares the base's data and keeps only what it changes.
   *
   * @param id a free one is chosen unless told
   * @throws SimulatorError for an id that is none or is taken, an unknown scenario, an unknown world to start from
   */
  fork(id?: string, options: ForkOptions = {}): World {
    const name = id ?? this.#freeId()
    if (name === DEFAULT || this.#worlds.has(name)) throw new SimulatorError(`There is a world "${name}" already.`)
    if (options.from === undefined) return this.#add(name, this.#baseOf({ ...this.#options, ...given(options) }))
    const from = options.from === DEFAULT ? this.#default : this.#worlds.get(options.from)
    if (!from) throw new SimulatorError(`There is no world "${options.from}".`)
    const base = from.freeze()
    return this.#add(name, () => base)
  }

  /** A world of its own that is not kept: for looking at a scenario. */
  scratch(options: WorldOptions = {}): World {
    return new World('scratch', this.#setting, this.#baseOf(options))
  }

  /** Forgets a world; returns whether there was one. The default world stays. */
  remove(id: string): boolean {
    return this.#worlds.delete(id)
  }

  /** Whether a path belongs to the simulator, with or without the prefix of a world. */
  owns(path: string): boolean {
    const { route } = splitWorld(path)
    return this.apis.some((api) => api.owns(route) !== undefined)
  }

  /** How many bytes the body of a request to a path may have. */
  bodyLimit(path: string): number {
    const { route } = splitWorld(path)
    return this.apis.find((api) => api.owns(route) !== undefined)?.bodyLimit ?? BODY_LIMIT
  }

  /** Answers a request in its world: the one of the path prefix `/~id`, else of the header `X-Sim-World`, else the default one. */
  handle(request: SimRequest): SimResponse {
    const response = this.#answer(request)
    const cors = corsHeaders(request, this.cors)
    return request.headers.origin === undefined ? response : { ...response, headers: { ...response.headers, ...cors } }
  }

  #answer(request: SimRequest): SimResponse {
    const { id = request.headers['x-sim-world'], route } = splitWorld(request.url)
    if (id === undefined) return this.#within(this.#default, request)
    if (!worldId.test(id)) return jsonResponse(400, toJson({ error: { message: ID_RULE } }))
    return this.#within(this.world(id), { ...request, url: route, origin: `${request.origin}/~${id}` })
  }

  #within(world: World, request: SimRequest): SimResponse {
    if (isPreflight(request)) return { status: 204, headers: preflightHeaders(request), body: '' }
    return world.handle(request)
  }

  #add(id: string, nextBase: () => Base): World {
    if (!worldId.test(id)) throw new SimulatorError(ID_RULE)
    const world = new World(id, this.#setting, nextBase)
    if (this.#worlds.size + 1 >= this.#maxWorlds) this.#forgetOldest()
    this.#worlds.set(id, world)
    return world
  }

  #forgetOldest(): void {
    const [oldest] = this.#worlds.keys()
    if (oldest !== undefined) this.#worlds.delete(oldest)
  }

  #freeId(): string {
    let id: string
    do id = `world-${++this.#forks}`
    while (this.#worlds.has(id))
    return id
  }

  /** What a world of these options goes back to. A running world plays today, so its base moves with the date. */
  #baseOf(options: WorldOptions): () => Base {
    const scenario = this.#scenario(options.scenario ?? DEFAULT)
    const seed = options.seed ?? 1
    if (!Number.isSafeInteger(seed)) throw new SimulatorError('A seed is a whole number.')
    const mode = options.clock ?? 'frozen'
    return () => {
      const today = mode === 'frozen' ? scenario.now.slice(0, 10) : new Date(this.#setting.machine()).toISOString().slice(0, 10)
      return {
        scenario: scenario.name,
        seed,
        state: this.#stateOf(scenario, seed, mode, today),
        clock: { mode, value: mode === 'frozen' ? Date.parse(scenario.now) : 0 },
        settings: options.settings ?? {},
      }
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

  #stateOf(scenario: Scenario, seed: number, mode: ClockMode, today: string): State {
    const known = this.#states.get(mode)
    if (known?.scenario === scenario && known.seed === seed && known.today === today) return known.state
    const state = buildState(this.#setting, scenario, seed, today)
    this.#states.set(mode, { scenario, seed, today, state })
    return state
  }
}

function splitWorld(url: string): { id?: string; route: string } {
  if (!url.startsWith('/~')) return { route: url }
  const { index: end } = /[/?]|$/.exec(url.slice(2)) as RegExpExecArray
  return { id: url.slice(2, end + 2), route: url.slice(end + 2).replace(/^(?!\/)/, '/') }
}
