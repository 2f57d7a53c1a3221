/** What is under way at the moment of a scenario, taken up by a world that starts at another time of the day. */
import { toIso } from '../time/clock.ts'
import { MINUTE_MS } from '../time/day.ts'
import { timelineTable } from '../time/timeline.ts'
import { counted } from './ledger.ts'
import { type Base, type Common, World } from './world.ts'

const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/**
 * A base with what is under way at the moment of its scenario as far as that at another time: itself where nothing is.
 *
 * @param moment in milliseconds since 1970, as is `at`
 */
export function takenUp(common: Common, base: Base, moment: number, at: number): Base {
  /** Whose time comes within a minute of the moment is under way then. */
  const isNear = (text: string): boolean => isoInstant.test(text) && Math.abs(Date.parse(text) - moment) <= MINUTE_MS
  const then: Base = { ...base, clock: { mode: 'frozen', value: at } }
  const apart: Common = { ...common, ledger: common.ledger.apart(), journal: { ...common.journal, most: 0 } }
  const world = new World('base', apart, () => then)
  const due = [...world.table(timelineTable).all()].filter(({ at }) => isNear(at))
  if (!due.length || !base.origin) return base
  world.isBeingMade = true
  const delay = at - moment
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
  // What falls due earlier on the day has happened: worlds that start together do not each go through it.
  world.clock.catchUp()
  const { state } = world.freeze()
  const { today, state: before } = base.origin
  const holdings = [...base.holdings, [state, counted(world.account.growth)] as const]
  return { ...base, state, holdings, origin: { today, state: before, taken: { at, state } } }
}
