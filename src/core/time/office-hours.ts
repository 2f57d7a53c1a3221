/** When people are at their desks: from 9 to 17 o'clock on weekdays. */
import { addDays, isWeekend, timeOfDay } from './day.ts'
import { dateIn, instantIn, timeIn } from './time-zone.ts'

const [OPENS, MINUTES] = [9, 8 * 60]
const CLOSES = '17:00'

/** The weekday that a date is, or the next. */
export const weekday = (date: string): string => (isWeekend(date) ? weekday(addDays(date, 1)) : date)

/** The last weekday before a date. */
export const weekdayBefore = (date: string): string => {
  const before = addDays(date, -1)
  return isWeekend(before) ? weekdayBefore(before) : before
}

/**
 * A moment in office hours, not before another one.
 *
 * @param ms the earliest, in milliseconds since 1970
 * @param share how far into a working day, from 0, up to but not 1
 */
export function inOfficeHours(zone: string, ms: number, share: number): string {
  const time = timeOfDay((OPENS * 60 + Math.floor(share * MINUTES)) * 60).slice(0, 5)
  let at: string
  let date = dateIn(zone, ms)
  do {
    date = weekday(date)
    at = instantIn(zone, date, time)
    date = addDays(date, 1)
  } while (Date.parse(at) < ms)
  return at
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

export const morningOf = (zone: string, date: string): string => instantIn(zone, weekday(date), MORNING)

/** The next working morning after a moment, in milliseconds since 1970. */
export function nextMorning(zone: string, ms: number): string {
  const today = dateIn(zone, ms)
  const first = morningOf(zone, today)
  return Date.parse(first) > ms ? first : morningOf(zone, addDays(weekday(today), 1))
}

/** Whether people are expected at work, or about to come. */
export function isWorkingTime(zone: string, ms: number): boolean {
  const time = timeIn(zone, ms)
  return !isWeekend(dateIn(zone, ms)) && time >= MORNING && time < CLOSES
}

/** Whether people are at their desks from one moment to another of a weekday. */
export const isOpenFor = (zone: string, from: number, until: number): boolean =>
  Number.parseInt(timeIn(zone, from), 10) >= OPENS && timeIn(zone, until) <= CLOSES

/** The end of the working day, so many working days after a moment. */
export function eveningAfter(zone: string, ms: number, days: number): string {
  let date = dateIn(zone, ms)
  for (let left = days; left > 0; left--) date = weekday(addDays(date, 1))
  return instantIn(zone, date, CLOSES)
}
