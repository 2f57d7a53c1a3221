/** What worlds start from: built once for a scenario, a seed and a day, and shared. */
import { type Built, buildState, type Room, type Scenario } from './scenario.ts'
import { type Settings, shapeOf } from './setting.ts'
import type { Common } from './world.ts'

/** So many are kept, those used last; worlds keep their own beside them. */
const KEPT = 8

interface Kept extends Built {
  readonly scenario: Scenario
  readonly seed: number
  readonly today: string
  /** The values of the settings that shape a start. */
  readonly shape: string
}

export class Bases {
  readonly #common: Common
  readonly #room: Room
  /** The one used last comes first. */
  readonly #kept: Kept[] = []

  constructor(common: Common, room: Room) {
    this.#common = common
    this.#room = room
  }

  /** @param today the day on which it plays, `YYYY-MM-DD` */
  of(scenario: Scenario, seed: number, today: string, settings: Settings): Built {
    const shape = shapeOf(this.#room.settings, settings)
    const isSame = (base: Kept) =>
      base.scenario === scenario && base.seed === seed && base.today === today && base.shape === shape
    const at = this.#kept.findIndex(isSame)
    const [known] = at < 0 ? [] : this.#kept.splice(at, 1)
    const base = known ?? {
      scenario,
      seed,
      today,
      shape,
      ...buildState(this.#common, this.#room, scenario, { seed, today, settings }),
    }
    this.#kept.unshift(base)
    this.#kept.length = Math.min(this.#kept.length, KEPT)
    return base
  }
}
