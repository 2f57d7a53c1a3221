/** Who hears that a meeting cannot be calls it off, or declines where somebody else has invited; a sync brings it. */
import { dayOf } from '../../core/time/day.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import { declines, tell } from '../calendar/answers.ts'
import { comingTo } from '../calendar/coming.ts'
import { isCopy } from '../calendar/copies.ts'
import { type EventRow, isComing } from '../calendar/event.ts'
import type { Reading } from './reading.ts'
import type { Days } from './said-days.ts'
import { absence, isOfThis, sharedWords } from './said-meetings.ts'
import { movedIn, type Topic } from './topic.ts'

/**
 * The meeting that a letter speaks of: on the first of the days that has one. Of several, and where no day is named, the one
 * that its words name, or that the conversation is about, or else the next of the two. One that is named and is on another
 * day is not called off.
 */
export function meetingOf(reading: Reading, topic: Topic, days: readonly Days[]): EventRow | undefined {
  const { kind, asked, beside = topic } = topic
  const coming = comingWith(reading, kind === 'move')
  if (isOfThis(beside.asked)) return ofLetter(coming, reading)
  const day = days.find((each) => coming.some((event) => isOn(event, [each])))
  // Who is away on other days than those of the meeting means the one that is named.
  const isAway = !day && days.length > 0 && absence.test(asked)
  const meant = days.length && !isAway ? coming.filter((event) => day && isOn(event, [day])) : coming
  const text = (movedIn(beside) ?? beside.asked).replace(aside, '')
  const [words, here] = mostNamed(text, meant)
  const [most, other] = mostNamed(text, coming)
  if (!isAway && most >= 1 && most > words) return kind === 'stands' || kind === 'when' ? other : undefined
  return here ?? (isAway ? undefined : (ofLetter(meant, reading) ?? meant[0]))
}

/** What two have ahead when a letter is read; to move, behind it what was declined, and has no other in its place. */
function comingWith(reading: Reading, isMove: boolean): EventRow[] {
  const { world, who } = reading
  const isWith = (event: EventRow): boolean => isComing(event, who) && !declines(world, event, who)
  const all = comingTo(world, (event) => isOfBoth(event, reading) && !isCopy(world, event) && !isForLetter(event, reading))
  const coming = all.filter(isWith)
  const isLost = ({ title }: EventRow): boolean => coming.every((event) => event.title !== title)
  return [...coming, ...(isMove ? all.filter(isLost) : [])]
}

const ofLetter = (events: readonly EventRow[], { subject }: Reading): EventRow | undefined =>
  events.find(({ title }) => title === subject)

/** The meeting that the conversation is about. */
export const meetingOfThread = (reading: Reading): EventRow | undefined => ofLetter(comingWith(reading, true), reading)

/** What no meeting is called by. */
const aside = / (?:because|since|due to|after|before|instead of)\b.*/

/** The meeting that a text names in most words, and how many. */
const mostNamed = (text: string, events: readonly EventRow[]): readonly [words: number, event?: EventRow] =>
  events
    .map((event) => [sharedWords(text, event.title), event] as const)
    .reduce<readonly [number, EventRow?]>((best, each) => (each[0] > best[0] ? each : best), [0])

/** Whether a meeting is on one of some days. */
export function isOn(event: EventRow, days: readonly Days[]): boolean {
  const day = dayOf(dateIn(event.timeZone, Date.parse(event.start)))
  return days.some(([first, last]) => first <= day && day <= last)
}

/** Whether a meeting of the owner of the account is one of who reads the letter, too. */
const isOfBoth = ({ user, attendees }: EventRow, { account, who }: Reading): boolean =>
  user === account.user && attendees.includes(who)

/** Whether somebody else who was sent the letter has invited since. */
const isForLetter = ({ attendees: [host = ''], createdAt }: EventRow, { email, who }: Reading): boolean =>
  host !== who && email.to.includes(host) && createdAt >= email.receivedAt

/**
 * The meeting to which another reader of the letter has invited. It counts even where `who` has declined it.
 *
 * @param title undefined where it is not known
 */
export const invitedFor = (reading: Reading, title: string | undefined): EventRow | undefined =>
  comingTo(reading.world, (event) => isOfBoth(event, reading) && isForLetter(event, reading)).find(
    (event) => title === undefined || title === event.title,
  )

export function callOff({ world, account, who }: Reading, event: EventRow): void {
  const isEnd = event.attendees[0] === who && event.attendees.includes(account.email)
  tell(world, event, { attendee: who, answer: 'declined', at: world.clock.now(), isEnd })
}
