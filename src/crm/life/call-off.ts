/** Who hears that a meeting cannot be calls it off, or declines where somebody else has invited; a sync brings it. */
import { dateIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { tell } from '../calendar/answers.ts'
import { isCopy } from '../calendar/copies.ts'
import type { EventRow } from '../calendar/event.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { EmailRow } from '../email/email.ts'
import { withoutRe } from './answers.ts'
import { comingTo } from './meet.ts'

/** @returns the dates of the meeting: the one that the conversation is about, or else the next of the two */
export function callOff(world: World, account: ConnectionRow, { subject }: EmailRow, who: string): string[] {
  const isTheirs = (event: EventRow): boolean =>
    event.user === account.user && event.attendees.includes(who) && !isCopy(world, event)
  const coming = comingTo(world, isTheirs)
  const event = coming.find(({ title }) => title === withoutRe(subject)) ?? coming[0]
  if (!event) return []
  const isHost = event.attendees[0] === who && event.attendees.includes(account.email)
  tell(world, event, who, 'declined', world.clock.now(), isHost)
  return [dateIn(event.timeZone, Date.parse(event.start))]
}
