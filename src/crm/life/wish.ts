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
  /\b(?:not|except|apart from|other than|never|conflict|cannot|\w{2,5}n't|unable|busy|booked|closed|away|impossible|no longer|out of (?:the )?office|on (?:vacation|holidays?|leave))\b/
/** A question that asks for what it seems to deny. */
export const invitation = /\bwhy (?:not|don't)\b|\b(?:can|could|would|do|are|is)n't (?:we|you)\b/
/** What is left out of all weeks. */
const always = /\b(?:except|apart from|other than|not on|never)\b|\b(?:sun|mon|tues|wednes|thurs|fri|satur)days\b/
const isNegative = (clause: string): boolean => negation.test(clause) && !invitation.test(clause)

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
  const isNamed = none !== undefined || offers.some(({ days }) => days)
  const rest = others.filter(({ days }) => !isNamed && days && days[0] === days[1])
  return {
    offers: rest.length
      ? rest.flatMap((each) => offers.map((offer) => ({ ...each, ...(offer.time && offer), days: each.days, isOdd: each.isOdd })))
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
    .split(/\bor\b/)
    .flatMap((part) => offered(part, mentionsIn(part, sent, today)).map((each) => ({ ...each, half: halfIn(part) })))
    .filter(({ days, time, half }) => days || time || half)
  if (!said.length) return [nothing]
  return said.map((each, place) => {
    const next = said[place + 1]
    const beside = [said[place - 1], next]
    const { days, isOdd } = [each, ...beside].find((other) => other?.days) ?? nothing
    return {
      ...(each.time || each.half ? each : (next ?? each)),
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
