/** The worlds of a simulator: how they come, how many there may be, and which of them go. */
import { inheritedIssues, SimulatorError } from './call/host.ts'
import { always, DEFAULT, isAtStart, type Starts, type WorldOptions } from './starts.ts'
import { NOTHING } from './store/weight.ts'
import { given } from './values/given.ts'
import { refuseStrangers } from './values/nearest-name.ts'
import { isSame } from './values/same.ts'
import { PARTS, type SavedWorld, ScenarioChanged, WorldFileError } from './world/files/world-file.ts'
import { type GivenWorld, readWorlds, type SavedWorlds, WORLDS_FORMAT } from './world/files/worlds-file.ts'
import { Account, OutOfSpace } from './world/ledger.ts'
import { type GivenSettings, settingsApart } from './world/setting.ts'
import { asStart, type Base, type Common, type Moment, type State, World } from './world/world.ts'

/** Settings may be told beside the other options, as `createSimulator` takes them. */
export interface ForkOptions extends WorldOptions, GivenSettings {
  /** The world to start as, and to go back to on a reset, instead of the base. */
  readonly from?: string | undefined
  /** To start as that world was before this entry of its journal. */
  readonly before?: number | undefined
}

/** What worlds start from unless told: a saved one, or a scenario. */
export interface UsualStart extends WorldOptions {
  readonly world?: unknown
  /** The settings of worlds whose clock runs, where those are others. */
  readonly runningSettings?: GivenSettings | undefined
}

/** How a world may be made, beside what it starts from. */
const OPTIONS = ['scenario', 'seed', 'clock', 'settings'] satisfies (keyof WorldOptions)[]

/** What a world of a file is to be. */
interface LoadedMoment extends Moment {
  /** Whether its scenario has changed since, and it has not. */
  readonly isBehind: boolean
}

/** Whether a file says nothing but which scenario it is about. */
const hasNoRows = (file: unknown): boolean => PARTS.every((part) => !Object.keys(Object((file as SavedWorld)[part])).length)

const worldId = /^[A-Za-z0-9_-]{1,64}$/
export const ID_RULE = 'A world id is 1 to 64 of A-Z a-z 0-9 _ -.'
export const isWorldId = (id: string): boolean => worldId.test(id)

export class Worlds {
  readonly #common: Common
  readonly #starts: Starts
  readonly #usual: UsualStart
  readonly #most: number
  /** The default one is not among them. */
  readonly #others = new Map<string, World>()
  /** Those that requests have made by naming them, the one used longest ago first. Only they may go, while nothing in them has changed. */
  readonly #passing = new Map<string, World>()
  readonly #nextUsual: () => Base
  readonly #default: World
  /** What the default world started from first. */
  readonly #first: State | undefined
  #forks = 0

  /**
   * @param most how many there may be
   * @throws SimulatorError for a start that there is not
   */
  constructor(common: Common, starts: Starts, usual: UsualStart, most: number) {
    this.#common = common
    this.#starts = starts
    this.#most = most
    starts.checkNames(usual.settings ?? {})
    const saved = usual.world === undefined ? undefined : this.#saved(usual)
    this.#usual = saved ? { ...saved, clock: saved.clock.mode, runningSettings: usual.runningSettings } : usual
    this.#nextUsual = saved ? always(saved) : this.#usualBut({})
    this.#default = new World(DEFAULT, common, this.#nextUsual)
    this.#first = this.#default.base.origin?.state
    if (saved) this.#default.account.replace(saved.holding, NOTHING)
  }

  /** The default one first. */
  get all(): readonly World[] {
    return [this.#default, ...this.#others.values()]
  }

  /** Whether the default world starts from it, so that it is there in any case. */
  keeps(state: State): boolean {
    return state === this.#default.base.state || state === this.#first
  }

  /** The world of that id, if there is one. */
  find(id: string): World | undefined {
    return id === DEFAULT ? this.#default : this.#others.get(id)
  }

  /** A request names it: it is the one used last. */
  use(world: World): void {
    if (this.#passing.delete(world.id)) this.#passing.set(world.id, world)
  }

  /** @throws as `Simulator.world` */
  world(id: string): World {
    this.#passing.delete(id)
    const known = this.find(id)
    if (known) return known
    this.makeRoom()
    return this.#keep(this.make(id))
  }

  /** @throws as `Simulator.fork` */
  fork(id: string | undefined, options: ForkOptions): World {
    const name = id ?? this.#freeId()
    if (this.find(name)) throw new SimulatorError(`There is a world "${name}" already.`)
    if (!isWorldId(name)) throw new SimulatorError(ID_RULE)
    const nextBase = this.#startOf(options)
    this.makeRoom()
    return this.#keep(new World(name, this.#common, nextBase))
  }

  /** A world that is not kept, or not yet. */
  make(id: string): World {
    if (!isWorldId(id)) throw new SimulatorError(ID_RULE)
    return new World(id, this.#common, this.#nextUsual)
  }

  /**
   * Keeps a world that a request has made by naming it, while nobody needs its place.
   * @throws OutOfSpace
   */
  keepPassing(world: World): void {
    this.#passing.set(world.id, this.#keep(world))
  }

  remove(id: string): boolean {
    this.#passing.delete(id)
    this.#others.get(id)?.close()
    return this.#others.delete(id)
  }

  /** @param outlives whether what differs from a scenario that was given has all rows */
  save(outlives = false): SavedWorlds {
    const worlds = this.all.filter((world) => !(this.#passing.has(world.id) && world.isUntouched))
    const saved = (moment: Base, start: Base): SavedWorld => {
      const isNew = moment === start && isAtStart(start)
      return this.#common.files.save(moment, { whole: outlives && !isNew && this.#starts.isGiven(moment.scenario) })
    }
    return {
      format: WORLDS_FORMAT,
      worlds: worlds.map((world) => ({
        id: world.id,
        start: saved(world.base, world.base),
        now: saved(world.freeze(), world.base),
      })),
    }
  }

  /**
   * @returns as `Simulator.load`
   * @throws as `Simulator.load`
   */
  load(file: unknown): readonly World[] {
    const saved = readWorlds(file, isWorldId)
    if (!saved.some(({ id }) => id === DEFAULT)) throw new WorldFileError('The file has no default world.')
    if (saved.length > this.#most) throw this.#tooMany()
    const moments = this.#momentsOf(saved)
    for (const { id } of this.all) this.remove(id)
    for (const [world, moment] of moments) {
      if (world !== this.#default) this.#keep(world)
      world.goTo(moment)
    }
    return moments.flatMap(([world, { isBehind }]) => (isBehind ? world : []))
  }

  /**
   * At the limit a world goes that is as its name alone would make it again.
   * @throws OutOfSpace where there is none
   */
  makeRoom(): void {
    if (this.#others.size + 1 < this.#most || this.#forgetUntouched()) return
    throw this.#tooMany()
  }

  /**
   * The worlds of a file, each with what it is to be.
   * @throws WorldFileError, or OutOfSpace where there would be no room for them, though all others went
   */
  #momentsOf(saved: readonly GivenWorld[]): [World, LoadedMoment][] {
    const ledger = this.#common.ledger.empty()
    const beside = new Account(ledger)
    for (const holding of this.#default.account.kept) beside.keep(holding)
    return saved.map((given) => {
      const moment = this.#momentOf(given)
      const { id } = given
      const { start, growth } = moment
      const account = new Account(ledger)
      if (id !== DEFAULT) account.open(start.holding)
      account.replace(start.holding, growth)
      return [id === DEFAULT ? this.#default : new World(id, this.#common, always(start)), moment]
    })
  }

  #momentOf({ id, start, now }: GivenWorld): LoadedMoment {
    try {
      const { base, nextBase, hasChanged } = this.#startOfFile(start)
      const isNew = isAtStart(base) && isSame(start, now)
      const { base: present, growth } = isNew ? { base, growth: NOTHING } : this.#common.files.load(now)
      return { start: base, nextBase, present, growth, isBehind: hasChanged && !isNew }
    } catch (error) {
      if (!(error instanceof WorldFileError)) throw error
      throw new WorldFileError(`The world "${id}" of the file: ${error.message}`)
    }
  }

  /** What a world of a file goes back to: where that is a scenario that has changed, to what it is now. */
  #startOfFile(start: unknown): { base: Base; nextBase: () => Base; hasChanged: boolean } {
    try {
      const { base } = this.#common.files.load(start)
      const nextBase = this.#starts.again(base)
      const hasChanged = this.#starts.hasMoved(base)
      return { base: hasChanged ? nextBase() : base, nextBase, hasChanged }
    } catch (error) {
      if (!(error instanceof ScenarioChanged) || !hasNoRows(start)) throw error
      const { scenario, seed, clock, settings } = error.head
      const nextBase = this.#starts.of({ scenario, seed, clock: clock.mode, settings })
      return { base: nextBase(), nextBase, hasChanged: true }
    }
  }

  /** @throws SimulatorError where the options say again, or otherwise, what the file says */
  #saved({ world, scenario, seed, clock }: UsualStart): Base {
    if ((seed ?? clock) !== undefined) throw new SimulatorError('A saved world has a seed and a clock: give no others beside it.')
    const { base } = this.#common.files.load(world)
    if (scenario !== undefined && scenario !== base.scenario)
      throw new SimulatorError(`The saved world is of the scenario "${base.scenario}", and not of "${scenario}".`)
    return base
  }

  #keep(world: World): World {
    for (;;)
      try {
        world.account.open(world.base.holding)
        this.#common.ledger.settle(world.base.holding?.below)
        this.#others.set(world.id, world)
        return world
      } catch (error) {
        if (!this.#forgetUntouched()) throw error
      }
  }

  #tooMany(): OutOfSpace {
    return new OutOfSpace(
      `There are ${this.#most.toLocaleString('en-US')} worlds already. Forget one, or allow more with --max-worlds.`,
    )
  }

  #forgetUntouched(): boolean {
    for (const [id, world] of this.#passing) if (world.isUntouched && !world.journal.isHeard) return this.remove(id)
    return false
  }

  #freeId(): string {
    let id: string
    do id = `world-${++this.#forks}`
    while (this.#others.has(id))
    return id
  }

  /** What worlds start from but for what is told. Settings that nobody tells follow the clock. */
  #usualBut(own: WorldOptions): () => Base {
    const { runningSettings, ...usual } = this.#usual
    const options = { ...usual, ...own }
    const running = options.clock === 'running' && runningSettings
    return this.#starts.of({ ...options, settings: { ...usual.settings, ...running, ...own.settings } })
  }

  #startOf({ from, before, ...options }: ForkOptions): () => Base {
    const names = this.#starts.settingNames
    refuseStrangers(options, ['from', 'before', ...OPTIONS, ...names])
    const { settings: beside, others } = settingsApart(names, given(options))
    const settings = { ...others.settings, ...beside }
    const own = { ...others, ...(Object.keys(settings).length && { settings }) }
    this.#starts.checkNames(settings)
    if (from === undefined && before !== undefined) throw new SimulatorError('Say of which world: `before` needs `from`.')
    if (from === undefined && !Object.keys(own).length) return this.#nextUsual
    if (from === undefined) return this.#usualBut(own)
    const [inherited] = inheritedIssues({ from, ...own, settings: undefined, ...settings })
    if (inherited) throw new SimulatorError(inherited.message)
    const world = this.find(from)
    if (!world) throw new SimulatorError(`There is no world "${from}".`)
    return before === undefined ? always(asStart(world.freeze())) : world.journal.before(before)
  }
}
