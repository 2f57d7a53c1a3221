/** Who is invited answers, some hours later and before the meeting; a colleague has it in the calendar, too. */
import { compareInstants } from '../../core/store/compare.ts'
import { HOUR_MS } from '../../core/time/day.ts'
import { isOpenFor } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { foreignUuid } from '../../core/world/random.ts'
import { type Answer, crmAnswers, tell } from '../calendar/answers.ts'
import { comingTo } from '../calendar/coming.ts'
import { crmEventCopies, originalOf, whoAttends } from '../calendar/copies.ts'
import { type EventRow, isAskedAnew } from '../calendar/event.ts'
import { drawer } from '../connections/account.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { accountsOf } from '../email/deliver.ts'
import { atWork, inTime, isMachine, zoneOf } from './people.ts'

/** From an invitation to the answer. */
const HOURS = [1, 29] as const
/** Of those who answer, so many say yes, and so many perhaps. */
const [YES, PERHAPS] = [0.72, 0.14]

/** What is asked of attendees when an event is made or changes: those who are new, or all of them where it is at another time. */
export function invite(world: World, before: EventRow | undefined, event: EventRow): void {
  const account = world.table(crmConnections).get(event.connectionId)
  if (!account || event.status === 'cancelled' || world.clock.isPast(event.start)) return
  // Who has a copy does not invite.
  if (world.table(crmEventCopies).in('ofEvent', event.id).size) return
  const known = new Set(before && !isAskedAnew(before, event) ? before.attendees : [])
  const asked = event.attendees.filter((who) => who !== account.email && !known.has(who))
  ask(world, account, event, asked)
}

/**
 * Attendees hear of an event, and mean to answer; those with an account have it in the calendar.
 *
 * @param moved the meeting that it takes the place of
 */
export function ask(
  world: World,
  account: ConnectionRow,
  event: EventRow,
  attendees: readonly string[],
  moved: EventRow = event,
): void {
  const { draw, between } = drawer(world, account)
  const people = attendees.filter((who) => !isMachine(who))
  const [now, start, end] = [world.clock.ms, Date.parse(event.start), Date.parse(event.end)]
  const isOpen = (who: string): boolean => isOpenFor(zoneOf(world, who), start, end)
  const free = new Set(event.allDay ? people : freeAt(world, event, people.filter(isOpen), moved))
  for (const attendee of people) {
    const cause = `life/${attendee}/${event.title}/${event.start}`
    const wanted = atWork(world, attendee, now + between(`${cause}/hours`, 0, ...HOURS) * HOUR_MS, draw(`${cause}/hour`, 0))
    const at = inTime(world, attendee, wanted, event, draw(`${cause}/hour`, 0))
    tell(world, event, { attendee, answer: free.has(attendee) ? answerOf(draw(cause, 0)) : 'declined', at })
  }
  for (const other of accountsOf(world, attendees)) if (other.user !== event.user) copyTo(world, other, event)
}

/** Those of some people who are nowhere else while an event lasts. Who moves a meeting is free for it; so is who has a whole day. */
function freeAt(world: World, { id, start, end }: EventRow, people: readonly string[], moved: EventRow): Set<string> {
  const free = new Set(people)
  const calendars = new Set(accountsOf(world, people).map(({ id }) => id))
  const isBeside = (other: EventRow): boolean =>
    !other.allDay &&
    compareInstants(other.start, end) < 0 &&
    (calendars.has(other.connectionId) || other.attendees.some((who) => free.has(who)))
  if (free.size === 0) return free
  for (const other of comingTo(world, isBeside, Date.parse(start))) {
    if ([id, moved.id].includes(originalOf(world, other).id)) continue
    for (const who of whoAttends(world, other)) free.delete(who)
    if (free.size === 0) break
  }
  return free
}

function answerOf(share: number): Answer {
  if (share < YES) return 'accepted'
  return share < YES + PERHAPS ? 'tentative' : 'declined'
}

function copyTo(world: World, { id: connectionId }: ConnectionRow, { id: original }: EventRow): void {
  const id = foreignUuid('crm_event_copy', `${original}/${connectionId}`)
  const known = world.table(crmEventCopies).get(id)
  if (!known) world.table(crmEventCopies).put({ id, connectionId, original, event: null, brought: null })
}

/** Nobody answers for an event that is gone. */
export function forget(world: World, { id }: EventRow): void {
  for (const answer of world.table(crmAnswers).list('ofEvent', id)) world.table(crmAnswers).delete(answer.id)
}
