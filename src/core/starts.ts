/** What worlds start from: scenarios, each made for a seed and a day. */
import type { Api } from './call/api.ts'
import { SimulatorError } from './call/host.ts'
import { NOTHING, type Weight } from './store/weight.ts'
import { type ClockMode, clockModes, toIso } from './time/clock.ts'
import { DAY_MS } from './time/day.ts'
import { noInstant, readInstant } from './time/instant.ts'
import { timelineTable } from './time/timeline.ts'
import { notOneOf } from './values/given.ts'
import { noSuch } from './values/nearest-name.ts'
import { synchronously } from './values/synchronously.ts'
import { faultsTable } from './world/faults/fault.ts'
import type { Known, Made } from './world/files/load-world.ts'
import { harmsTable } from './world/harm.ts'
import { countersTable } from './world/ids.ts'
import { Holding } from './world/ledger.ts'
import { Bases } from './world/scenario/bases.ts'
import { type NextScenario, type Scenario, ScenarioError, type Variant } from './world/scenario/scenario.ts'
import { type GivenSettings, problemOf, type Setting, type Settings, unknownSetting } from './world/setting.ts'
import { takenUp } from './world/under-way.ts'
import type { Base, Common, Origin, State } from './world/world.ts'

/** Which base a world has. */
export interface WorldOptions {
  /** A scenario by its name, or one of your own. */
  readonly scenario?: string | Scenario | NextScenario | undefined
  /** A whole number: another seed makes other companies. */
  readonly seed?: number | undefined
  readonly clock?: ClockMode | undefined
  /** How the simulated services behave where that is a matter of choice, by name. */
  readonly settings?: GivenSettings | undefined
}

export interface StartOptions {
  readonly apis: readonly Api[]
  readonly scenarios: readonly Scenario[]
  /** Whether rows of a table that none of the APIs has are left out of a scenario; otherwise they are refused. */
  readonly passesOver?: ((table: string) => boolean) | undefined
}

/** The name of the scenario, and the id of the world, where none is told. */
export const DEFAULT = 'default'

/** Worlds that start within so short a time start together. */
const TOGETHER_MS = 1_000

/** So many are kept of each. */
const KEPT = 4

/** What a base is at a time, in a world of some settings. */
interface Rest extends Pick<Base, 'state' | 'origin'> {
  /** The date and time of the scenario, and the settings. */
  readonly key: string
  /** In milliseconds since 1970. */
  readonly at: number
  /** What it takes beside the base. */
  readonly more: Weight
}

/** How worlds started lately, by what their scenarios made. */
type Rests = WeakMap<State, readonly Rest[]>

/** Those that started at the very moment, for all simulators of a process. */
const exactRests: Rests = new WeakMap()

/** What a world would start from now, and what it has started from. */
interface Playing {
  readonly start: Base
  readonly base: Base
}

export class Starts {
  /** What files of worlds may name. */
  readonly known: Known
  readonly #common: Common
  readonly #bases: Bases
  readonly #settings: readonly Setting[]
  /** By name. */
  readonly #scenarios: Map<string, Scenario>
  /** The same, before any was given. */
  readonly #first: ReadonlyMap<string, Scenario>
  /** Those that somebody has given, as they were given. */
  readonly #given = new Map<string, Scenario | NextScenario>()
  readonly #isThere: (state: State) => boolean
  /** What has told them. */
  readonly #toldBy = new WeakMap<State, Scenario>()
  /** What worlds hold that start from them. */
  readonly #holdings = new WeakMap<State, Holding>()
  /** Those that started with another one. */
  readonly #rests: Rests = new WeakMap()

  /** @param isThere whether something holds a state in any case, so that a world that starts from it takes nothing more */
  constructor(common: Common, { apis, scenarios, passesOver }: StartOptions, isThere: (state: State) => boolean) {
    const tables = [countersTable, timelineTable, faultsTable, harmsTable, ...apis.flatMap((api) => api.tables)]
    // APIs may have settings in common.
    const settings = [...new Set(apis.flatMap((api) => api.settings))]
    this.#common = common
    this.#settings = settings
    this.#scenarios = new Map(scenarios.map((scenario) => [scenario.name, scenario]))
    this.#first = new Map(this.#scenarios)
    this.#isThere = isThere
    const completions = apis.flatMap((api) => api.completions)
    const beginnings = apis.flatMap((api) => api.beginnings)
    this.#bases = new Bases(common, { tables, passesOver, completions, beginnings, settings })
    this.known = {
      tables,
      settings,
      scenarios: () => [...this.#scenarios.keys()],
      origin: (name, variant) => this.#originOf(name, variant),
      takenUp: (base, at) => this.#takenUp(base, at),
    }
  }

  /** Knows a scenario by its name from now on. */
  add(scenario: Scenario | NextScenario): void {
    const whole = this.#whole(scenario)
    this.#scenarios.set(whole.name, whole)
    this.#given.set(whole.name, scenario)
  }

  /**
   * Puts a scenario in the place of the one with its name.
   *
   * @param worlds those that play it
   * @returns whether each would start as before: then it is a world of the new one
   * @throws ScenarioError where it fails for one of them; then all is as it was
   */
  replace(scenario: Scenario | NextScenario, worlds: readonly Playing[]): readonly boolean[] {
    const next = this.#whole(scenario)
    const areSame = worlds.map(({ start: { seed, settings, clock, origin } }) => {
      const variant = { seed, settings, today: this.#dayOf(next, clock.mode) }
      const isSame = origin !== undefined && this.#bases.share(next, variant, origin.state)
      return isSame && origin.now === Date.parse(next.now)
    })
    const same = worlds.filter((_, at) => areSame[at]).flatMap(({ start, base }) => [start.origin, base.origin])
    for (const origin of same) if (origin) this.#toldBy.set(origin.state, next)
    this.#scenarios.set(next.name, next)
    this.#given.set(next.name, scenario)
    return areSame
  }

  /** What a world of these options goes back to. A running world plays today, so its base moves with the date. */
  of(options: WorldOptions): () => Base {
    const { scenario = DEFAULT, seed = 1, clock: mode = 'frozen', settings = {} } = options
    const played = this.#playing(scenario)
    played()
    if (!Number.isSafeInteger(seed)) throw new SimulatorError('A seed is a whole number.')
    refuse(notOneOf('clock', mode, clockModes))
    for (const setting of this.#settings) refuse(problemOf(setting, settings))
    let last: Base | undefined
    return () => {
      const whole = played()
      const { name } = whole
      const today = this.#dayOf(whole, mode)
      const built = this.#built(whole, { seed, today, settings })
      const { state, holding, now } = built
      const clock = { mode, value: mode === 'frozen' ? now : 0 }
      const start: Base = { scenario: name, seed, state, holding, clock, settings, origin: { today, now, state } }
      const base = mode === 'frozen' ? this.#takenUp(start, now) : this.#takenUp(start, this.#common.machine(), TOGETHER_MS)
      // Worlds that start as the same are found to be the same, by what is remembered of their state.
      if (last?.state !== base.state || last.clock.value !== clock.value || last.holding !== base.holding) last = base
      return last
    }
  }

  /** On which day a scenario plays, `YYYY-MM-DD`. */
  #dayOf({ now }: Scenario, mode: ClockMode): string {
    return (mode === 'frozen' ? now : toIso(this.#common.machine())).slice(0, 10)
  }

  /** Whether it is of the scenario that its name stands for: only then can others make it by that name. */
  isNamed({ scenario, origin }: Base): boolean {
    return origin !== undefined && this.#toldBy.get(origin.state) === this.#scenarios.get(scenario)
  }

  /** Whether somebody has given it: it may be another one the next time. */
  isGiven(scenario: string): boolean {
    return this.#given.has(scenario)
  }

  get settingNames(): readonly string[] {
    return this.#settings.map(({ name }) => name)
  }

  /** @throws SimulatorError for a setting that there is not */
  checkNames(settings: Settings): void {
    refuse(unknownSetting(this.#settings, settings))
  }

  /** What a world from a file goes back to: where that is a scenario, a running world plays on its own day. */
  again(base: Base): () => Base {
    const { scenario, seed, clock, settings } = base
    return isOfScenario(base) ? this.of({ scenario, seed, clock: clock.mode, settings }) : always(base)
  }

  /** The scenario of a world: what stands in the place of one that is known, unless it was told by another one of that name. */
  #playing(scenario: string | Scenario | NextScenario): () => Scenario {
    if (typeof scenario === 'string') return () => this.#named(scenario)
    const name = scenario?.name
    // A file names the scenario that it differs from.
    if (!this.#scenarios.has(name)) this.add(scenario)
    if (this.#given.get(name) === scenario) return () => this.#named(name)
    const whole = this.#whole(scenario)
    return () => whole
  }

  #named(name: string): Scenario {
    const scenario = this.#scenarios.get(name)
    if (scenario) return scenario
    throw new SimulatorError(noSuch('scenario', name, [...this.#scenarios.keys()]))
  }

  /**
   * A scenario with the one that it goes on from.
   * @param later what goes on from it
   */
  #whole(scenario: Scenario | NextScenario, later: readonly unknown[] = []): Scenario {
    const { name, prepare, recipe } = Object(scenario) as Partial<Scenario & NextScenario>
    const isNext = 'from' in Object(scenario)
    if (typeof name !== 'string' || typeof (isNext ? prepare : recipe) !== 'function') throw new ScenarioError(NO_SCENARIO)
    if (later.includes(scenario)) throw new ScenarioError(goesInCircles(name))
    const whole = 'from' in scenario ? goingOn(this.#before(scenario, [...later, scenario]), scenario) : scenario
    const ms = typeof whole.now === 'string' ? readInstant(whole.now) : undefined
    if (ms === undefined) throw new ScenarioError(`The scenario "${whole.name}" plays at no time: ${noInstant(whole.now)}`)
    const now = toIso(ms)
    return now === whole.now ? whole : { ...whole, now }
  }

  /** What has its own name is the one that was there before any was given: whatever it is to replace, it is the same. */
  #before({ name, from }: NextScenario, later: readonly unknown[]): Scenario {
    if (from === name) {
      const before = this.#first.get(name)
      if (!before) throw new ScenarioError(goesInCircles(name))
      return before
    }
    return typeof from === 'string' ? this.#named(from) : this.#whole(from, later)
  }

  /** Whether what a world from a file goes back to is of a scenario that has another date or time by now. */
  hasMoved(base: Base): boolean {
    return isOfScenario(base) && Date.parse(this.#named(base.scenario).now) !== base.origin?.now
  }

  /** What a scenario makes, by its name, as a file names it. */
  #originOf(name: string, variant: Variant): Made | undefined {
    const scenario = this.#scenarios.get(name)
    return scenario && this.#built(scenario, variant)
  }

  /**
   * A base of a scenario as a world starts from it at a time, in milliseconds since 1970.
   * @param together for so many milliseconds from another start on, a world starts with that one
   */
  #takenUp(base: Base, at: number, together = 1): Base {
    const { today, now } = base.origin as Origin
    const key = JSON.stringify([now, base.settings])
    const rests = together === 1 ? exactRests : this.#rests
    const kept = rests.get(base.state) ?? []
    let rest = kept.find((each) => each.key === key && at >= each.at && at < each.at + together)
    if (!rest) {
      const taken = takenUp(this.#common, base, Date.parse(`${today}${toIso(now).slice(10)}`), at)
      rest = { key, at, state: taken.state, origin: taken.origin, more: taken.holding?.weight ?? NOTHING }
      rests.set(base.state, [rest, ...kept].slice(0, KEPT))
    }
    const { state, origin, more } = rest
    return state === base.state ? base : { ...base, state, origin, holding: this.#holdingOf(state, more, base.holding) }
  }

  #built(scenario: Scenario, variant: Variant): Made {
    const { state, weight } = this.#bases.of(scenario, variant)
    this.#toldBy.set(state, scenario)
    const holding = this.#isThere(state) ? undefined : this.#holdingOf(state, weight())
    return { state, weight, holding, now: Date.parse(scenario.now) }
  }

  #holdingOf(state: State, weight: Weight, below?: Holding): Holding {
    const known = this.#holdings.get(state)
    if (known && known.below === below) return known
    const holding = new Holding(weight, below)
    this.#holdings.set(state, holding)
    return holding
  }
}

const NO_SCENARIO =
  'A scenario has a `name`, and is told by a function: `recipe`, or `prepare` beside `from`. `defineScenario` of arsim/data makes one.'

const goesInCircles = (name: string): string => `The scenario "${name}" goes on from itself.`

/** @throws SimulatorError where there is a problem */
function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new SimulatorError(problem)
}

/** What the one did at its end comes before what the other does. */
const goingOn = (before: Scenario, { name, now = before.now, prepare }: NextScenario): Scenario => ({
  name,
  now,
  recipe: before.recipe,
  prepare(world) {
    synchronously(() => before.prepare?.(world))
    synchronously(() => prepare(world, world.clock.ms + (Date.parse(now) % DAY_MS)))
  },
})

/** Whether it has the rows that its scenario makes, and no others. */
export const isAtStart = ({ state, origin }: Base): boolean => state === (origin?.taken?.state ?? origin?.state)

/** Whether a base is as its scenario made it. */
const isOfScenario = (base: Base): boolean =>
  isAtStart(base) && base.clock.value === (base.clock.mode === 'frozen' ? base.origin?.now : 0)

export const always = (base: Base) => (): Base => base
