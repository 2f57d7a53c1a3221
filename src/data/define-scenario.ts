/** Scenarios of one's own, told through collections. */
import { addDays } from '../core/time/day.ts'
import { synchronously } from '../core/values/synchronously.ts'
import type { NextScenario } from '../core/world/scenario.ts'
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
   * Does something on another day, at a time of day in UTC: `on(-1, '09:30', () => …)`.
   * @throws Error for a time that is none, and for asynchronous work
   */
  readonly on: <T>(offset: number, time: string, work: () => T) => T
}

/**
 * Defines a scenario. It is told anew for each seed and day, at midnight (UTC) of the day on which it plays.
 *
 * @param spec.from what it begins as: `empty`, one company with one member, unless told; or `default`
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
export function defineScenario(spec: { name: string; from?: string; now?: string; tell: (stage: Stage) => void }): NextScenario {
  const { name, from = 'empty', now, tell } = spec
  return { name, from, now, prepare: (world) => tell(stageOf(world)) }
}

function stageOf(world: World): Stage {
  const today = world.clock.today()
  const day = (offset: number): string => addDays(today, offset)
  return {
    db: collections(world),
    world,
    emit: (type, body) => world.emit(type, body),
    day,
    on(offset, time, work) {
      const ms = Date.parse(`${day(offset)}T${time}Z`)
      if (Number.isNaN(ms)) throw new Error(`"${time}" is no time of day such as "09:30".`)
      return world.clock.at(ms, () => synchronously(work))
    },
  }
}
