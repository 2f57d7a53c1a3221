/** What worlds start from: built once for a scenario, a seed and a day, and shared. */
import type { AnyTable } from '../../store/definition.ts'
import { hashOf } from '../files/base-hash.ts'
import { shapeOf } from '../setting.ts'
import type { Common, State } from '../world.ts'
import { type Built, buildState, type Room, type Scenario, type Variant } from './scenario.ts'

/** So many are kept, those used last; worlds keep their own beside them. */
const KEPT = 8

interface Kept extends Built {
  /** All there are: with a table go the rules of its API. */
  readonly tables: readonly AnyTable[]
  readonly secret: string
  readonly scenario: Scenario
  readonly seed: number
  readonly today: string
  /** The values of the settings that shape a start. */
  readonly shape: string
}

/** Of scenarios that a test has checked, for all simulators of a process: what others tell may be another thing the next time. */
const ofProcess: Kept[] = []

export class Bases {
  readonly #common: Common
  readonly #room: Room
  /** The one used last comes first. */
  readonly #kept: Kept[] = []

  constructor(common: Common, room: Room) {
    this.#common = common
    this.#room = room
  }

  of(scenario: Scenario, { seed, today, settings }: Variant): Kept {
    const { tables, settings: all } = this.#room
    const shape = shapeOf(all, settings)
    const { secret } = this.#common
    const kept = this.#listOf(scenario)
    const isSame = (base: Kept) =>
      base.scenario === scenario &&
      base.seed === seed &&
      base.today === today &&
      base.shape === shape &&
      base.secret === secret &&
      areSame(base.tables, tables)
    const at = kept.findIndex(isSame)
    const [known] = at < 0 ? [] : kept.splice(at, 1)
    const base = known ?? {
      scenario,
      seed,
      today,
      shape,
      secret,
      tables,
      ...buildState(this.#common, this.#room, scenario, { seed, today, settings }),
    }
    kept.unshift(base)
    kept.length = Math.min(kept.length, KEPT)
    return base
  }

  /** Has worlds of a scenario start from rows that are there already, where it makes the same; returns whether it does. */
  share(scenario: Scenario, variant: Variant, state: State): boolean {
    const made = this.of(scenario, variant)
    if (hashOf(made.state) !== hashOf(state)) return false
    const kept = this.#listOf(scenario)
    kept[kept.indexOf(made)] = { ...made, state }
    return true
  }

  #listOf({ isChecked }: Scenario): Kept[] {
    return isChecked ? ofProcess : this.#kept
  }
}

const areSame = (some: readonly AnyTable[], others: readonly AnyTable[]): boolean =>
  some.length === others.length && some.every((table, i) => table === others[i])
