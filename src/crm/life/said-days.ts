/** Days as a letter names them. */
import {
  DAY_MS,
  dateOf,
  dayOfWeek,
  mondayOf,
  monthNumber,
  monthPattern,
  months,
  twoDigits,
  weekdayNumber,
  weekdays,
} from '../../core/time/day.ts'
import { COUNT, howMany, inNumbers, inRange, range, spoken, timeAt } from './said-times.ts'

/** The first and the last of some days, since 1970. */
export type Days = readonly [first: number, last: number]

const german = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ')
/** The names of the months, long and short. */
export const MONTHS = ['Sept', ...[...months, ...german].map(monthPattern)]
  .join('|')
  .toLowerCase()
  .replaceAll('may(?:)?', 'may(?! (?:i|we|you|it)\\b)')
/** What can come behind a meeting: behind other words it is part of another name. */
export const NEXT = String.raw`(?=\W*(?:$|(?:on|at|in|with|about|next|this|then|to\w*|for|by|before|after|soon|some\w*|or|and|later|instead|rather|again|any ?more|because|please|morning|afternoon|week|\w+day|the week|${MONTHS}|\d+)\b))`
const MONTH = `\\b(${MONTHS})\\b\\.?`
const [DAY, YEAR] = [String.raw`\b(\d{1,2})(?:st|nd|rd|th)?`, String.raw`(?:(?:,? |-)(\d{4}))?\b`]
const monthFirst = new RegExp(`${MONTH} ${DAY}${YEAR}`, 'gi')
const dayFirst = new RegExp(`${DAY}\\.?(?: of)?[ -]${MONTH}${YEAR}`, 'gi')
/** `June 8-19` */
const daysOfMonth = new RegExp(String.raw`${MONTH} ${DAY} ?(?:-|\u2013|to|until|till|through) ?${DAY}\b(?!:| ?[ap]m\b|-)`, 'gi')
/** At the beginning of a sentence only what suits is a day. */
const dayOnly =
  /((?:^|[.?!] ?)(?=the \d+\w\w(?:[.?!]|$| (?:at \d|works|suits|(?:is|would be) (?:fine|good|great|best|ideal|perfect))))|\b(?:on|to|for|before|after|until|till|from|\w+day,?) )the (\d{1,2})(?:st|nd|rd|th)\b(?! floor)/gi
const dotted = /\b(\d{1,2})\. ?(1[0-2]|0?[1-9])\.(?: ?(\d{4}))?/g

const monthOf = (name: string): number => monthNumber(name) || monthNumber(name, german)

/** What a line of a list of days begins with. */
const DATE = `(?:\\w+day|${MONTHS})\\b`
const listed = new RegExp(String.raw`\n[ \t]*(?:[-*\u2022]|\d[.)])[ \t]+(?=\d|${DATE})`, 'gi')
/** Lines that begin with a day, one below another. */
const lines = new RegExp(String.raw`^(${DATE}.{1,60})\n(?=${DATE})`, 'gim')

/** What asks which of the times before it is best for a meeting. */
const choice =
  /(?<=\b(?:i|do|meet|talk|call|speak)\b[^.?!\n]{0,80}(?::\d\d|\d ?[ap]m|at \d\d?))\.?\s{1,4}(?=(?:which|what)\b[^.?!\n]{0,20}\byou prefer\?)/gi

/** A text with straight apostrophes, in which no dot of a date, a time or a title ends a sentence, and hours of the evening are such. */
export const plain = (text: string): string =>
  (/\d/.test(text) ? withoutDots(text) : text)
    .replaceAll('\u2019', "'")
    .replace(/\b(dr|mrs?|ms|prof|approx|e\.g|i\.e)\.(?= )/gi, '$1')
    .replace(shortDay, (name) => weekdays[weekdayNumber(name)] ?? name)
    .replace(listed, ' or ')
    .replace(lines, '$1 or ')
    .replace(/(?<=\bany ?(?:day|time)) but\b/gi, ' except')
    .replace(choice, ', ')
    .replace(/\b(come|stop|drop|swing) by\b/gi, '$1 over')
    .replace(/\btonight\b/gi, 'this evening')
    .replace(/\b(morning|afternoon|evening) of\b/gi, '$1 on')
    .replace(
      /(?<=evening,? at )(?:[5-9]|1[01])(?::[0-5]\d)?\b(?!:| ?[ap]m)|\b(?:[5-9]|1[01])(?::[0-5]\d)?(?= (?:in the|this) evening\b| at night\b)/gi,
      '$& pm',
    )
    .replace(/(?<!m )\bin the evening\b(?!,? at)|\b(?:(?:for|over) |(?<=have ))dinner\b(?!.* at \d)/gi, 'after 17:00')
    .replace(/\b(?:(?:for|over) |(?<=have ))breakfast\b(?!.* at \d)/gi, 'before 9:00')

/** The sun is a day beside what belongs to one only. */
const shortDay =
  /\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|(?<=\b(?:[Oo]n|next|this|or) )Sun|Sun(?=\.?,? (?:\d|at\b)|\W*$))\b(?:\.(?=,| [\da-z]))?/gm

const withoutDots = (text: string): string =>
  text
    .replace(/\b([ap])\.m\./gi, '$1m')
    .replace(/\b(\d)\.(\d)(?=[ -]?h)/gi, '$1,$2')
    .replace(/\b(\d{1,2})\.(\d\d)(?= ?(?:uhr|[ap]m)\b)/gi, '$1:$2')
    .replace(dotted, (_, of, month, year = '') => `${of} ${months[month - 1]} ${year}`)
    .replace(dayFirst, (date) => date.replaceAll('.', ''))
    .replace(monthFirst, (date) => date.replaceAll('.', ''))

const NAMES = 'sun|mon|tues|wednes|thurs|fri|satur'
/** Days that are named, a date with the day of the week before it. What comes before a day can make it the end of the days that are meant, or their beginning; or it is no day to meet. */
export const named = new RegExp(
  String.raw`(?:\b(by|before|until|till|since|after|of|(?<!apart )from) (?:the )?)?(?:(week of (?:the )?)?(?:\b(${NAMES})day,? (?:the )?)?(\d{4}-\d\d-\d\d(?:\/\d{4}-\d\d-\d\d)?)|\b(${NAMES})days?|\b(today|tomorrow|this (?:morning|afternoon|evening|week)|next (?:week|month)|week after next)|\b(?:(in|about|early|mid|late|(?:beginning|start|middle|end) of|(?:first|last) week (?:of|in))[ -])(${MONTHS}))\b`,
  'g',
)

/** The day of a date, since 1970; NaN for one that no calendar has, such as June 31. */
const day = (text: string): number => {
  const since = Date.parse(text) / DAY_MS
  return Number.isNaN(since) || dateOf(since) === text ? since : Number.NaN
}
export const only = (one: number): Days => [one, one]

/** Whether a text names a day to meet: a word such as tomorrow is one where a time stands beside it, or the question whether that suits. */
export function namesDay(text: string): boolean {
  const small = withDates(text, 0).toLowerCase()
  const free = [...small.matchAll(named)].filter(([, role, , , , , near]) => role === undefined && near !== 'today')
  const isSure = free.some(([, , , , , , near]) => near === undefined)
  const isNear =
    free.length > 0 &&
    (timeAt(small).time !== undefined || /\b(how|what) about\b|\b(work|fine|ok|okay|good|possible)\b/.test(small))
  return isSure || isNear
}

export function noneIn(text: string): string | undefined {
  const date = text.match(/\b\d{4}-\d\d-\d\d\b/g)?.find((each) => Number.isNaN(day(each)))
  return date && `${months[Number(date.slice(5, 7)) - 1] ?? date} ${Number(date.slice(8))}`
}

/** Days after which a date without a year is one of the next year. */
const LONG_AGO = 60

/** In American order, unless there is no such month. */
const slashed =
  /\b(on|by|(?:for|about)(?! \S+ (?!at\b|or\b|in\b|then\b)\w)|is|before|after|until|to|from|or|does|would|day,?|meet|talk|speak|call|say|do) (?!24\/7\b)(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?\b(?!\/)/gi
const inSome = new RegExp(String.raw`\bin ${COUNT} (day|week|month)s?\b(?! (?:ago|earlier|later))`, 'gi')

/** `at the end of the month` */
const ofMonth = /(?<=\b(?:beginning|start|middle|end|week) of )(?:the|this|next) month\b/gi

/** `2026-06-09T15:00:00Z` */
const instant = /\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?\b/gi

/** A letter with dates in numbers: `June 17` is `2026-06-17`, of the first year in which that is not long ago, and `the 17th` the next one. */
export function withDates(text: string, sent: number): string {
  const now = Number(dateOf(sent).slice(0, 4))
  const dated = (month: string, of: string, year: string | undefined): string => {
    const end = `-${twoDigits(monthOf(month))}-${twoDigits(of)}`
    return (year ?? [now - 1, now, now + 1].find((each) => day(each + end) > sent - LONG_AGO) ?? now) + end
  }
  const next = (of: string): string => {
    const date = dateOf(sent)
    const [year, month] = date.split('-').map(Number) as [number, number]
    return dateOf(Date.UTC(year, month - Number(Number(of) > Number(date.slice(8))), Number(of)) / DAY_MS)
  }
  const ahead = (_: string, count: string, unit: string): string => {
    const many = howMany(count.toLowerCase())
    return /^d/i.test(unit) ? `on ${dateOf(sent + many)}` : `in the week of ${dateOf(sent + (/^w/i.test(unit) ? 7 : 30) * many)}`
  }
  return text
    .replace(/\b(\d{4})\/(\d\d)\/(\d\d)\b/g, '$1-$2-$3')
    .replace(instant, (_, date, time, zone = '') => `${date} at ${time} ${zone.replace(/z/i, 'utc').replace(/^(?=[+-])/, 'utc')}`)
    .replace(/\bday after tomorrow\b/gi, dateOf(sent + 2))
    .replace(slashed, (all, before, one, other, year) => {
      const [month, of] = one > 12 ? [other, one] : [one, other]
      return month > 12 || month < 1 ? all : `${before} ${dated(months[month - 1] as string, of, year)}`
    })
    .replace(/\bfirst of(?! th| ne)/gi, '1')
    .replace(/\bfirst (\w+day) (?:of|in)(?! th)/gi, '$1 in')
    .replace(daysOfMonth, '$1 $2 to $1 $3')
    .replace(monthFirst, (_, month, of, year) => dated(month, of, year))
    .replace(dayFirst, (_, of, month, year) => dated(month, of, year))
    .replace(/\b(\d{4}-\d\d-\d\d) ?(?:-|\u2013|to|until|till|through) ?(?:\w+day,? )?(\d{4}-\d\d-\d\d)\b/gi, '$1/$2')
    .replace(ofMonth, (which) => months[(Number(dateOf(sent).slice(5, 7)) - Number(!/^n/i.test(which))) % 12] as string)
    .replace(/(?<=day) of (?=(?:the )?(?:this|next|week)\b)/gi, ' ')
    .replace(dayOnly, (_, before, of) => `${before}${next(of)}`)
    .replace(inSome, ahead)
    .replace(spoken, inNumbers)
    .replace(range, inRange)
    .replace(/ or (?:any ?time )?later\b|(?<=\d(?: ?[ap]m)?) on(?=[,;]|\W*$)/gi, ' onwards')
}

export interface DaySaid {
  readonly days: Days | undefined
  /** Where only its name is said. */
  readonly weekday: number | undefined
  /** Whether a date stands behind the name of another day of the week. */
  readonly isOdd: boolean
}

export const nextWeekday = (weekday: number, from: number): number => from + ((weekday - dayOfWeek(dateOf(from)) + 7) % 7)

/** How many days are tried that come after one. */
const AFTER = 13

export function dayNamed(
  [, role, isWeek, beside, date, name, near, part, month]: RegExpExecArray,
  sent: number,
  today: number,
): Partial<DaySaid> {
  const weekday = name === undefined ? undefined : weekdayNumber(name)
  if (role === undefined && weekday !== undefined) return { weekday }
  if (role === 'of' || role === 'since') return {}
  const span = () => (month ? partOf(part ?? '', month, sent) : spanOf(isWeek, date, near ?? '', sent))
  const days = weekday === undefined ? span() : only(nextWeekday(weekday, today + 1))
  if (!days) return {}
  const [first, last] = days
  const isOdd = beside !== undefined && first === last && weekdayNumber(beside) !== dayOfWeek(dateOf(first))
  if (role === undefined || (role === 'from' && date?.includes('/'))) return { days, isOdd }
  if (role === 'after' || role === 'from') return { days: role === 'from' ? [first, last + AFTER] : [last + 1, last + 1 + AFTER] }
  return { days: [Math.min(sent, first), role === 'before' ? first - 1 : last] }
}

function spanOf(isWeek: string | undefined, date: string | undefined, near: string, sent: number): Days | undefined {
  if (date === undefined) return nearTo(near, sent)
  const [first = Number.NaN, last = first] = date.split('/').map(day)
  if (Number.isNaN(first + last)) return undefined
  return isWeek ? weekOf(first) : [first, last]
}

/** Some days of the next month of that name that is not over, or all of them. */
function partOf(part: string, name: string, sent: number): Days {
  const [month, year] = [monthOf(name), Number(dateOf(sent).slice(0, 4))]
  const [first, last] = [year, year + 1]
    .map((each): Days => [Date.UTC(each, month - 1, 1) / DAY_MS, Date.UTC(each, month, 0) / DAY_MS])
    .find(([, end]) => end >= sent) as Days
  if (part === 'in' || part === 'about') return [first, last]
  if (/^mid/.test(part)) return [first + 10, first + 19]
  if (/^la/.test(part)) return [last - (part === 'late' ? 9 : 6), last]
  return part.startsWith('end') ? [last - 6, last] : [first, first + (part === 'early' ? 9 : 6)]
}

/** From Monday to Friday. */
function weekOf(of: number): Days {
  const monday = mondayOf(of)
  return [monday, monday + 4]
}

function nearTo(near: string, sent: number): Days {
  if (near === 'this week') return weekOf(sent)
  if (near === 'next week') return weekOf(sent + 7)
  if (near === 'week after next') return weekOf(sent + 14)
  if (near !== 'next month') return only(sent + Number(near === 'tomorrow'))
  const [year = 0, month = 0] = dateOf(sent).split('-').map(Number)
  return [Date.UTC(year, month, 1) / DAY_MS, Date.UTC(year, month + 1, 0) / DAY_MS]
}
