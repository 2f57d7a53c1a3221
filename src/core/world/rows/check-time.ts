/** Whether what a file says of ids and of the future can be. */
import { compareInstants } from '../../store/compare.ts'
import type { Row } from '../../store/definition.ts'
import { timelineTable } from '../../time/timeline.ts'
import type { Problems } from '../files/problems.ts'
import { countersTable } from '../ids.ts'
import type { Timers } from '../timer.ts'
import type { State, World } from '../world.ts'

/** Numbers of ids only grow: a lower one would give new rows the ids of others. */
export function checkCounters(world: World, origin: State | undefined, problems: Problems): void {
  const counters = world.table(countersTable)
  for (const { id, last } of counters.all()) if (last < 0) problems.add(`counters.${id}`, `${last} is below nothing.`)
  for (const { id, last } of origin?.get(countersTable)?.rows.values() ?? []) {
    const now = counters.get(id)?.last ?? 0
    if (now < last) problems.add(`counters.${id}`, `${now} is below ${last}, where the scenario starts.`)
  }
}

/** A world has been there for a while: something was made before its clock. */
export function checkClock(world: World, problems: Problems): void {
  const now = world.clock.now()
  let earliest: string | undefined
  for (const table of world.tables) {
    const { created } = table.stamps
    if (created === undefined) continue
    for (const row of world.table(table).all() as Iterable<Row>) {
      const made = row[created as keyof Row] as string
      if (compareInstants(made, now) <= 0) return
      if (earliest === undefined || compareInstants(made, earliest) < 0) earliest = made
    }
  }
  if (earliest !== undefined)
    problems.add('clock.value', `The clock shows ${now}, and all rows were made later: the first at ${earliest}.`)
}

/** What is to happen follows from rows: at their time, or where that was past already, as soon as they said so. */
export function checkTimeline(world: World, timers: Timers, problems: Problems): void {
  const isLate = (at: string, expected: string) => compareInstants(expected, at) < 0 && world.clock.isPast(at)
  for (const { id, at, event, subject } of world.table(timelineTable).all()) {
    const expected = timers.dueAt(world, event, subject)
    if (id !== `${event}:${subject}` || (at !== expected && !(expected && isLate(at, expected))))
      problems.add(`timeline.${id}`, expected ? `The row says ${expected}.` : 'No row says that this will happen.')
  }
}
