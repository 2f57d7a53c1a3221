/** When somebody would like to meet, as a letter says it. */
import { DAY_MS, dateOf, dayOfWeek, months } from '../../core/time/day.ts'

export interface Wish {
  /** The first and the last of the days that suit, since 1970; undefined where none is named. */
  readonly days: Days | undefined
  /** `HH:MM`, where a time is named. */
  readonly time: string | undefined
}
type Days = readonly [first: number, last: number]

/** What comes after these words is no day to meet: it is a deadline, or the date of something. */
const FREE = String.raw`(?<!\b(?:by|before|until|till|since|after|of) )\b`
const MONTH = months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`.toLowerCase()).join('|')
const [TH, YEAR] = ['(?:st|nd|rd|th)?', String.raw`(?:,? (\d{4}))?\b`]
const monthFirst = new RegExp(String.raw`\b(${MONTH})\.? (\d{1,2})${TH}${YEAR}`, 'g')
const dayFirst = new RegExp(String.raw`\b(\d{1,2})${TH}(?: of)? (${MONTH})${YEAR}`, 'g')
const date = new RegExp(String.raw`${FREE}(week of (?:the )?)?(\d{4}-\d\d-\d\d)`, 'g')
const weekday = new RegExp(`${FREE}(sun|mon|tues|wednes|thurs|fri|satur)day\\b`, 'g')
const near = new RegExp(`${FREE}(day after tomorrow|tomorrow|today|this week|next week|next month)\\b`, 'g')
const clock = /\b(at )?(\d{1,2})(?::([0-5]\d))?(?: ?([ap])m| o.clock)?\b(?! ?%)/g

/** Days after which a date without a year is one of the next year. */
const LONG_AGO = 60

const weekdays = ['sun', 'mon', 'tues', 'wednes', 'thurs', 'fri', 'satur']
const last = (text: string, look: RegExp): RegExpExecArray | undefined => [...text.matchAll(look)].at(-1)
const day = (text: string): number => Date.parse(text) / DAY_MS

/** Whether a text names a day to meet. */
export const namesDay = (text: string): boolean => [weekday, date].some((look) => withDates(text, 0).search(look) >= 0)

/**
 * The wish of a letter: what its question says of it, or else the rest.
 *
 * @param sent the day of the letter, since 1970
 * @param today the day on which it is read: a day of the week is the next from there
 */
export function wishIn(question: string, body: string, sent: number, today: number): Wish {
  const [asked, said] = [question, body].map((text) => withDates(text, sent)) as [string, string]
  const days = daysIn(asked, sent, today)
  if (days) return { days, time: timeOf(asked) }
  const others = daysIn(said, sent, today)
  const isDay = others && others[0] === others[1]
  return { days: isDay ? others : undefined, time: timeOf(asked) ?? (isDay ? timeOf(said) : undefined) }
}

/** A letter in which dates are numbers: `June 17` is `2026-06-17`, of the first year in which that is not long ago. */
function withDates(text: string, sent: number): string {
  const number = (month: string, of: string, year: string | undefined): string => {
    const place = months.findIndex((name) => name.toLowerCase().startsWith(month.slice(0, 3))) + 1
    const end = [place, of].map((part) => String(part).padStart(2, '0')).join('-')
    const now = Number(dateOf(sent).slice(0, 4))
    const dates = (year === undefined ? [now - 1, now, now + 1] : [year]).map((each) => `${each}-${end}`)
    return dates.find((each) => day(each) > sent - LONG_AGO) ?? `${year}-${end}`
  }
  return text
    .toLowerCase()
    .replace(monthFirst, (_, month, of, year) => number(month, of, year))
    .replace(dayFirst, (_, of, month, year) => number(month, of, year))
}

/** The days that are named last: a date before a day of the week; one in a week that is named too is in it. */
function daysIn(text: string, sent: number, today: number): Days | undefined {
  const span = datedIn(text) ?? nearIn(text, sent)
  const [, name] = last(text, weekday) ?? []
  if (name === undefined || (span && span[0] === span[1])) return span
  const from = span?.[0] ?? today + 1
  const named = from + ((weekdays.indexOf(name) - dayOfWeek(dateOf(from)) + 7) % 7)
  return [named, named]
}

function datedIn(text: string): Days | undefined {
  const [, isWeek, written = ''] = last(text, date) ?? []
  const named = day(written)
  if (Number.isNaN(named)) return undefined
  return isWeek ? weekOf(named) : [named, named]
}

/** From Monday to Friday. */
function weekOf(of: number): Days {
  const monday = of - ((dayOfWeek(dateOf(of)) + 6) % 7)
  return [monday, monday + 4]
}

function nearIn(text: string, sent: number): Days | undefined {
  const [, name] = last(text, near) ?? []
  switch (name) {
    case undefined:
      return undefined
    case 'this week':
      return [sent + 1, weekOf(sent)[1]]
    case 'next week':
      return weekOf(sent + 7)
    case 'next month': {
      const [year = 0, month = 0] = dateOf(sent).split('-').map(Number)
      return [Date.UTC(year, month, 1) / DAY_MS, Date.UTC(year, month + 1, 0) / DAY_MS]
    }
    default: {
      const named = sent + ['today', 'tomorrow', 'day after tomorrow'].indexOf(name)
      return [named, named]
    }
  }
}

/** The first time that is named: `16:00`, `4 pm`, `at 10`, `noon`. Of bare hours those before eight are in the afternoon. */
function timeOf(text: string): string | undefined {
  for (const [all, at, hours, minutes = '00', half] of text.matchAll(clock)) {
    const hour = Number(hours)
    const isTime = at !== undefined || all.length > (hours?.length ?? 0)
    const isBare = half === undefined && !all.includes(':')
    const told = half === undefined ? hour + (isBare && hour < 8 ? 12 : 0) : (hour % 12) + (half === 'p' ? 12 : 0)
    if (isTime && told < 24) return `${String(told).padStart(2, '0')}:${minutes}`
  }
  return /\bat noon\b/.test(text) ? '12:00' : undefined
}
