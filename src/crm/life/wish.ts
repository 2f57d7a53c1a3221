/** When somebody would like to meet, as a letter says it. */

import { type DaySaid, type Days, dayNamed, named, nextWeekday, noneIn, only, withDates } from './said-days.ts'
import { clock, type TimeSaid, timeOf } from './said-times.ts'

export interface Wish extends TimeSaid, Pick<DaySaid, 'isOdd'> {
  /** Days that suit; undefined where none is named. */
  readonly days: Days | undefined
  /** The half of the day, where one is named. */
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
const halves = /(?<!\bgood )\b(morning|afternoon)\b/

/** Where each clause of a letter begins. */
const clauses =
  /[.?!;\n]|: |\b(?=(?:but|except|apart from|other than|not on|if|because|as|how about|what about|let us|let's)\b|(?:can|could|would|shall|should)\b(?!'t| not))|, (?=(?:is|are|do|does)\b)/
const negation =
  /\b(?:not|except|apart from|other than|never|conflict|cannot|\w{2,5}n't|unable|busy|booked|closed|away|travell?ing(?! to)|(?:a?m|be|a?re) in (?:a )?(?:meeting|call)s?|impossible|no longer|out of (?:the )?office|on (?:vacation|holidays?|leave))\b/
/** A question that asks for what it seems to deny. */
export const invitation = /\bwhy (?:not|don't)\b|\b(?:can|could|would|do|are|is)n't (?:we|you)\b/
/** What is left out of all weeks. */
const always = /\b(?:except|apart from|other than|not on|never)\b|\b(?:sun|mon|tues|wednes|thurs|fri|satur)days\b/
const isNegative = (clause: string): boolean => negation.test(clause) && !invitation.test(clause)

/** What a letter says of a meeting. */
interface Said {
  /** What asks for it. */
  readonly asked: string
  /** What is offered beside that: it says what that leaves open, and picks of many days. */
  readonly beside?: string
  readonly body?: string
}

/**
 * When the one who writes a letter can meet, and when not.
 *
 * @param sent the day of the letter, since 1970
 * @param today the day on which it is read: a day of the week is the next from there
 */
export function wishesIn({ asked, beside = '', body = '' }: Said, sent: number, today: number): Wishes {
  const clausesOf = (text: string, from: number): string[] => withDates(text, from).toLowerCase().split(clauses)
  const positive = (parts: readonly string[]): string => parts.filter((clause) => !isNegative(clause)).join(' ; ')
  const inAsked = positive(clausesOf(asked, sent))
  const none = noneIn(inAsked)
  const offers = offersIn(inAsked, sent, today)
  const span = offers.find(({ days }) => days)?.days
  const [first, last] = span ?? [sent, Number.POSITIVE_INFINITY]
  const isOpen = none === undefined && first < last
  // A day of the week beside `in the week of June 22` is one of that week.
  const base = span && isOpen && first > sent ? first - 1 : today
  // Who is busy for part of a day can ask for another hour of it.
  const isAsked = ([day, end]: Days): boolean => offers.some(({ days, time }) => time && days?.[0] === day && days[1] === end)
  const no = clausesOf(body, sent).filter(isNegative)
  const refused = [sent, today, base].flatMap((from) =>
    no.flatMap((clause) => mentionsIn(clause, sent, from).flatMap(({ days }) => (days && !isAsked(days) ? [days] : []))),
  )
  const never = no
    .filter((clause) => always.test(clause))
    .flatMap((clause) => mentionsIn(clause, sent, today).flatMap(({ weekday }) => weekday ?? []))
  const others = offersIn(positive(clausesOf(beside, span ? base : sent)), sent, base)
  const hours = others.find(({ days }) => !days)
  const rest = others.flatMap((each) => {
    if (!isOpen || !each.days) return []
    const days: Days = [Math.max(each.days[0], first), Math.min(each.days[1], last)]
    return days[0] === days[1] || (days[0] < days[1] && days[1] > today) ? [{ ...each, days }] : []
  })
  return {
    offers: rest.length
      ? rest.flatMap((day) => offers.map((offer) => at(day, offer, day, hours)))
      : offers.map((offer) => at(offer, offer, hours)),
    refused,
    never,
    none,
  }
}

/** A day with the first hours that are named. */
const at = ({ days, isOdd }: Wish, ...hours: readonly (Wish | undefined)[]): Wish => ({
  ...(hours.find((each) => each?.time ?? each?.half) ?? nothing),
  days,
  isOdd,
})

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

/** A day and a time that are named together. */
interface Mention extends Wish, DaySaid {
  /** Where it ends in its text. */
  readonly at: number
}
export const nothing: Mention = {
  days: undefined,
  time: undefined,
  zone: undefined,
  side: undefined,
  until: undefined,
  half: undefined,
  weekday: undefined,
  isOdd: false,
  at: 0,
}

/** What each alternative offers. What one of them leaves open is as in the one beside it. */
function offersIn(text: string, sent: number, today: number): Wish[] {
  const said = text
    .split(/\bor\b|(?:\band|(?<=-\d\d),) (?=(?:on )?(?:\w+day|\d{4}-)\b)|(?<=[^o]day), (?=\w+day\b)/)
    .flatMap((part) => offered(part, mentionsIn(part, sent, today)).map((each) => ({ ...each, half: halfIn(part) })))
    .filter(({ days, time, half }) => days || time || half)
  if (!said.length) return [nothing]
  return said.map((each, place) => {
    const beside = [said[place - 1], said[place + 1]]
    const { days, isOdd } = [each, ...beside].find((other) => other?.days) ?? nothing
    return {
      ...(said.slice(place).find(({ time, half }) => time || half) ?? each),
      days,
      isOdd,
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
function join(one: Mention, { days, weekday, isOdd, time, zone, side, until, at }: Mention): Mention | undefined {
  const hasDay = one.days !== undefined || one.weekday !== undefined
  if (days === undefined && weekday === undefined)
    return time && one.time && hasDay ? undefined : { ...one, ...(one.time ? {} : { time, zone, side, until, at }) }
  if (one.days && days) return undefined
  if (one.weekday !== undefined && weekday !== undefined) return undefined
  return { ...one, at, days: one.days ?? days, weekday: one.weekday ?? weekday, isOdd: one.isOdd || isOdd }
}

/** A date before a day of the week; one in a week that is named too is in it. */
function resolved({ days, weekday }: Mention, today: number): Days | undefined {
  if (weekday === undefined || (days && days[0] === days[1])) return days
  return only(nextWeekday(weekday, days?.[0] ?? today + 1))
}
