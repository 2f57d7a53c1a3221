/** Who is asked for a meeting invites to one: when it was asked for where that can be, and says why where it cannot. */
import { dateOf, dayOf, dayOfWeek, isWeekend, toLetterDate } from '../../core/time/day.ts'
import { dateIn, instantIn, timeIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { drawer, workday } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { EmailRow } from '../email/email.ts'
import { type Proposal, questionIn, readOf, withoutRe } from './answers.ts'
import { ALL_DAY, enter, firstFree, freeIn, startOf } from './meet.ts'
import { zoneOf } from './people.ts'
import { type Wish, wishIn } from './wish.ts'

/** Days from an answer to the meeting that it proposes unless a day is named, and those that are tried from then on. */
const AHEAD = [3, 8] as const
const TRIED = 21
const YEAR = 366
const MINUTES = 30
/** When a meeting can begin. */
const [FIRST, LAST] = ['09:00', '16:30']

export function propose(world: World, account: ConnectionRow, email: EmailRow, who: string, n: number): Proposal {
  const { between } = drawer(world, account)
  const title = withoutRe(email.subject)
  const cause = `life/${who}/${title}`
  const zone = zoneOf(world, who)
  const [sent, today] = [Date.parse(email.receivedAt), world.clock.ms].map((ms) => dayOf(dateIn(zone, ms))) as [number, number]
  const wish = wishIn(questionIn(email.body) ?? '', readOf(email.body), sent, today)
  const { time } = wish
  const named = wish.days ? daysFrom(...wish.days).filter((day) => day >= today && day < today + YEAR) : []
  const soon = workday(today + between(`${cause}/days`, n, ...AHEAD))
  const from = Math.max(soon, (named.at(-1) ?? 0) + 1)
  const later = daysFrom(from, from + TRIED)
  const half = between(`${cause}/half hour`, n, ...ALL_DAY)

  const isFree = freeIn(world, account)
  const startsAt = (day: number, at: string): number | undefined => {
    const start = Date.parse(instantIn(zone, dateOf(day), at))
    return isFree(start, start + MINUTES * 60_000) && isOpen(at) ? start : undefined
  }
  const startOn = (day: number, at?: string): number | undefined =>
    at === undefined ? firstFree(world, account, zone, { day, half, minutes: MINUTES, within: ALL_DAY }) : startsAt(day, at)
  const startIn = (days: readonly number[], at?: string): number | undefined => {
    for (const day of days.filter((each) => !isWeekend(dateOf(each)))) {
      const start = startOn(day, at)
      if (start !== undefined) return start
    }
    return undefined
  }

  const wanted = startIn(wish.days ? named : later, time)
  const start = wanted ?? startIn(named) ?? startIn(later, time) ?? startIn(later) ?? startOf(zone, soon, half)
  enter(world, account, { title, description: '', location: '', host: who, guests: [], start, minutes: MINUTES })
  const date = toLetterDate(dateIn(zone, start))
  return {
    date: time === undefined ? date : `${date} at ${timeIn(zone, start)} ${cityOf(zone)} time`,
    but: wanted === undefined ? whyNot(wish, today) : undefined,
  }
}

const daysFrom = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, place) => first + place)
const isOpen = (time: string): boolean => time >= FIRST && time <= LAST
const cityOf = (zone: string): string => zone.replace(/^.*\//, '').replaceAll('_', ' ')

const weekend: Readonly<Record<number, string>> = { 0: 'Sunday', 6: 'Saturday' }

/** Why nobody can meet then. */
function whyNot({ days, time }: Wish, today: number): string {
  const [first, last] = days ?? [today + 1, today + 2]
  const date = first === last ? toLetterDate(dateOf(first)) : 'that'
  if (last < today) return `${date} has passed`
  if (first >= today + YEAR) return `${date} is too far away`
  const name = first === last ? weekend[dayOfWeek(dateOf(first))] : undefined
  if (name !== undefined) return `${date} is a ${name}`
  if (time !== undefined && !isOpen(time)) return `nobody is here at ${time}`
  return 'your calendar is full then'
}
