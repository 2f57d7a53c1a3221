/** What a letter asks of a meeting: when, for how long and where, in the time of who reads it. */
import { dayOf, MINUTE_MS, mondayOf } from '../../core/time/day.ts'
import { dateIn, timeIn } from '../../core/time/time-zone.ts'
import type { EventRow } from '../calendar/event.ts'
import { ownerOf, worksAt } from '../connections/account.ts'
import type { EmailRow } from '../email/email.ts'
import { startOf } from './meet.ts'
import { zoneOf } from './people.ts'
import { offeredIn, readOf, sentencesOf } from './read.ts'
import { daysOf, type Reading } from './reading.ts'
import { type Days, only, plain } from './said-days.ts'
import { absence, parts } from './said-meetings.ts'
import { place, placeIn } from './said-places.ts'
import { minutesIn, shiftIn } from './said-times.ts'
import { zoneCalled } from './said-zones.ts'
import { movedIn, type Topic } from './topic.ts'
import { daysIn, nothing, type Wish, type Wishes, wishesIn } from './wish.ts'

/** How long a meeting is unless a length is named, and a lunch, and how long at least and at most. */
const [MINUTES, LUNCH, SHORTEST, LONGEST] = [30, 60, 15, 240]
const lunch = /(?<!\b(?:after|before|until|the|our|your)(?: an?)?(?: (?!for)\w+)? )\blunch\b(?! ?time)/
/** What tells how long a meeting takes. */
const lasting =
  /\b(?:it|this|that|meeting|call|talk)\b.{0,12} (?:take|last)s?\b(?! (?:us|me)\b|.*\bto\b)|\bneed\b[^,]{0,20}$|\b(?:enough|of your time)\b/

const isPutOff = /\b(?:postpone|delay|put off|push(?:ed)?\b.{0,40}\bback)/
const sooner = /\b(?:earlier|sooner|forward|before|up)\b/
const forward = /\b(?:earlier|sooner|(?<!look(?:ing)? )forward)\b/
const ofThis = /\bthis (?:week|\w+day)\b/
/** After days that do not suit. */
const afterThat = /\bafter (?:that|this|then|it|my \w+)\b|\bweek after\b(?! next)|\bafterwards\b|\bwhen i(?:'m| am) back\b/

/** What asks whether days suit that stand elsewhere. */
const namedBefore = /(?<!about )\b(?:then|that|these|those|one)\b/

/** A day and the time on it. */
interface Moment {
  readonly days: Days
  readonly time: string
}

export interface Asked extends Wishes {
  readonly today: number
  /** When the meeting is that moves. */
  readonly old: Moment | undefined
  readonly minutes: number
  /** Whether more is asked for. */
  readonly isTooLong: boolean
  readonly location: string | undefined
  /** The day after which it is, where no day is offered, and whether it is before that of the meeting that moves. */
  readonly notBefore: number
  readonly isForward: boolean
}

/** @param moved the meeting that moves */
export function askedIn(reading: Reading, topic: Topic, moved: EventRow | undefined): Asked {
  const { world, account, email, who, zone } = reading
  const { asked } = topic
  const [sent, today] = daysOf(reading)
  const at = (ms: number): Moment => ({ days: only(dayOf(dateIn(zone, ms))), time: timeIn(zone, ms) })
  const old = moved && at(Date.parse(moved.start))
  const wishes = wishesOf(topic, email, sent, old ? baseOf(asked, old, today) : today)
  const by = shiftIn(asked)
  // From one time to another something moves, or lasts.
  const named = by ? undefined : minutesIn((topic.kind === 'move' && parts(asked)?.join('; ')) || asked)
  const said = [asked, ...offeredIn(email.body, asked)].join(';')
  const location = placeIn(said, ownerOf(world, account)?.firstName ?? '', worksAt(who).company)
  const isLunch = location === 'Over lunch' || (!moved && lunch.test(asked))
  const told = named ?? minutesIn(sentencesOf(email.body).find((sentence) => lasting.test(sentence)) ?? '')
  const length = told ?? (moved ? lengthOf(moved) : isLunch ? LUNCH : MINUTES)
  // Who names another time, a length or a place, and no day, means the same day.
  const inDay = (offer: Wish): Wish =>
    old && !offer.days && (offer.time || offer.half || named || location)
      ? { ...offer, days: old.days, time: offer.time ?? (offer.half ? undefined : old.time) }
      : offer
  const atNoon = (offer: Wish): Wish => (isLunch ? { ...offer, time: offer.time ?? '12:00' } : offer)
  const owners = zoneOf(world, account.email)
  return {
    ...wishes,
    offers:
      moved && by
        ? [{ ...nothing, ...at(Date.parse(moved.start) + by * MINUTE_MS) }]
        : wishes.offers.map((offer) => inZone(inDay(atNoon(offer)), owners, zone, today)),
    today,
    old,
    minutes: Math.min(Math.max(length, SHORTEST), LONGEST),
    isTooLong: length > LONGEST,
    location,
    notBefore: Math.max(
      old && !sooner.test(asked) ? old.days[0] : today,
      ...(afterThat.test(asked) ? wishes.refused.map(([, last]) => last) : []),
    ),
    isForward: by <= 0 && forward.test(asked),
  }
}

/** What is put off comes after its old day, and a day of the week is one of the week of what moves unless that comes sooner. */
function baseOf(asked: string, { days: [day] }: Moment, today: number): number {
  if (forward.test(asked) || ofThis.test(asked)) return today
  return Math.max(today, isPutOff.test(asked) ? day : mondayOf(day) - 1)
}

/** What is offered with a time of another zone, in the time of this one: of several days as it is on the first. */
function inZone(offer: Wish, owners: string, zone: string, today: number): Wish {
  const { days, time, until } = offer
  if (time === undefined || offer.zone === undefined) return offer
  const day = days?.[0] ?? today
  const its = zoneCalled(offer.zone, owners)
  const ms = startOf(its, day, time)
  const begins = timeIn(zone, ms)
  const ends = until ? timeIn(zone, startOf(its, day, until)) : ''
  const shift = dayOf(dateIn(zone, ms)) - day
  return {
    ...offer,
    time: begins,
    until: ends > begins ? ends : undefined,
    days: days && [days[0] + shift, days[1] + shift],
  }
}

/** Of what is to be moved, the days before the words of another time are those that do not suit. */
function wishesOf({ kind, asked }: Topic, { body }: EmailRow, sent: number, today: number): Wishes {
  const text = plain(readOf(body))
  const halves = kind === 'move' ? (parts(asked) ?? (place.test(asked) ? ['', asked] : undefined)) : undefined
  if (!halves) {
    const beside = namedBefore.test(asked) ? text : offeredIn(body, asked, true).join('.')
    return wishesIn({ asked, beside, body: text }, sent, today)
  }
  const [old, next] = halves
  const { offers, none, never, refused } = wishesIn(
    { asked: `in ${next}`, beside: offeredIn(body, asked).join('.'), body: text },
    sent,
    today,
  )
  const named = wishesIn({ asked: old }, sent, today).offers.flatMap(({ days }) => (days ? [days] : []))
  return { offers, none, never, refused: [...refused, ...(offers.some(({ days }) => days) ? [] : named)] }
}

/** The days of the meeting that a letter calls off, moves or asks about. */
export function daysMeant(reading: Reading, topic: Topic): readonly Days[] {
  const { kind, beside } = topic
  const [sent, today] = daysOf(reading)
  const words = [beside ? (movedIn(beside) ?? beside.asked) : '', movedIn(topic) ?? '']
  const daysOfAll = (texts: readonly string[]) => texts.flatMap((text) => daysIn(text, sent))
  const inWords = daysOfAll(words.map((text) => text.replace(absence, '')))
  const named = inWords.length ? inWords : daysOfAll(words)
  return named.length || kind === 'stands' || kind === 'when'
    ? named
    : wishesIn({ asked: '', body: plain(readOf(reading.email.body)) }, sent, today).refused
}

export const lengthOf = ({ start, end }: EventRow): number => (Date.parse(end) - Date.parse(start)) / MINUTE_MS
