/** Who is asked for a meeting invites to one: when it was asked for where that can be, and says why where it cannot. */
import {
  dateOf,
  dayOf,
  dayOfWeek,
  isWeekend,
  MINUTE_MS,
  minutesOf,
  mondayOf,
  toLetterDate,
  weekdayOf,
} from '../../core/time/day.ts'
import { weekdayFrom } from '../../core/time/office-hours.ts'
import { dateIn, timeIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import type { EventRow } from '../calendar/event.ts'
import { drawer, ownerOf, worksAt } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { EmailRow } from '../email/email.ts'
import { absence, movedIn, offeredIn, type Proposal, parts, readOf, type Topic, withoutRe } from './answers.ts'
import { ALL_DAY, enter, firstFree, startOf, timesFrom, workdaysFrom } from './meet.ts'
import { zoneOf } from './people.ts'
import { place, placeIn } from './said-places.ts'
import { zoneCalled, zoneSaid } from './said-zones.ts'
import { type Days, daysIn, minutesIn, nothing, plain, shiftIn, timeAt, type Wish, type Wishes, wishesIn } from './wish.ts'

/** Days from an answer to the meeting that it proposes unless a day is named. */
const AHEAD = [3, 7] as const
const YEAR = 366
/** How long a meeting is unless a length is named, and how long at least and at most. */
const [MINUTES, SHORTEST, LONGEST] = [30, 15, 240]
/** When people come, when they leave, and when a meeting can begin at the latest. */
const [FIRST, CLOSES, LAST] = ['09:00', '17:00', '16:30']
/** The half hours at which meetings begin only where they are asked for. */
const EDGES = ['09:00', '09:30', '15:30', '16:00', LAST]

const isPutOff = /\b(?:postpone|delay|put off|push(?:ed)?\b.{0,40}\bback)/
const sooner = /\b(?:earlier|sooner|forward|before|up)\b/
const forward = /\b(?:earlier|sooner|(?<!look(?:ing)? )forward)\b/
const ofThis = /\bthis (?:week|\w+day)\b/
/** After days that do not suit. */
const afterThat = /\bafter (?:that|this|then|it|my \w+)\b|\bweek after\b(?! next)|\bafterwards\b|\bwhen i(?:'m| am) back\b/

interface Request {
  /** The letter that asks, what it asks, and who reads it as the n-th of its conversation. */
  readonly email: EmailRow
  readonly topic: Topic
  readonly who: string
  readonly n: number
  /** Who else is asked. */
  readonly others: readonly string[]
  /** The meeting that is moved. */
  readonly moved: EventRow | undefined
}

/** @returns undefined where nobody has time for weeks */
export function propose(
  world: World,
  account: ConnectionRow,
  { email, who, n, others, topic, moved }: Request,
): Proposal | undefined {
  const { between } = drawer(world, account)
  const title = withoutRe(email.subject)
  const cause = `life/${who}/${title}`
  const zone = zoneOf(world, who)
  const now = world.clock.ms
  const [sent, today] = readOn(world, email, zone)
  const at = (ms: number) => ({ days: [dayOf(dateIn(zone, ms)), dayOf(dateIn(zone, ms))] as const, time: timeIn(zone, ms) })
  const old = moved && at(Date.parse(moved.start))
  // What is put off comes after its old day, and a day of the week is one of the week of what moves unless that comes sooner.
  const putOff = moved && isPutOff.test(topic.asked)
  const base =
    old && !forward.test(topic.asked) && !ofThis.test(topic.asked)
      ? Math.max(today, putOff ? old.days[0] : mondayOf(old.days[0]) - 1)
      : today
  const { offers: asked, refused, never, none } = wishesOf(topic, email, sent, base)
  const by = shiftIn(topic.asked)
  const shifted = moved && by ? { ...nothing, ...at(Date.parse(moved.start) + by * MINUTE_MS) } : undefined
  // From one time to another something moves, or lasts.
  const named = by ? undefined : minutesIn((topic.kind === 'move' && parts(topic.asked)?.join('; ')) || topic.asked)
  const long = named ?? (moved ? lengthOf(moved) : MINUTES)
  const said = [topic.asked, ...offeredIn(email.body, topic.asked)].join(';')
  const where = placeIn(said, ownerOf(world, account)?.firstName ?? '', worksAt(who).company)
  // Who names another time, a length or a place, and no day, means the same day.
  const inDay = (offer: Wish): Wish =>
    old && !offer.days && (offer.time || offer.half || named || where)
      ? { ...offer, days: old.days, time: offer.time ?? (offer.half ? undefined : old.time) }
      : offer
  const atNoon = (offer: Wish): Wish => (where === 'Over lunch' ? { ...offer, time: offer.time ?? '12:00' } : offer)
  const owners = zoneOf(world, account.email)
  const offers = shifted ? [shifted] : asked.map((offer) => inZone(inDay(atNoon(offer)), owners, zone, today))
  const isSameDay = offers.some(({ days, time, half }) => (time ?? half) && days?.[0] === old?.days[0])
  const isRefused = (day: number): boolean =>
    day === old?.days[0]
      ? !isSameDay
      : never.includes(dayOfWeek(dateOf(day))) || refused.some(([first, last]) => first <= day && day <= last)
  const minutes = Math.min(Math.max(long, SHORTEST), LONGEST)
  const isOpen = (time: string): boolean => time >= FIRST && minutesOf(time) + minutes <= minutesOf(CLOSES)
  const any = [...(old ? [old.time] : []), ...timesFrom(between(`${cause}/half hour`, n, ...ALL_DAY))].filter(isOpen)
  const free = (days: readonly number[], times: readonly string[]): number | undefined =>
    firstFree(
      world,
      account,
      { guests: [who, ...others], moved },
      zone,
      days.filter((day) => isWorkday(day) && !isRefused(day)),
      times,
      minutes,
    )
  const within = ({ days }: Wish): number[] => (days ? daysFrom(Math.max(days[0], today), Math.min(days[1], today + YEAR)) : [])
  const timesOf = ({ time, half, side }: Wish): string[] => {
    if (time !== undefined && !side) return [time].filter(isOpen)
    const isIn = (each: string): boolean => !side || each < (time ?? '') === (side === 'before')
    return [...any, ...(side ? EDGES.filter(isOpen) : [])].filter(
      (each) => isIn(each) && (!half || each < '12:00' === (half === 'morning')),
    )
  }

  const notBefore = [
    old && !sooner.test(topic.asked) ? old.days[0] : today,
    ...(afterThat.test(topic.asked) ? refused.map(([, last]) => last) : []),
  ]
  let soon = Math.max(weekdayFrom(today + between(`${cause}/days`, n, ...AHEAD)), Math.max(...notBefore) + 1)
  if (old && by <= 0 && forward.test(topic.asked)) soon = Math.max(Math.min(soon, old.days[0] - 1), today + 1)
  while (isRefused(soon) && soon < today + YEAR) soon++
  const wish = offers[0] as Wish
  const later = workdaysFrom(Math.max(soon, (within(wish).at(-1) ?? 0) + 1))
  let wanted: number | undefined
  const taken = offers.find((offer) => {
    wanted = free(offer.days ? within(offer) : later, timesOf(offer))
    return wanted !== undefined
  })
  const { time, zone: its } = taken ?? wish
  const zoned = time && its
  // Who is too late for the day that was named does not invite for the rest of it.
  const instead = within(wish).filter((day) => day > today)
  const start = wanted ?? free(instead, any) ?? free(later, timesOf(wish)) ?? free(later, any)
  if (start === undefined) return undefined
  const description = moved?.description ?? ''
  const location = where ?? moved?.location ?? ''
  const stays =
    moved !== undefined && start === Date.parse(moved.start) && minutes === lengthOf(moved) && location === moved.location
  if (!stays)
    enter(world, account, { title: moved?.title ?? title, description, location, host: who, guests: others, start, minutes })
  const date = toLetterDate(dateIn(zone, start))
  const isTimed = stays || offers.some(({ time, half }) => time ?? half)
  return {
    stays,
    date:
      (isTimed ? toTime(zone, start) + (zoned ? inOther(zoned, zoneCalled(zoned, owners), zone, start) : '') : date) +
      (where ? ` (${where})` : ''),
    but:
      none !== undefined
        ? `there is no ${none}`
        : wanted !== undefined
          ? long > LONGEST
            ? 'four hours are as long as we can meet'
            : undefined
          : whyNot(wish, zone, now, isRefused, isOpen, zoned ? inCity(zone) : ''),
  }
}

/** What is offered with a time of another zone, in the time of this one: of several days as it is on the first. */
function inZone(offer: Wish, owners: string, zone: string, today: number): Wish {
  const { days, time } = offer
  if (time === undefined || offer.zone === undefined) return offer
  const day = days?.[0] ?? today
  const ms = startOf(zoneCalled(offer.zone, owners), day, time)
  const shift = dayOf(dateIn(zone, ms)) - day
  return { ...offer, time: timeIn(zone, ms), days: days && [days[0] + shift, days[1] + shift] }
}

/** A moment in the zone that a letter names, where clocks there show something else. */
function inOther(name: string, other: string, zone: string, ms: number): string {
  const [date, time] = [dateIn(other, ms), timeIn(other, ms)]
  if (date !== dateIn(zone, ms)) return ` (${toLetterDate(date)} at ${time} ${zoneSaid(name)})`
  return time === timeIn(zone, ms) ? '' : ` (${time} ${zoneSaid(name)})`
}

/** The days on which a letter is sent and read. */
const readOn = (world: World, { receivedAt }: EmailRow, zone: string): [sent: number, today: number] =>
  [Date.parse(receivedAt), world.clock.ms].map((ms) => dayOf(dateIn(zone, ms))) as [number, number]

/** Of what is to be moved, the days before the words of another time are those that do not suit. */
function wishesOf({ kind, asked }: Topic, { body }: EmailRow, sent: number, today: number): Wishes {
  const text = plain(readOf(body))
  const halves = kind === 'move' ? (parts(asked) ?? (place.test(asked) ? ['', asked] : undefined)) : undefined
  if (!halves) return wishesIn(asked, text, sent, today)
  const [old, next] = halves
  const { offers, none } = wishesIn(`in ${next}`, offeredIn(body, asked).join('.'), sent, today)
  const { refused, never } = wishesIn(old, text, sent, today)
  const named = wishesIn(old, '', sent, today).offers.flatMap(({ days }) => (days ? [days] : []))
  return { offers, none, never, refused: [...refused, ...(offers.some(({ days }) => days) ? [] : named)] }
}

/** The days of the meeting that a letter calls off, moves or asks about. */
export function daysMeant(world: World, email: EmailRow, topic: Topic, who: string): readonly Days[] {
  const { kind, beside } = topic
  const [sent, today] = readOn(world, email, zoneOf(world, who))
  const words = [beside ? (movedIn(beside) ?? beside.asked) : '', movedIn(topic) ?? '']
  const daysOf = (texts: readonly string[]) => texts.flatMap((text) => daysIn(text, sent))
  const inWords = daysOf(words.map((text) => text.replace(absence, '')))
  const named = inWords.length ? inWords : daysOf(words)
  return named.length || kind === 'stands' || kind === 'when'
    ? named
    : wishesIn('', plain(readOf(email.body)), sent, today).refused
}

const lengthOf = ({ start, end }: EventRow): number => (Date.parse(end) - Date.parse(start)) / MINUTE_MS

const toTime = (zone: string, ms: number): string => `${toLetterDate(dateIn(zone, ms))} at ${timeIn(zone, ms)}${inCity(zone)}`
/** When a meeting is, in the words of somebody who comes. */
export const whenIs = (world: World, who: string, { start, timeZone, allDay }: EventRow): string =>
  allDay ? toLetterDate(dateIn(timeZone, Date.parse(start))) : toTime(zoneOf(world, who), Date.parse(start))
/** Whether a letter names another time than that of a meeting. */
export function isAtOtherTime(world: World, { email }: ConnectionRow, who: string, event: EventRow, text: string): boolean {
  const { time, zone } = timeAt(text)
  const zones = zone === undefined ? [event.timeZone, zoneOf(world, who)] : [zoneCalled(zone, zoneOf(world, email))]
  return time !== undefined && !event.allDay && zones.every((each) => timeIn(each, Date.parse(event.start)) !== time)
}

const daysFrom = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(last - first + 1, 0) }, (_, place) => first + place)
const isWorkday = (day: number): boolean => !isWeekend(dateOf(day))
const inCity = (zone: string): string => (zone === 'UTC' ? ' UTC' : ` ${zone.replace(/^.*\//, '').replaceAll('_', ' ')} time`)

/** Why nobody can meet then; undefined where nothing else was asked for. */
function whyNot(
  { days, time, side }: Wish,
  zone: string,
  now: number,
  isRefused: (day: number) => boolean,
  isOpen: (time: string) => boolean,
  inTheir: string,
): string | undefined {
  const today = dayOf(dateIn(zone, now))
  const [first, last] = days ?? [today + 1, today + 2]
  if (first === last && isRefused(first)) return undefined
  const date = first === last ? toLetterDate(dateOf(first)) : 'that'
  if (startOf(zone, last, time ?? LAST) <= now)
    return `${date}${last === today && time ? ` at ${time}${inTheir}` : ''} has passed`
  if (last === today) return `${date} is too soon`
  if (first >= today + YEAR) return `${date} is too far away`
  if (first === last && !isWorkday(first)) return `${date} is a ${weekdayOf(dateOf(first))}`
  if (time !== undefined && (side === 'before' ? time <= FIRST : !isOpen(time) && !(side && time < FIRST)))
    return time <= FIRST || time >= CLOSES
      ? `nobody is here ${side ?? 'at'} ${time}${inTheir}`
      : `${time}${inTheir} is too late in the day for us`
  return 'your calendar is full then'
}
