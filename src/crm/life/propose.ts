/** Who is asked for a meeting invites to one: when it was asked for where that can be, and says why where it cannot. */
import { dateOf, dayOf, dayOfWeek, isWeekend, toLetterDate } from '../../core/time/day.ts'
import { dateIn, timeIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { drawer, workday } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { EmailRow } from '../email/email.ts'
import { type Proposal, readOf, type Topic, withoutRe } from './answers.ts'
import { ALL_DAY, enter, firstFree, startOf, timesFrom, workdaysFrom } from './meet.ts'
import { zoneOf } from './people.ts'
import { plain, type Wish, type Wishes, wishesIn } from './wish.ts'

/** Days from an answer to the meeting that it proposes unless a day is named. */
const AHEAD = [3, 8] as const
const YEAR = 366
const MINUTES = 30
/** When a meeting can begin. */
const [FIRST, LAST] = ['09:00', '16:30']

interface Request {
  /** The letter that asks, what it asks, and who reads it as the n-th of its conversation. */
  readonly email: EmailRow
  readonly topic: Topic
  readonly who: string
  readonly n: number
  /** Dates on which it must not be. */
  readonly without: readonly string[]
}

/** @returns undefined where nobody has time for weeks */
export function propose(world: World, account: ConnectionRow, { email, who, n, topic, without }: Request): Proposal | undefined {
  const { between } = drawer(world, account)
  const title = withoutRe(email.subject)
  const cause = `life/${who}/${title}`
  const zone = zoneOf(world, who)
  const now = world.clock.ms
  const [sent, today] = [Date.parse(email.receivedAt), now].map((ms) => dayOf(dateIn(zone, ms))) as [number, number]
  const { offers, refused } = wishesOf(topic, email, sent, today)
  const isRefused = (day: number): boolean =>
    refused.some(([first, last]) => first <= day && day <= last) || without.includes(dateOf(day))
  const any = timesFrom(between(`${cause}/half hour`, n, ...ALL_DAY))
  const free = (days: readonly number[], times: readonly string[]): number | undefined =>
    firstFree(
      world,
      account,
      [who],
      zone,
      days.filter((day) => isWorkday(day) && !isRefused(day)),
      times,
      MINUTES,
    )
  const within = ({ days }: Wish): number[] => (days ? daysFrom(Math.max(days[0], today), Math.min(days[1], today + YEAR)) : [])
  const timesOf = ({ time, half }: Wish): string[] =>
    time === undefined ? any.filter((each) => !half || each < '12:00' === (half === 'morning')) : [time].filter(isOpen)

  let soon = workday(today + between(`${cause}/days`, n, ...AHEAD))
  while (isRefused(soon) && soon < today + YEAR) soon++
  const wish = offers[0] as Wish
  const later = workdaysFrom(Math.max(soon, (within(wish).at(-1) ?? 0) + 1))
  const wanted = firstOf(offers, (offer) => free(offer.days ? within(offer) : later, timesOf(offer)))
  // Who is too late for the day that was named does not invite for the rest of it.
  const instead = within(wish).filter((day) => day > today)
  const start = wanted ?? free(instead, any) ?? free(later, timesOf(wish)) ?? free(later, any)
  if (start === undefined) return undefined
  enter(world, account, { title, description: '', location: '', host: who, guests: [], start, minutes: MINUTES })
  const date = toLetterDate(dateIn(zone, start))
  const isTimed = offers.some(({ time, half }) => time ?? half)
  return {
    date: isTimed ? `${date} at ${timeIn(zone, start)} ${cityOf(zone)} time` : date,
    but: wanted === undefined ? whyNot(wish, zone, now, isRefused) : undefined,
  }
}

/** The first that something is found for. */
function firstOf<T, Found>(list: readonly T[], find: (each: T) => Found | undefined): Found | undefined {
  for (const each of list) {
    const found = find(each)
    if (found !== undefined) return found
  }
  return undefined
}

/** Of what is to be moved, the days before the words of another time are those that do not suit. */
function wishesOf({ kind, asked }: Topic, { body }: EmailRow, sent: number, today: number): Wishes {
  const text = plain(readOf(body))
  const verb = kind === 'move' ? asked.search(/\b(?:move|push|put|shift|change|postpone|reschedule)\b/) : -1
  if (verb < 0) return wishesIn(asked, text, sent, today)
  const to = asked.slice(verb).search(/\b(?:to|for|until|till)\b/)
  const [old, next] = to < 0 ? [asked, ''] : [asked.slice(0, verb + to), asked.slice(verb + to).replace(/^\w+/, '')]
  const { offers, refused } = wishesIn(next, '', sent, today)
  const others = wishesIn(old, text, sent, today)
  const named = others.offers.flatMap(({ days }) => (days ? [days] : []))
  return { offers, refused: [...refused, ...others.refused, ...(offers.some(({ days }) => days) ? [] : named)] }
}

const daysFrom = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(last - first + 1, 0) }, (_, place) => first + place)
const isWorkday = (day: number): boolean => !isWeekend(dateOf(day))
const isOpen = (time: string): boolean => time >= FIRST && time <= LAST
const cityOf = (zone: string): string => zone.replace(/^.*\//, '').replaceAll('_', ' ')

/** Why nobody can meet then; undefined where nothing else was asked for. */
function whyNot({ days, time }: Wish, zone: string, now: number, isRefused: (day: number) => boolean): string | undefined {
  const today = dayOf(dateIn(zone, now))
  const [first, last] = days ?? [today + 1, today + 2]
  if (first === last && isRefused(first)) return undefined
  const date = first === last ? toLetterDate(dateOf(first)) : 'that'
  if (startOf(zone, last, time ?? LAST) <= now) return `${date}${last === today && time ? ` at ${time}` : ''} has passed`
  if (last === today) return `${date} is too soon`
  if (first >= today + YEAR) return `${date} is too far away`
  if (first === last && !isWorkday(first)) return `${date} is a ${dayOfWeek(dateOf(first)) ? 'Saturday' : 'Sunday'}`
  if (time !== undefined && !isOpen(time)) return `nobody is here at ${time}`
  return 'your calendar is full then'
}
