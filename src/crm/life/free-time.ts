/** When two can meet of what one of them asks for. */
import { dateOf, dayOfWeek, HOUR_MS, isWeekend, minutesOf } from '../../core/time/day.ts'
import { weekdayFrom } from '../../core/time/office-hours.ts'
import type { EventRow } from '../calendar/event.ts'
import { drawer } from '../connections/account.ts'
import type { Asked } from './asked.ts'
import { ALL_DAY, firstFree, timesFrom, workdaysFrom } from './meet.ts'
import type { Reading } from './reading.ts'
import type { Wish } from './wish.ts'

/** Days from an answer to the meeting that it proposes unless a day is named. */
const AHEAD = [3, 7] as const
/** Hours from an answer to a meeting on the same day of which no time is named. */
const NOTICE = 2
/** Days in which people meet at all. */
export const YEAR = 366
/** When people come, when they leave, and when a meeting can begin at the latest. */
export const [FIRST, CLOSES, LAST] = ['09:00', '17:00', '16:30']
/** The half hours at which meetings begin only where they are asked for. */
const EDGES = ['09:00', '09:30', '15:30', '16:00', LAST]

export const isWorkday = (day: number): boolean => !isWeekend(dateOf(day))

/** Whether a day does not suit who asks: that of a meeting that moves only with another time. */
export function isRefused({ offers, old, refused, never }: Asked, day: number): boolean {
  if (day === old?.days[0]) return !offers.some(({ days, time, half }) => (time ?? half) && days?.[0] === day)
  return never.includes(dayOfWeek(dateOf(day))) || refused.some(([first, last]) => first <= day && day <= last)
}

/** Whether a meeting that begins then is over when people leave. */
export const isOpen = ({ minutes }: Asked, time: string): boolean =>
  time >= FIRST && minutesOf(time) + minutes <= minutesOf(CLOSES)

/** Who comes beside the two. */
export interface Party {
  /** How many letters the conversation has. */
  readonly n: number
  readonly others: readonly string[]
  /** The meeting that moves. */
  readonly moved: EventRow | undefined
}

interface Found {
  readonly start: number
  /** The offer that it is at; undefined where none could be. */
  readonly taken: Wish | undefined
}

/** The first offer that can be, or else something near it. @returns undefined where nobody has time for weeks */
export function freeTime(reading: Reading, { n, others, moved }: Party, asked: Asked): Found | undefined {
  const { world, account, who, zone, cause } = reading
  const { offers, old, today, minutes } = asked
  const half = drawer(world, account).between(`${cause}/half hour`, n, ...ALL_DAY)
  const any = [...(old ? [old.time] : []), ...timesFrom(half)].filter((time) => isOpen(asked, time))
  const free = (days: readonly number[], times: readonly string[], notice = 0): number | undefined => {
    const possible = days.filter((day) => isWorkday(day) && !isRefused(asked, day))
    return firstFree(
      world,
      account,
      { guests: [who, ...others], moved, since: world.clock.ms + notice * HOUR_MS },
      { zone, days: possible, times, minutes },
    )
  }
  const [wish] = offers as [Wish]
  const named = daysOf(wish, today)
  const later = workdaysFrom(Math.max(soonest(reading, n, asked), (named.at(-1) ?? 0) + 1))
  for (const taken of offers) {
    const start = free(taken.days ? daysOf(taken, today) : later, timesOf(taken, asked, any), taken.time ? 0 : NOTICE)
    if (start !== undefined) return { start, taken }
  }
  // Who is too late for the day that was named does not invite for the rest of it.
  const instead = named.filter((day) => day > today)
  const start = free(instead, any) ?? free(later, timesOf(wish, asked, any)) ?? free(later, any)
  return start === undefined ? undefined : { start, taken: undefined }
}

/** The first day for a meeting of which no day is named. */
function soonest({ world, account, cause }: Reading, n: number, asked: Asked): number {
  const { old, today, notBefore, isForward } = asked
  const ahead = drawer(world, account).between(`${cause}/days`, n, ...AHEAD)
  let day = Math.max(weekdayFrom(today + ahead), notBefore + 1)
  if (old && isForward) day = Math.max(Math.min(day, old.days[0] - 1), today + 1)
  while (isRefused(asked, day) && day < today + YEAR) day++
  return day
}

/** The days of an offer that are not over; of several none is today. */
function daysOf({ days }: Wish, today: number): number[] {
  if (!days) return []
  const [first, last] = [Math.max(days[0], days[1] > today ? today + 1 : today), Math.min(days[1], today + YEAR)]
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, place) => first + place)
}

/** The times of an offer, of `any` that there are; of a range its beginning first, and nothing that is over too late. */
export function timesOf({ time, half, side, until }: Wish, asked: Asked, any: readonly string[]): string[] {
  const isOpenAt = (each: string): boolean => isOpen(asked, each)
  if (time !== undefined && !side) return [time].filter(isOpenAt)
  const isIn = (each: string): boolean =>
    !side || (side === 'from' ? each >= (time ?? '') : each < (time ?? '') === (side === 'before'))
  const isOver = (each: string): boolean => !until || each === time || minutesOf(each) + asked.minutes <= minutesOf(until)
  const times = [...any, ...(side ? EDGES.filter(isOpenAt) : [])].filter(
    (each) => isIn(each) && isOver(each) && (!half || each < '12:00' === (half === 'morning')),
  )
  return side === 'from' ? [...new Set([time ?? '', ...times.sort()])].filter(isOpenAt) : times
}
