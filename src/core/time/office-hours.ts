/** When people are at their desks: from 9 to 17 o'clock on weekdays. */
import { addDays, dateOf, dayOfWeek, daysBetween, isWeekend, timeOfDay } from './day.ts'
import { dateIn, instantIn, timeIn } from './time-zone.ts'

const [OPENS, MINUTES] = [9, 8 * 60]
const CLOSES = '17:00'

/** In how many days a weekday is reached: so many, or after the weekend. */
function daysToWeekday(date: string, days = 0): number {
  const day = (((dayOfWeek(date) + days) % 7) + 7) % 7
  return days + (day === 6 ? 2 : day === 0 ? 1 : 0)
}

/** The weekday that a date is, or the next. */
export const weekday = (date: string): string => addDays(date, daysToWeekday(date))

/** The same of a day, since 1970. */
export const weekdayFrom = (day: number): number => day + daysToWeekday(dateOf(day))

/** The last weekday before a date. */
export function weekdayBefore(date: string): string {
  const day = dayOfWeek(date)
  return addDays(date, day === 0 ? -2 : day === 1 ? -3 : -1)
}

/**
 * A moment in office hours, not before another one.
 *
 * @param ms the earliest, in milliseconds since 1970
 * @param share how far into a working day, from 0, up to but not 1
 */
export function inOfficeHours(zone: string, ms: number, share: number): string {
  const time = timeOfDay((OPENS * 60 + Math.floor(share * MINUTES)) * 60).slice(0, 5)
  return nextAt(zone, ms, time)
}

/** When that zone has that time of a weekday next, not before a moment in milliseconds since 1970. */
export function nextAt(zone: string, ms: number, time: string): string {
  const date = dateIn(zone, ms)
  const days = daysToWeekday(date)
  const at = instantIn(zone, date, time, days)
  return Date.parse(at) < ms ? instantIn(zone, date, time, daysToWeekday(date, days + 1)) : at
}

/**
 * The same of a date in that zone; where that is a weekend, of the next weekday.
 *
 * @param notBefore in milliseconds since 1970
 */
export const inOfficeHoursOf = (zone: string, date: string, share: number, notBefore = 0): string =>
  inOfficeHours(zone, Math.max(notBefore, Date.parse(instantIn(zone, date, '00:00'))), share)

/** When the agent has its proposals ready: before people come to work, and after the books have been synced. */
const MORNING = '08:00'

/** On a working day: so many days after a date, or the next one. */
export const morningOf = (zone: string, date: string, days: number): string =>
  instantIn(zone, date, MORNING, daysToWeekday(date, days))

/** The next working morning after a moment, in milliseconds since 1970. */
export const nextMorning = (zone: string, ms: number): string => nextAt(zone, ms + 1, MORNING)

/** Whether people are expected at work, or about to come. */
export function isWorkingTime(zone: string, ms: number): boolean {
  const time = timeIn(zone, ms)
  return !isWeekend(dateIn(zone, ms)) && time >= MORNING && time < CLOSES
}

/** Whether people are at their desks from one moment to another. */
export function isOpenFor(zone: string, from: number, until: number): boolean {
  const date = dateIn(zone, from)
  const isOneDay = !isWeekend(date) && dateIn(zone, until) === date
  return isOneDay && Number.parseInt(timeIn(zone, from), 10) >= OPENS && timeIn(zone, until) <= CLOSES
}

/** The end of the working day, so many working days after a moment. */
export function eveningAfter(zone: string, ms: number, days: number): string {
  let date = dateIn(zone, ms)
  for (let left = days; left > 0; left--) date = weekday(addDays(date, 1))
  return instantIn(zone, date, CLOSES)
}

/** The working days after the one date, up to and with the other; Monday to Friday. */
export function workingDaysBetween(from: string, to: string): number {
  const days = Math.max(0, daysBetween(from, to))
  const rest = Array.from({ length: days % 7 }, (_, i) => addDays(to, -i))
  return Math.floor(days / 7) * 5 + rest.filter((date) => !isWeekend(date)).length
}
