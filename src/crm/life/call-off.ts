/** Who hears that a meeting cannot be calls it off, or declines where somebody else has invited; a sync brings it. */
import { dayOf } from '../../core/time/day.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { declines, tell } from '../calendar/answers.ts'
import { isCopy } from '../calendar/copies.ts'
import { type EventRow, isComing } from '../calendar/event.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { EmailRow } from '../email/email.ts'
import { absence, isOfThis, movedIn, sharedWords, type Topic, withoutRe } from './answers.ts'
import { comingTo } from './meet.ts'
import type { Days } from './wish.ts'

/**
 * The meeting that a letter speaks of: on the first of the days that has one. Of several, and where no day is named, the one
 * that its words name, or that the conversation is about, or else the next of the two. One that is named and is on another
 * day is not called off.
 */
export function meetingOf(
  world: World,
  account: ConnectionRow,
  email: EmailRow,
  who: string,
  topic: Topic,
  days: readonly Days[],
): EventRow | undefined {
  const { kind, asked, beside = topic } = topic
  const coming = comingWith(world, account, email, who, kind === 'move')
  if (isOfThis(beside.asked)) return ofLetter(coming, email)
  const day = days.find((each) => coming.some((event) => isOn(event, [each])))
  // Who is away on other days than those of the meeting means the one that is named.
  const isAway = !day && days.length > 0 && absence.test(asked)
  const meant = days.length && !isAway ? coming.filter((event) => day && isOn(event, [day])) : coming
  const text = (movedIn(beside) ?? beside.asked).replace(aside, '')
  const [words, here] = mostNamed(text, meant)
  const [most, other] = mostNamed(text, coming)
  if (!isAway && most >= 1 && most > words) return kind === 'stands' || kind === 'when' ? other : undefined
  return here ?? (isAway ? undefined : (ofLetter(meant, email) ?? meant[0]))
}

/** What two have ahead when a letter is read; to move, behind it what was declined, and has no other in its place. */
function comingWith(world: World, { user }: ConnectionRow, email: EmailRow, who: string, isMove: boolean): EventRow[] {
  const isWith = (event: EventRow): boolean => isComing(event, who) && !declines(world, event, who)
  const all = comingTo(
    world,
    (event) => event.user === user && event.attendees.includes(who) && !isCopy(world, event) && !isForLetter(event, email, who),
  )
  const coming = all.filter(isWith)
  const isLost = ({ title }: EventRow): boolean => coming.every((event) => event.title !== title)
  return [...coming, ...(isMove ? all.filter(isLost) : [])]
}

const ofLetter = (events: readonly EventRow[], { subject }: EmailRow): EventRow | undefined =>
  events.find(({ title }) => title === withoutRe(subject))

/** The meeting that the conversation is about. */
export const meetingOfThread = (world: World, account: ConnectionRow, email: EmailRow, who: string): EventRow | undefined =>
  ofLetter(comingWith(world, account, email, who, true), email)

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

/** Whether somebody else who was sent the letter has invited since. */
const isForLetter = ({ attendees: [host = ''], createdAt }: EventRow, { to, receivedAt }: EmailRow, who: string): boolean =>
  host !== who && to.includes(host) && createdAt >= receivedAt

/** The meeting to which somebody else has invited for the letter that both were sent, also where it was declined before the letter was read. @param title any, where it is not known */
export const invitedFor = (
  world: World,
  account: ConnectionRow,
  email: EmailRow,
  who: string,
  title: string | undefined,
): EventRow | undefined =>
  comingTo(world, (event) => event.user === account.user && event.attendees.includes(who) && isForLetter(event, email, who)).find(
    (event) => title === undefined || title === event.title,
  )

export function callOff(world: World, { email }: ConnectionRow, event: EventRow, who: string): void {
  const isHost = event.attendees[0] === who && event.attendees.includes(email)
  tell(world, event, who, 'declined', world.clock.now(), isHost)
}
