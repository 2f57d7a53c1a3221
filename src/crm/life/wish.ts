/** When somebody would like to meet, as a letter says it. */
import {
  DAY_MS,
  dateOf,
  dayOfWeek,
  minutesOf,
  mondayOf,
  monthNumber,
  monthPattern,
  months,
  twoDigits,
  weekdayNumber,
  weekdays,
} from '../../core/time/day.ts'
import { ZONE } from './said-zones.ts'

/** The first and the last of some days, since 1970. */
export type Days = readonly [first: number, last: number]

export interface Wish {
  /** Days that suit; undefined where none is named. */
  readonly days: Days | undefined
  /** `HH:MM`, where a time is named, and the half of the day, where one is. */
  readonly time: string | undefined
  /** The zone of the time as it is named, in small letters; undefined where none is. */
  readonly zone: string | undefined
  /** Whether it is before or after that time. */
  readonly side: 'before' | 'after' | undefined
  readonly half: 'morning' | 'afternoon' | undefined
}

export interface Wishes {
  /** What is offered, in order: never nothing. */
  readonly offers: readonly Wish[]
  /** Days that do not suit. */
  readonly refused: readonly Days[]
  /** Days of the week that never suit. */
  readonly never: readonly number[]
  /** A date that is named and that no calendar has, such as June 31. */
  readonly none: string | undefined
}

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
const dayOnly =
  /\b(on|to|for|before|after|until|till|from|(?:sun|mon|tues|wednes|thurs|fri|satur)day,?) the (\d{1,2})(?:st|nd|rd|th)\b(?! floor)/gi
const dotted = /\b(\d{1,2})\. ?(1[0-2]|0?[1-9])\.(?: ?(\d{4}))?/g

const monthOf = (name: string): number => monthNumber(name) || monthNumber(name, german)

const listed = new RegExp(String.raw`\n[ \t]*(?:[-*\u2022]|\d[.)])[ \t]+(?=(?:\d|\w+day\b|${MONTHS}))`, 'gi')

/** A text with straight apostrophes, in which no dot of a date or a time ends a sentence, and hours of the evening are such. */
export const plain = (text: string): string =>
  (/\d/.test(text) ? withoutDots(text) : text)
    .replaceAll('\u2019', "'")
    .replace(listed, ' or ')
    .replace(/\btonight\b/gi, 'this evening')
    .replace(/\b(morning|afternoon|evening) of\b/gi, '$1 on')
    .replace(
      /(?<=evening,? at )(?:[5-9]|1[01])(?::[0-5]\d)?\b(?!:| ?[ap]m)|\b(?:[5-9]|1[01])(?::[0-5]\d)?(?= (?:in the|this) evening\b| at night\b)/gi,
      '$& pm',
    )
    .replace(/(?<!m )\bin the evening\b(?!,? at)/gi, 'after 17:00')
    .replace(shortDay, (name) => weekdays[weekdayNumber(name)] ?? name)

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

/** Days that are named. What comes before a day can make it the end of the days that are meant, or their beginning; or it is no day to meet. */
const named = new RegExp(
  String.raw`(?:\b(by|before|until|till|since|after|of|(?<!apart )from) (?:the )?)?(?:(week of (?:the )?)?(\d{4}-\d\d-\d\d(?:\/\d{4}-\d\d-\d\d)?)|\b(sun|mon|tues|wednes|thurs|fri|satur)days?|\b(today|tomorrow|this (?:morning|afternoon|evening|week)|next (?:week|month)|week after next)|\b(?:(in|about|early|mid|late|(?:beginning|start|middle|end|(?:first|last) week) of)[ -])(${MONTHS}))\b`,
  'g',
)
/** `16:00`, `4 pm`, `at 10`, with the zone behind it; of bare hours those before seven are in the afternoon. */
const clock = new RegExp(
  String.raw`(?<!\d-)\b(at |um |before |after |in |(?:make|do|have) it |move it to |say |(?:how|what) about |would )?(\d{1,2})(?::([0-5]\d))?(?: o.clock| uhr)?(?: ?([ap]m|in the morning))?\b(?! ?%)(?: ?\(?(${ZONE}))?`,
  'g',
)
/** What comes behind an hour after or before which somebody has time: not what is counted. */
const behindHour = /^\W*(?:$|(?:on(?! each)|or|and(?! a half)|if|then|instead|works?|suits?|be|today|tomorrow|\w+day)\b)/
const halves = /(?<!\bgood )\b(morning|afternoon)\b/

/** The day of a date, since 1970; NaN for one that no calendar has, such as June 31. */
const day = (text: string): number => {
  const since = Date.parse(text) / DAY_MS
  return Number.isNaN(since) || dateOf(since) === text ? since : Number.NaN
}
const only = (one: number): Days => [one, one]

/** Where each clause of a letter begins. */
const clauses =
  /[.?!;\n]|: |\b(?=(?:but|except|apart from|other than|not on|if|because|as|how about|what about|let us|let's)\b|(?:can|could|would|shall|should)\b(?!'t| not))|, (?=(?:is|are|do|does)\b)/
const negation =
  /\b(?:not|except|apart from|other than|never|conflict|cannot|\w{2,5}n't|unable|busy|booked|closed|away|impossible|no longer|out of (?:the )?office|on (?:vacation|holidays?|leave))\b/
/** A question that asks for what it seems to deny. */
export const invitation = /\bwhy (?:not|don't)\b|\b(?:can|could|would|do|are|is)n't (?:we|you)\b/
/** What is left out of all weeks. */
const always = /\b(?:except|apart from|other than|not on|never)\b|\b(?:sun|mon|tues|wednes|thurs|fri|satur)days\b/
const isNegative = (clause: string): boolean => negation.test(clause) && !invitation.test(clause)

/** Whether a text names a day to meet: a word such as tomorrow is one where a time stands beside it, or the question whether that suits. */
export function namesDay(text: string): boolean {
  const small = withDates(text, 0).toLowerCase()
  const free = [...small.matchAll(named)].filter(([, role, , , , near]) => role === undefined && near !== 'today')
  const isSure = free.some(([, , , , , near]) => near === undefined)
  const isNear =
    free.length > 0 &&
    (timeAt(small).time !== undefined || /\b(how|what) about\b|\b(work|fine|ok|okay|good|possible)\b/.test(small))
  return isSure || isNear
}

/**
 * When the one who writes a letter can meet, and when not.
 *
 * @param asked what asks for the meeting; where that names no day, single days of the rest count
 * @param sent the day of the letter, since 1970
 * @param today the day on which it is read: a day of the week is the next from there
 */
export function wishesIn(asked: string, body: string, sent: number, today: number): Wishes {
  const [inAsked, inBody] = [asked, body].map((text) => withDates(text, sent).toLowerCase().split(clauses)) as [
    string[],
    string[],
  ]
  const positive = (parts: readonly string[]): string => parts.filter((clause) => !isNegative(clause)).join(' ; ')
  const read = (parts: readonly string[]): Wish[] => offersIn(positive(parts), sent, today)
  const no = inBody.filter(isNegative)
  const refused = [sent, today].flatMap((from) =>
    no.flatMap((clause) => mentionsIn(clause, sent, from).flatMap(({ days }) => (days ? [days] : []))),
  )
  const never = no
    .filter((clause) => always.test(clause))
    .flatMap((clause) => mentionsIn(clause, sent, today).flatMap(({ weekday }) => weekday ?? []))
  const [offers, others] = [read(inAsked), read(inBody)]
  const none = noneIn(positive(inAsked))
  if (none !== undefined || offers.some(({ days }) => days)) return { offers, refused, never, none }
  const rest = others.filter(({ days }) => days && days[0] === days[1])
  return {
    offers: rest.length
      ? rest.flatMap((each) => offers.map((offer) => ({ ...each, ...(offer.time && offer), days: each.days })))
      : offers,
    refused,
    never,
    none,
  }
}

/** The days that a text names, whatever it says of them; of a day of the week those of some weeks, the next first. */
export const daysIn = (text: string, sent: number): Days[] =>
  mentionsIn(
    withDates(text, sent)
      .toLowerCase()
      .replace(/\b(?:of|from)\b/g, 'on'),
    sent,
    sent,
  ).flatMap(({ days, weekday }) =>
    days ? (weekday === undefined ? [0] : WEEKS).map((weeks): Days => [days[0] + 7 * weeks, days[1] + 7 * weeks]) : [],
  )
const WEEKS = [0, 1, 2, 3]

const counts = ['', 'one', 'two', 'three', 'four', 'five', 'six']
const COUNT = String.raw`\b(half an|an?|${counts.slice(1).join('|')}|\d{1,3}(?:,\d)?)`
/** Such as `30 minutes`, `an hour and a half`, `two and a half hours`. */
const quantity = (units: string): string => String.raw`${COUNT}(?: and a half)?[ -]((?:${units})s?(?: and a half)?)\b`
const howMany = (count = ''): number =>
  count.startsWith('half') ? 0.5 : Number(count.replace(',', '.')) || Math.max(counts.indexOf(count), 1)
const units: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440, w: 10_080 }

const length = new RegExp(
  String.raw`(?<!\b(?:in|within|by|half|back|up|forward|instead of|than) )${quantity('minute|min|hour|hr')}(?! (?:earlier|later|before|after|ago|late))`,
)
/** `an hour later`, `move it up by a day`, `delay the meeting 30 minutes`: a follow-up goes nowhere. */
const shift = new RegExp(
  String.raw`(?:((?<!-|catch |follow )\b(?:forward|up|back|(?:postpone|delay|push|move|shift)(?:e?d)?(?: (?:it|that|(?:the|our) [\w-]+(?: [\w-]+)?)|\b[^.?!]{0,40}? by)?)(?: by)?) )?${quantity('minute|min|hour|hr|day|week')}(?: (earlier|later)\b)?`,
  'g',
)
const minutesFor = (count: string | undefined, unit = '', all = ''): number =>
  (howMany(count) + (count !== 'half an' && all.includes('and a half') ? 0.5 : 0)) * (units[unit[0] ?? ''] ?? 0)

/** `from 10 am to 1 pm`, `1-3pm`: whoever says when they are free names no length, nor does who names half a day. */
const [spare, MOST] = [/\b(?:free|available|any ?time|have time|(?:i|we) can|between)\b/, 180]
function spanned(text: string): number | undefined {
  const found = text.matchAll(range).next().value
  if (!found || spare.test(text)) return undefined
  const [all, role, from = '', half, until, minutes = '', ofUntil] = found
  if (!minutes && !ofUntil && !(role && behindHour.test(text.slice(found.index + all.length)))) return undefined
  const [first, last] = [from + (halfOf(from, half, until, ofUntil) ?? ''), until + minutes + (ofUntil ?? '')].map((each) =>
    minutesOf(timeAt(`at ${each.replace(/[ap]$/, '$&m')}`).time ?? ''),
  ) as [number, number]
  return last > first && last - first <= MOST ? last - first : undefined
}

/** How many minutes a meeting should take, where a text says it. */
export const minutesIn = (text: string): number | undefined => {
  if (/\bquarter of an hour\b/.test(text)) return 15
  const [, hours, rest = 0] = /\b(?:for|an?) ([1-6])h([0-5]\d)?\b/.exec(text) ?? []
  if (hours) return Number(hours) * 60 + Number(rest)
  const [all, count, unit] = length.exec(text) ?? []
  return all === undefined ? spanned(text) : minutesFor(count, unit, all)
}

/** By how many minutes a meeting should be later, or earlier where they are fewer than none. */
export const shiftIn = (text: string): number => {
  const found = [...text.matchAll(shift)].find(([, lead, , , side]) => lead ?? side)
  if (!found) return 0
  const [all, lead = '', count, unit, side] = found
  const isEarlier = side ? side === 'earlier' : /(?<!-|catch |follow )\b(?:forward|up)\b/.test(lead)
  return minutesFor(count, unit, all) * (isEarlier ? -1 : 1)
}

function noneIn(text: string): string | undefined {
  const date = text.match(/\b\d{4}-\d\d-\d\d\b/g)?.find((each) => Number.isNaN(day(each)))
  return date && `${months[Number(date.slice(5, 7)) - 1] ?? date} ${Number(date.slice(8))}`
}

/** Days after which a date without a year is one of the next year. */
const LONG_AGO = 60

/** In American order, unless there is no such month. */
const slashed =
  /\b(on|by|(?:for|about)(?! \S+ (?!at\b|or\b|in\b|then\b)\w)|is|before|after|until|to|from|or|does|would|day,?|meet|talk|speak|call|say|do) (?!24\/7\b)(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?\b(?!\/)/gi
const inSome = new RegExp(String.raw`\bin ${COUNT} (day|week|month)s?\b(?! (?:ago|earlier|later))`, 'gi')
/** Times in words: `half past two`, `quarter to ten`, `noon`; and `14h`, but `for 2h`. */
const hourNames = 'twelve one two three four five six seven eight nine ten eleven'.split(' ')
const spoken = new RegExp(
  String.raw`\b(half past|(?:a )?quarter (?:past|to)) (${hourNames.join('|')}|1[0-2]|[1-9])\b|(?:\b(at|before|after) )?\b(noon|midday|lunch ?time|midnight)\b|(?<!\b(?:for|an?) (?=[1-6]h))\b([01]?\d|2[0-3])h([0-5]\d)?\b`,
  'gi',
)
function inNumbers(
  _: string,
  part: string | undefined,
  name = '',
  at = 'at',
  word: string | undefined,
  hour: string,
  minutes = '00',
): string {
  if (word) return `${at} ${/^midnight/i.test(word) ? '00' : '12'}:00`
  if (!part) return `${twoDigits(hour)}:${minutes}`
  const past = Math.max(hourNames.indexOf(name.toLowerCase()), 0) || Number(name) % 12 || 0
  const isTo = /to$/i.test(part)
  return `${(past + (isTo ? 11 : 0)) % 12 || 12}:${/^half/i.test(part) ? 30 : isTo ? 45 : 15}`
}
/** From one time to another. */
const range =
  /(?<![\d:-])(?:\b(between|from) )?\b(\d{1,2}(?::\d\d)?)(?: ?([ap])m)? ?(?:-|\u2013|to|and|until|till) ?(\d{1,2})(?:(:\d\d)|(?=[ap]m\b)|\b(?!-))(?: ?([ap])m)?\b(?! ?%|-)/gi
/** Of `11 to 1 pm` the first is in the morning. */
const halfOf = (from: string, half: string | undefined, until = '', ofUntil: string | undefined): string | undefined =>
  half ?? (ofUntil && Number.parseInt(from, 10) % 12 > Number(until) % 12 ? 'a' : ofUntil)

/** `at the end of the month` */
const ofMonth = /(?<=\b(?:beginning|start|middle|end) of )(?:the|this|next) month\b/gi

/** `2026-06-09T15:00:00Z` */
const instant = /\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?\b/gi

/** A letter with dates in numbers: `June 17` is `2026-06-17`, of the first year in which that is not long ago, and `the 17th` the next one. */
function withDates(text: string, sent: number): string {
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
    .replace(daysOfMonth, '$1 $2 to $1 $3')
    .replace(monthFirst, (_, month, of, year) => dated(month, of, year))
    .replace(dayFirst, (_, of, month, year) => dated(month, of, year))
    .replace(/\b(\d{4}-\d\d-\d\d) ?(?:-|\u2013|to|until|till|through) ?(\d{4}-\d\d-\d\d)\b/gi, '$1/$2')
    .replace(ofMonth, (which) => months[(Number(dateOf(sent).slice(5, 7)) - Number(!/^n/i.test(which))) % 12] as string)
    .replace(dayOnly, (_, before, of) => `${before} ${next(of)}`)
    .replace(inSome, ahead)
    .replace(spoken, inNumbers)
    .replace(range, (all, role, from, half, until, minutes, ofUntil) => {
      const its = halfOf(from, half, until, ofUntil)
      return role || minutes || its ? `at ${from}${its ? ` ${its}m` : ''}` : all
    })
}

/** A day and a time that are named together. */
interface Mention extends Wish {
  readonly weekday: number | undefined
  /** Where it ends in its text. */
  readonly at: number
}
export const nothing: Mention = {
  days: undefined,
  time: undefined,
  zone: undefined,
  side: undefined,
  half: undefined,
  weekday: undefined,
  at: 0,
}

/** What each alternative offers. What one of them leaves open is as in the one beside it. */
function offersIn(text: string, sent: number, today: number): Wish[] {
  const said = text
    .split(/\bor\b/)
    .flatMap((part) => offered(part, mentionsIn(part, sent, today)).map((each) => ({ ...each, half: halfIn(part) })))
    .filter(({ days, time, half }) => days || time || half)
  if (!said.length) return [nothing]
  return said.map((each, place) => {
    const next = said[place + 1]
    const beside = [said[place - 1], next]
    return {
      ...(each.time || each.half ? each : (next ?? each)),
      days: each.days ?? beside.find((other) => other?.days)?.days,
      zone: each.zone ?? beside.find((other) => other?.zone)?.zone,
    }
  })
}

/** All days of the last clause that has some with a time of their own; or else the last day. */
function offered(text: string, mentions: readonly Mention[]): readonly Mention[] {
  const timed = mentions.filter(({ days, time }) => days && time)
  if (!timed.length) return [mentions.findLast(({ days }) => days) ?? mentions[0] ?? nothing]
  const clause = text.lastIndexOf(';', timed.at(-1)?.at)
  return timed.filter(({ at }) => at > clause)
}

const halfIn = (text: string): Wish['half'] => halves.exec(text)?.[1] as Wish['half']

/** Days and times in the order in which they are named, each time beside its day. */
function mentionsIn(text: string, sent: number, today: number): Mention[] {
  const found = [
    ...[...text.matchAll(named)].map((match) => ({ at: match.index, ...dayNamed(match, sent, today) })),
    ...[...text.matchAll(clock)].map((match) => ({ at: match.index, ...timeOf(match) })),
  ].sort((a, b) => a.at - b.at)
  const mentions: Mention[] = []
  let current: Mention = nothing
  for (const each of found) {
    const joined = join(current, { ...nothing, ...each })
    if (!joined) mentions.push(current)
    current = joined ?? { ...nothing, ...each }
  }
  return [...mentions, current].map((mention) => ({
    ...mention,
    days: resolved(mention, today),
    weekday: mention.days ? undefined : mention.weekday,
  }))
}

/** One mention of two; undefined where each is one of its own. Of two times before a day the first counts. */
function join(one: Mention, { days, weekday, time, zone, side, at }: Mention): Mention | undefined {
  const hasDay = one.days !== undefined || one.weekday !== undefined
  if (days === undefined && weekday === undefined)
    return time && one.time && hasDay ? undefined : { ...one, ...(one.time ? {} : { time, zone, side, at }) }
  if (one.days && days) return undefined
  if (one.weekday !== undefined && weekday !== undefined) return undefined
  return { ...one, at, days: one.days ?? days, weekday: one.weekday ?? weekday }
}

/** A date before a day of the week; one in a week that is named too is in it. */
function resolved({ days, weekday }: Mention, today: number): Days | undefined {
  if (weekday === undefined || (days && days[0] === days[1])) return days
  return only(nextWeekday(weekday, days?.[0] ?? today + 1))
}

const nextWeekday = (weekday: number, from: number): number => from + ((weekday - dayOfWeek(dateOf(from)) + 7) % 7)

/** How many days are tried that come after one. */
const AFTER = 13

function dayNamed(
  [, role, isWeek, date, name, near, part, month]: RegExpExecArray,
  sent: number,
  today: number,
): Partial<Mention> {
  const weekday = name === undefined ? undefined : weekdayNumber(name)
  if (role === undefined && weekday !== undefined) return { weekday }
  if (role === 'of' || role === 'since') return {}
  const span = () => (month ? partOf(part ?? '', month, sent) : spanOf(isWeek, date, near ?? '', sent))
  const days = weekday === undefined ? span() : only(nextWeekday(weekday, today + 1))
  if (!days || role === undefined || (role === 'from' && date?.includes('/'))) return { days }
  const [first, last] = days
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

/** The first time that a text names, with its zone where it names one. */
export const timeAt = (text: string): Partial<Pick<Wish, 'time' | 'zone' | 'side'>> =>
  [...text.replace(spoken, inNumbers).matchAll(clock)].map(timeOf).find(({ time }) => time !== undefined) ?? {}

function timeOf(match: RegExpExecArray): Partial<Pick<Wish, 'time' | 'zone' | 'side'>> {
  const [all, at, hours = '', minutes, half, zone] = match
  const hour = Number(hours)
  const side = at === 'before ' ? 'before' : at === 'after ' ? 'after' : undefined
  const bare = all.slice(at?.length ?? 0, zone === undefined ? undefined : all.lastIndexOf(zone))
  const isBare = bare.replace('(', '').trim() === hours
  const isTime =
    !isBare || at === 'at ' || at === 'um ' || (at !== undefined && behindHour.test(match.input.slice(match.index + all.length)))
  if (!isTime || hour > 23) return {}
  const isLate = half === undefined ? hours.length < 2 && hour < 7 && at !== 'um ' : half === 'pm' && hour < 12
  const isMidnight = half === 'am' && hour === 12
  return { time: `${twoDigits(isMidnight ? 0 : hour + (isLate ? 12 : 0))}:${minutes ?? '00'}`, zone, side }
}
