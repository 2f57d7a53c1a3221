/** When a meeting is, and why not at another time, in words. */
import { dateOf, toLetterDate, weekdayOf } from '../../core/time/day.ts'
import { dateIn, timeIn } from '../../core/time/time-zone.ts'
import type { EventRow } from '../calendar/event.ts'
import type { Asked } from './asked.ts'
import { CLOSES, FIRST, isRefused, isWorkday, LAST, timesOf, YEAR } from './free-time.ts'
import { startOf, timesFrom } from './meet.ts'
import { zoneOf } from './people.ts'
import type { Reading } from './reading.ts'
import { timeAt } from './said-times.ts'
import { zoneCalled, zoneSaid } from './said-zones.ts'
import type { Wish } from './wish.ts'

const inCity = (zone: string): string => (zone === 'UTC' ? ' UTC' : ` ${zone.replace(/^.*\//, '').replaceAll('_', ' ')} time`)

export const toTime = (zone: string, ms: number): string =>
  `${toLetterDate(dateIn(zone, ms))} at ${timeIn(zone, ms)}${inCity(zone)}`

/** When a meeting is, in the words of somebody who comes. */
export const whenIs = ({ zone }: Reading, { start, timeZone, allDay }: EventRow): string =>
  allDay ? toLetterDate(dateIn(timeZone, Date.parse(start))) : toTime(zone, Date.parse(start))

/** Whether a letter names another time than that of a meeting. */
export function isAtOtherTime({ world, account, zone: own }: Reading, event: EventRow, text: string): boolean {
  const { time, zone } = timeAt(text)
  const zones = zone === undefined ? [event.timeZone, own] : [zoneCalled(zone, zoneOf(world, account.email))]
  return time !== undefined && !event.allDay && zones.every((each) => timeIn(each, Date.parse(event.start)) !== time)
}

/** A moment in the zone that a letter names, where clocks there show something else. */
export function inOther({ world, account, zone }: Reading, name: string, ms: number): string {
  const other = zoneCalled(name, zoneOf(world, account.email))
  const [date, time] = [dateIn(other, ms), timeIn(other, ms)]
  if (date !== dateIn(zone, ms)) return ` (${toLetterDate(date)} at ${time} ${zoneSaid(name)})`
  return time === timeIn(zone, ms) ? '' : ` (${time} ${zoneSaid(name)})`
}

/** Of a day, which one of the week it is. */
export const asWeekday = (day: number): string => `${toLetterDate(dateOf(day))} is a ${weekdayOf(dateOf(day))}`

/** Why nobody can meet as it is asked for first; undefined where nothing else was asked for. */
export function whyNot({ world, zone }: Reading, asked: Asked): string | undefined {
  const { today } = asked
  const [wish] = asked.offers as [Wish]
  const { days, time = '', side, until, zone: its } = wish
  const inTheir = its ? inCity(zone) : ''
  const [first, last] = days ?? [today + 1, today + 2]
  if (first === last && isRefused(asked, first)) return undefined
  const date = first === last ? toLetterDate(dateOf(first)) : 'that'
  if (startOf(zone, last, time || LAST) <= world.clock.ms)
    return `${date}${last === today && time ? ` at ${time}${inTheir}` : ''} has passed`
  if (last === today) return `${date} is too soon`
  if (first >= today + YEAR) return `${date} is too far away`
  if (first === last && !isWorkday(first)) return asWeekday(first)
  if (time && !timesOf(wish, asked, timesFrom(0)).length)
    return time <= FIRST || time >= CLOSES
      ? `nobody is here ${until ? `between ${time} and ${until}` : `${side ?? 'at'} ${time}`}${inTheir}`
      : `${time}${inTheir} is too late in the day for us`
  return 'your calendar is full then'
}
