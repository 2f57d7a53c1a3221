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
const free = (look: string): RegExp => new RegExp(FREE + look, 'g')
const MONTH = `(${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`
const [DAY, YEAR] = [String.raw`(\d{1,2})(?:st|nd|rd|th)?`, String.raw`(?:,? (\d{4}))?\b`]
const monthFirst = new RegExp(`\\b${MONTH} ${DAY}${YEAR}`, 'gi')
const dayFirst = new RegExp(`\\b${DAY}(?: of)? ${MONTH}${YEAR}`, 'gi')
const date = free(String.raw`(week of (?:the )?)?(\d{4}-\d\d-\d\d)`)
const weekday = free(String.raw`(sun|mon|tues|wednes|thurs|fri|satur)day\b`)
const near = free(String.raw`(today|tomorrow|next week|next month)\b`)
const clock = /\b(at )?(\d{1,2})(?::([0-5]\d))?(?: ?([ap])m| o.clock)?\b(?! ?%)/g

const last = (text: string, look: RegExp): RegExpExecArray | undefined => [...text.matchAll(look)].at(-1)
const day = (text: string): number => Date.parse(text) / DAY_MS

/** Whether a text names a day to meet. */
export const namesDay = (text: string): boolean => [weekday, date].some((look) => last(withDates(text, 0), look))

/**
 * The wish of a letter: what its question says of it, or else the rest.
 *
 * @param sent the day of the letter, since 1970
 * @param today the day on which it is read: a day of the week is the next from there
 */
export function wishIn(question: string, body: string, sent: number, today: number): Wish {
  const read = (text: string): Wish => ({ days: daysIn(text, sent, today), time: timeIn(text) })
  const [asked, said] = [read(withDates(question, sent)), read(withDates(body, sent))]
  const isDay = said.days && said.days[0] === said.days[1]
  return asked.days || !isDay ? asked : { days: said.days, time: asked.time ?? said.time }
}

/** Days after which a date without a year is one of the next year. */
const LONG_AGO = 60

/** A letter in small letters, and with dates in numbers: `June 17` is `2026-06-17`, of the first year in which that is not long ago. */
function withDates(text: string, sent: number): string {
  const number = (month: string, of: string, year: string | undefined): string => {
    const place = months.findIndex((name) => name.slice(0, 3).toLowerCase() === month.slice(0, 3).toLowerCase()) + 1
    const end = [place, of].map((part) => `-${String(part).padStart(2, '0')}`).join('')
    const now = Number(dateOf(sent).slice(0, 4))
    return (year ?? [now - 1, now, now + 1].find((each) => day(each + end) > sent - LONG_AGO)) + end
  }
  return text
    .replace(monthFirst, (_, month, of, year) => number(month, of, year))
    .replace(dayFirst, (_, of, month, year) => number(month, of, year))
    .toLowerCase()
}

/** The days that are named last: a date before a day of the week; one in a week that is named too is in it. */
function daysIn(text: string, sent: number, today: number): Days | undefined {
  const span = datedIn(text) ?? nearIn(text, sent)
  const [, name] = last(text, weekday) ?? []
  if (name === undefined || (span && span[0] === span[1])) return span
  const from = span?.[0] ?? today + 1
  const number = 'sunmontuewedthufrisat'.indexOf(name.slice(0, 3)) / 3
  return only(from + ((number - dayOfWeek(dateOf(from)) + 7) % 7))
}

const only = (named: number): Days => [named, named]

function datedIn(text: string): Days | undefined {
  const [, isWeek, written = ''] = last(text, date) ?? []
  const named = day(written)
  if (Number.isNaN(named)) return undefined
  return isWeek ? weekOf(named) : only(named)
}

/** From Monday to Friday. */
function weekOf(of: number): Days {
  const monday = of - ((dayOfWeek(dateOf(of)) + 6) % 7)
  return [monday, monday + 4]
}

function nearIn(text: string, sent: number): Days | undefined {
  const [, name] = last(text, near) ?? []
  if (name === undefined) return undefined
  if (name === 'next week') return weekOf(sent + 7)
  if (name !== 'next month') return only(sent + Number(name === 'tomorrow'))
  const [year = 0, month = 0] = dateOf(sent).split('-').map(Number)
  return [Date.UTC(year, month, 1) / DAY_MS, Date.UTC(year, month + 1, 0) / DAY_MS]
}

/** The first time that is named: `16:00`, `4 pm`, `at 10`, `noon`. Of bare hours those before eight are in the afternoon. */
function timeIn(text: string): string | undefined {
  for (const [all, at, hours = '', minutes, half] of text.replace('at noon', 'at 12').matchAll(clock)) {
    const hour = Number(hours)
    const isLate = half === undefined ? minutes === undefined && hour < 8 : half === 'p' && hour < 12
    if ((at || all !== hours) && hour < 24) return `${String(hour + (isLate ? 12 : 0)).padStart(2, '0')}:${minutes ?? '00'}`
  }
  return undefined
}
