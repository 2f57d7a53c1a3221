/** Scenarios of one's own, told through collections. */
import { toIso } from '../core/time/clock.ts'
import { addDays } from '../core/time/day.ts'
import { refuseStrangers } from '../core/values/nearest-name.ts'
import { synchronously } from '../core/values/synchronously.ts'
import { type NextScenario, ScenarioError } from '../core/world/scenario/scenario.ts'
import type { World } from '../core/world/world.ts'
import { type Collections, collections } from './collections.ts'

/** What a scenario is told with. */
export interface Stage {
  readonly db: Collections
  readonly world: World
  /** The other side acts: `emit('customer.replied', { customer: customer.id, body: 'Stop!' })`. */
  readonly emit: World['emit']
  /** The date so many days from the day on which it plays: `day(-40)` lies forty days back. */
  readonly day: (offset: number) => string
  /**
   * Does something on an earlier day, or earlier on the day itself, at a time of day in UTC: `on(-1, '09:30', () => …)`.
   * A world that runs begins with all of it, whatever time it is.
   * @throws Error for a time that is none or after the start of a frozen world, and for work that is none or asynchronous
   */
  readonly on: <T>(offset: number, time: string, work: () => T) => T
}

/**
 * Defines a scenario. It is told anew for each seed and day, at midnight (UTC) of the day on which it plays.
 *
 * @param spec.from what it begins as: `empty`, one company with one member, unless told; or `default`, or another one of your own
 * @param spec.now the date and time of a frozen world, ISO 8601 with an offset or `Z`
 * @param spec.tell synchronous: what it does later would be lost
 * @example
 * export default defineScenario({
 *   name: 'late payer',
 *   tell({ db, day }) {
 *     const customer = db.customers.create({ customer_company_name: 'Slow Ltd' })
 *     db.invoices.createMany(3, (index) => ({ customer: customer.id, amount: 800, due_date: day(-10 - 20 * index) }))
 *   },
 * })
 */
export function defineScenario(spec: {
  readonly name: string
  readonly from?: NextScenario['from'] | undefined
  readonly now?: string | undefined
  readonly tell: (stage: Stage) => void
}): NextScenario {
  refuseStrangers(spec, OPTIONS, 'option', ScenarioError)
  const { name, from = 'empty', now, tell } = spec
  if (typeof name !== 'string' || typeof tell !== 'function')
    throw new ScenarioError('A scenario has a `name`, which is a text, and `tell`, which is a function.')
  return { name, from, now, prepare: (world, start) => tell(stageOf(world, start)) }
}

const OPTIONS = ['name', 'from', 'now', 'tell']

function stageOf(world: World, start: number): Stage {
  const today = world.clock.today()
  const day = (offset: number): string => {
    if (!Number.isSafeInteger(offset)) throw new Error(`${offset} is no day. A day is a whole number, such as -3.`)
    return addDays(today, offset)
  }
  return {
    db: collections(world),
    world,
    emit: (type, body) => world.emit(type, body),
    day,
    on(offset, time, work) {
      const ms = Date.parse(`${day(offset)}T${time}Z`)
      if (typeof work !== 'function') throw new Error(`on(${offset}, "${time}") does nothing: give it a function.`)
      if (Number.isNaN(ms)) throw new Error(`"${time}" is no time of day such as "09:30".`)
      // What it makes happen would be in the world already.
      if (ms > start)
        throw new Error(`on(${offset}, "${time}") is after the start, ${toIso(start)}: nothing comes from the future.`)
      return world.clock.at(ms, () => synchronously(work))
    },
  }
}
