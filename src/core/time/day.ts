/** Dates, `YYYY-MM-DD`, and times of day. */
import { memoize } from '../values/memoize.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** There are no dates before the year 1, and none after the year 9999. */
const [FIRST_DAY, LAST_DAY] = ['0001-01-01', '9999-12-31'].map((date) => Date.parse(date) / DAY_MS) as [number, number]

/** The date of a day, counted from 1970, and back. */
export const dateOf = memoize((day: number): string =>
  new Date(Math.max(FIRST_DAY, Math.min(day, LAST_DAY)) * DAY_MS).toISOString().slice(0, 10),
)
export const dayOf = memoize((date: string): number => Date.parse(date) / DAY_MS)

/** Milliseconds since 1970, at a minute of a day. */
export const timeOn = (day: number, minute: number): number => day * DAY_MS + minute * MINUTE_MS

/** A number of one digit or two, in two. */
export const twoDigits = (number: number | string): string => String(number).padStart(2, '0')

const digits = Array.from({ length: 60 }, (_, number) => twoDigits(number))

/** `HH:MM:SS`, so many seconds after midnight. */
export const timeOfDay = (seconds: number): string =>
  `${digits[Math.floor(seconds / 3_600)]}:${digits[Math.floor(seconds / 60) % 60]}:${digits[seconds % 60]}`

/** The minutes from midnight to a time, `HH:MM`. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The date so many days later, or earlier. */
export const addDays = (date: string, days: number): string => dateOf(dayOf(date) + days)

/** Whole days from one date to another; below zero where that comes first. */
export const daysBetween = (from: string, to: string): number => Math.round(dayOf(to) - dayOf(from))

export const months = 'January February March April May June July August September October November December'.split(' ')

/** A pattern for a month as it may be written, long or short. */
export const monthPattern = (name: string): string => `${name.slice(0, 3)}(?:${name.slice(3)})?`

export const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** The name of a date's day of the week. */
export const weekdayOf = (date: string): string => weekdays[dayOfWeek(date)] as string

const beginning = (name: string): string => name.slice(0, 3).toLowerCase()

/** The number of a month, 1 for January, by the first letters of its name; 0 for none. */
export const monthNumber = (name: string, names = months): number => names.map(beginning).indexOf(beginning(name)) + 1

/** The number of a day of the week, 0 for Sunday, by the first letters of its name; -1 for none. */
export const weekdayNumber = (name: string): number => weekdays.map(beginning).indexOf(beginning(name))

/** As a letter has it: `May 5, 2026`. In words of our own: the machine's take longer to load than all the rest of a start. */
export const toLetterDate = memoize((date: string): string => {
  const [year, month, day] = date.split('-').map(Number)
  return `${months[(month ?? 1) - 1]} ${day}, ${year}`
})

/** Saturday or Sunday. */
export const isWeekend = (date: string): boolean => dayOfWeek(date) % 6 === 0

/** The Monday of a day's week. */
export const mondayOf = (day: number): number => day - ((dayOfWeek(dateOf(day)) + 6) % 7)

/** Sunday is 0, Monday 1. */
export const dayOfWeek = (date: string): number => (((dayOf(date) + 4) % 7) + 7) % 7
