/** Who is asked for a meeting invites to one: when it was asked for where that can be, and says why where it cannot. */
import { dateOf, dayOf, dayOfWeek, isWeekend, toLetterDate } from '../../core/time/day.ts'
import { dateIn, timeIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { drawer, workday } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { EmailRow } from '../email/email.ts'
import { type Proposal, questionIn, readOf, withoutRe } from './answers.ts'
import { ALL_DAY, enter, firstFree, startOf, timesFrom } from './meet.ts'
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
  const any = timesFrom(between(`${cause}/half hour`, n, ...ALL_DAY))
  const asked = time === undefined ? any : [time].filter(isOpen)
  const free = (days: readonly number[], times: readonly string[]): number | undefined =>
    firstFree(world, account, zone, days.filter(isWorkday), times, MINUTES)

  const wanted = free(wish.days ? named : later, asked)
  const start = wanted ?? free(named, any) ?? free(later, asked) ?? free(later, any) ?? startOf(zone, soon, any[0] ?? '')
  enter(world, account, { title, description: '', location: '', host: who, guests: [], start, minutes: MINUTES })
  const date = toLetterDate(dateIn(zone, start))
  return {
    date: time === undefined ? date : `${date} at ${timeIn(zone, start)} ${cityOf(zone)} time`,
    but: wanted === undefined ? whyNot(wish, today) : undefined,
  }
}

const daysFrom = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, place) => first + place)
const isWorkday = (day: number): boolean => !isWeekend(dateOf(day))
const isOpen = (time: string): boolean => time >= FIRST && time <= LAST
const cityOf = (zone: string): string => zone.replace(/^.*\//, '').replaceAll('_', ' ')

/** Why nobody can meet then. */
function whyNot({ days, time }: Wish, today: number): string {
  const [first, last] = days ?? [today + 1, today + 2]
  const date = first === last ? toLetterDate(dateOf(first)) : 'that'
  if (last < today) return `${date} has passed`
  if (first >= today + YEAR) return `${date} is too far away`
  if (first === last && !isWorkday(first)) return `${date} is a ${dayOfWeek(dateOf(first)) ? 'Saturday' : 'Sunday'}`
  if (time !== undefined && !isOpen(time)) return `nobody is here at ${time}`
  return 'your calendar is full then'
}
