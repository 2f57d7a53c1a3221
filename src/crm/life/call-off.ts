/** Who hears that a meeting cannot be calls it off, or declines where somebody else has invited; a sync brings it. */
import { dayOf } from '../../core/time/day.ts'
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { tell } from '../calendar/answers.ts'
import { isCopy } from '../calendar/copies.ts'
import { type EventRow, isComing } from '../calendar/event.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { EmailRow } from '../email/email.ts'
import { namesMeeting, type Topic, withoutRe } from './answers.ts'
import { comingTo } from './meet.ts'
import type { Days } from './wish.ts'

/**
 * The meeting that a letter speaks of: on the first of the days that has one. Of several, and where no day is named, the one
 * that its words name, or that the conversation is about, or else the next of the two.
 */
export function meetingOf(
  world: World,
  account: ConnectionRow,
  { subject }: EmailRow,
  who: string,
  { asked, off }: Topic,
  days: readonly Days[],
): EventRow | undefined {
  const isTheirs = (event: EventRow): boolean => event.user === account.user && isComing(event, who) && !isCopy(world, event)
  const coming = comingTo(world, isTheirs)
  const isIn = (event: EventRow, [first, last]: Days): boolean => {
    const day = dayOf(dateIn(event.timeZone, Date.parse(event.start)))
    return first <= day && day <= last
  }
  const day = days.find((each) => coming.some((event) => isIn(event, each)))
  const meant = days.length ? coming.filter((event) => day && isIn(event, day)) : coming
  return (
    meant.find(({ title }) => namesMeeting(off || asked, title)) ??
    meant.find(({ title }) => title === withoutRe(subject)) ??
    meant[0]
  )
}

/** The meeting to which somebody else has invited for the letter that both were sent, also where it was declined before the letter was read. */
export const invitedFor = (
  world: World,
  { user }: ConnectionRow,
  { subject, receivedAt }: EmailRow,
  who: string,
): EventRow | undefined =>
  comingTo(world, (event) => event.user === user && event.attendees.includes(who)).find(
    ({ title, attendees: [host], createdAt }) => title === withoutRe(subject) && host !== who && createdAt >= receivedAt,
  )

export function callOff(world: World, { email }: ConnectionRow, event: EventRow, who: string): void {
  const isHost = event.attendees[0] === who && event.attendees.includes(email)
  tell(world, event, who, 'declined', world.clock.now(), isHost)
}
