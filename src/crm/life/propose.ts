/** Who is asked for a meeting invites to one: when it was asked for where that can be, and says why where it cannot. */
import { toLetterDate } from '../../core/time/day.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { Proposal } from './answers.ts'
import { type Asked, lengthOf } from './asked.ts'
import { freeTime, type Party } from './free-time.ts'
import { enter } from './meet.ts'
import type { Reading } from './reading.ts'
import { inOther, toTime, whyNot } from './when.ts'
import type { Wish } from './wish.ts'

/** @returns undefined where nobody has time for weeks */
export function propose(reading: Reading, asked: Asked, party: Party): Proposal | undefined {
  const { world, account, who, zone, subject } = reading
  const { moved, others } = party
  const { offers, minutes } = asked
  const found = freeTime(reading, party, asked)
  if (!found) return undefined
  const { start, taken } = found
  const location = asked.location ?? moved?.location ?? ''
  const stays =
    moved !== undefined && start === Date.parse(moved.start) && minutes === lengthOf(moved) && location === moved.location
  const { title, description } = moved ?? { title: subject, description: '' }
  if (!stays) enter(world, account, { title, description, location, host: who, guests: others, start, minutes, moved })
  const isTimed = stays || offers.some(({ time, half }) => time ?? half)
  const { time, zone: its } = taken ?? (offers[0] as Wish)
  const when = isTimed
    ? toTime(zone, start) + (time && its ? inOther(reading, its, start) : '')
    : toLetterDate(dateIn(zone, start))
  return { stays, date: when + (asked.location ? ` (${asked.location})` : ''), but: butOf(reading, asked, taken) }
}

/** Why it is not as it was asked for. */
function butOf(reading: Reading, asked: Asked, taken: Wish | undefined): string | undefined {
  if (asked.none !== undefined) return `there is no ${asked.none}`
  if (!taken) return whyNot(reading, asked)
  return asked.isTooLong ? 'four hours are as long as we can meet' : undefined
}
