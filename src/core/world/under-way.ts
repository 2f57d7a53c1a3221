/** Worlds start at rest: what is under way in their scenario is so when they start, and nothing is due. */

import { settledVersion } from '../store/version.ts'
import { toIso } from '../time/clock.ts'
import { MINUTE_MS } from '../time/day.ts'
import { timelineTable } from '../time/timeline.ts'
import { counted, Holding } from './ledger.ts'
import { apart, type Base, type Common, World } from './world.ts'

const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/** So many rows that differ from those of a base are looked up sooner in a base of their own. */
const MANY = 500

/**
 * A base as a world starts from it at a time: what is under way at the moment of its scenario is as far then, and what falls due
 * until then has happened, so that no world goes through it. The base itself where nothing is.
 *
 * @param moment in milliseconds since 1970, as is `at`
 */
export function takenUp(common: Common, base: Base, moment: number, at: number): Base {
  /** Whose time comes within a minute of the moment is under way then. */
  const isNear = (text: string): boolean => isoInstant.test(text) && Math.abs(Date.parse(text) - moment) <= MINUTE_MS
  const then: Base = { ...base, clock: { mode: 'frozen', value: at } }
  const unseen = apart(common)
  const world = new World('base', { ...unseen, journal: { ...unseen.journal, most: 0 } }, () => then)
  const delay = at - moment
  const due = delay ? [...world.table(timelineTable).all()].filter(({ at }) => isNear(at)) : []
  world.isBeingMade = true
  const move = (value: unknown): unknown => {
    if (typeof value === 'string') return isNear(value) ? toIso(Date.parse(value) + delay) : value
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
    if (Array.isArray(value)) return value.map(move)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, move(each)]))
  }
  world.transactions.seed(() => {
    for (const entry of due) {
      const about = common.timers.subjectOf(world, entry)
      if (about) world.table(about.table).put(move(about.row) as typeof about.row)
    }
  })
  world.isBeingMade = false
  world.clock.catchUp()
  if (!base.origin || world.isUntouched) return base
  const state = world.freeze().state.map((version) => (version.rows.changed.size > MANY ? settledVersion(version) : version))
  const holding = new Holding(counted(world.account.growth), base.holding)
  return { ...base, state, holding, origin: { ...base.origin, taken: { at, state } } }
}
