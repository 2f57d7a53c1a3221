/** Times of the day as a letter names them, and how long something takes. */

import { minutesOf, twoDigits } from '../../core/time/day.ts'
import { ZONE } from './said-zones.ts'

export interface TimeSaid {
  /** `HH:MM`, where a time is named. */
  readonly time: string | undefined
  /** The zone of the time as it is named, in small letters; undefined where none is. */
  readonly zone: string | undefined
  /** Whether it is before or after that time, or then or later. */
  readonly side: 'before' | 'after' | 'from' | undefined
  /** When it is over at the latest, where that is named. */
  readonly until: string | undefined
}
/** `16:00`, `4 pm`, `at 10`, with the end of its range and the zone behind it; of bare hours those before seven are in the afternoon. */
export const clock = new RegExp(
  String.raw`(?<!\d-)\b(at |um |before |after |in |(?:make|do|have) it |move it to |say |(?:how|what) about |would )?(\d{1,2})(?::([0-5]\d))?(?: o.clock| uhr)?(?: ?([ap]m|in the morning))?\b(?! ?%)(?:-(\d\d:\d\d))?(?: ?\(?(${ZONE}))?(?:,? (onwards))?`,
  'g',
)
/** What comes behind an hour after or before which somebody has time: not what is counted. */
const behindHour = /^\W*(?:$|(?:on(?! each)|or|and(?! a half)|if|then|instead|works?|suits?|be|today|tomorrow|\w+day)\b)/

const counts = ['', 'one', 'two', 'three', 'four', 'five', 'six']
export const COUNT = String.raw`\b(half an|an?|${counts.slice(1).join('|')}|\d{1,3}(?:,\d)?)`
/** Such as `30 minutes`, `an hour and a half`, `two and a half hours`. */
const quantity = (units: string): string => String.raw`${COUNT}(?: and a half)?[ -]((?:${units})s?(?: and a half)?)\b`
export const howMany = (count = ''): number =>
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
  const [all, role, , , , minutes, ofUntil] = found
  if (!minutes && !ofUntil && !(role && behindHour.test(text.slice(found.index + all.length)))) return undefined
  const [first, last] = endsOf(found).map(minutesOf) as [number, number]
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
/** Times in words: `half past two`, `quarter to ten`, `noon`; and `14h`, but `for 2h`. */
const hourNames = 'twelve one two three four five six seven eight nine ten eleven'.split(' ')
export const spoken = new RegExp(
  String.raw`\b(half past|(?:a )?quarter (?:past|to)) (${hourNames.join('|')}|1[0-2]|[1-9])\b|(?:\b(at|before|after) )?\b(noon|midday|lunch ?time|midnight)\b|(?<!\b(?:for|an?) (?=[1-6]h))\b([01]?\d|2[0-3])h([0-5]\d)?\b`,
  'gi',
)
export function inNumbers(
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
export const range =
  /(?<![\d:-])(?:\b(between|from) )?\b(\d{1,2}(?::\d\d)?)(?: ?([ap])m)? ?(?:-|\u2013|to|and|until|till) ?(\d{1,2})(?:(:\d\d)|(?=[ap]m\b)|\b(?!-))(?: ?([ap])m)?\b(?! ?%|-)/gi
/** Of `11 to 1 pm` the first is in the morning. */
const halfOf = (from: string, half: string | undefined, until = '', ofUntil: string | undefined): string | undefined =>
  half ?? (ofUntil && Number.parseInt(from, 10) % 12 > Number(until) % 12 ? 'a' : ofUntil)

/** Its two times, `HH:MM`; empty where one is none. */
const endsOf = ([, , from, half, until, minutes = '', ofUntil = '']: readonly string[]): string[] =>
  [`${from}${halfOf(from ?? '', half, until, ofUntil) ?? ''}`, `${until}${minutes}${ofUntil}`].map(
    (each) => timeAt(`at ${each.toLowerCase().replace(/[ap]$/, '$&m')}`).time ?? '',
  )
/** A range as the time at which it begins, with its end where that comes after it; as it is where it is none of times. */
export function inRange(...match: string[]): string {
  const [all = '', role, from, half, until, minutes, ofUntil, at, text = ''] = match
  const [first, last] = role || minutes || halfOf(from ?? '', half, until, ofUntil) ? endsOf(match) : []
  if (first && last && first < last) return `at ${first}-${last}`
  return first && behindHour.test(text.slice(Number(at) + all.length)) ? `at ${first}` : all
}

/** The first time that a text names, with its zone where it names one. */
export const timeAt = (text: string): Partial<TimeSaid> =>
  [...text.replace(spoken, inNumbers).matchAll(clock)].map(timeOf).find(({ time }) => time !== undefined) ?? {}

export function timeOf(match: RegExpExecArray): Partial<TimeSaid> {
  const [all, at, hours = '', minutes, half, until, zone] = match
  const hour = Number(hours)
  const side = at === 'before ' ? 'before' : at === 'after ' ? 'after' : (until ?? match.at(-1)) ? 'from' : undefined
  const bare = all.slice(at?.length ?? 0, zone === undefined ? undefined : all.lastIndexOf(zone))
  const isBare = bare.replace('(', '').trim() === hours
  const isTime =
    !isBare || at === 'at ' || at === 'um ' || (at !== undefined && behindHour.test(match.input.slice(match.index + all.length)))
  if (!isTime || hour > 23) return {}
  const isLate = half === undefined ? hours.length < 2 && hour < 7 && at !== 'um ' : half === 'pm' && hour < 12
  const isMidnight = half === 'am' && hour === 12
  return { time: `${twoDigits(isMidnight ? 0 : hour + (isLate ? 12 : 0))}:${minutes ?? '00'}`, zone, side, until }
}
