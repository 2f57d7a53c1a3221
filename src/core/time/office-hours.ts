/** When people are at their desks: from 9 to 17 o'clock on weekdays. */
import { addDays, isWeekend } from './day.ts'
import { dateIn, instantIn } from './time-zone.ts'

const [OPENS, MINUTES] = [9, 8 * 60]

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
  const minutes = OPENS * 60 + Math.floor(share * MINUTES)
  const time = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
  let at: string
  let date = dateIn(zone, ms)
  do {
    date = weekday(date)
    at = instantIn(zone, date, time)
    date = addDays(date, 1)
  } while (Date.parse(at) < ms)
  return at
}
