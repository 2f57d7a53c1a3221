/** What a calendar holds before it is connected: the meetings of some weeks, past and coming. */
import { toIso } from '../../core/time/clock.ts'
import { DAY_MS, MINUTE_MS, timeOn } from '../../core/time/day.ts'
import { weekdayFrom } from '../../core/time/office-hours.ts'
import type { World } from '../../core/world/handle.ts'
import { isAlive } from '../../core/world/life.setting.ts'
import { drawer, ownerOf, peopleOf } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { linksOf } from '../entities/entity.ts'
import { ALL_DAY, firstAtWork, meetingsWith } from '../life/meet.ts'
import { crmEvents } from './event.ts'
import { type Meeting, meetings, ownMeetings, ownMeetingsOfLife } from './meetings.ts'

/** Days before and after the first sync, and from one meeting to the next. */
const AROUND = 21
const EVERY = 4
/** Half hours from 14:00 UTC on in which a meeting begins where nobody lives. */
const ANY = [0, 9] as const

/** Puts the events of an account to where they wait for a sync. */
export function fetchPastEvents(world: World, account: ConnectionRow): void {
  for (let number = 0; number * EVERY < 2 * AROUND; number++) put(world, account, number)
}

function put(world: World, account: ConnectionRow, number: number): void {
  const { between, pick } = drawer(world, account)
  const isOwn = number % 4 === 3
  const own = isAlive(world) ? ownMeetingsOfLife : ownMeetings
  const them = isOwn ? undefined : pick('guest', number, peopleOf(world, account, 'contact'))
  const { firstName = '', tenantSlug = '' } = ownerOf(world, account) ?? {}
  const facts = { them: them?.first ?? '', us: firstName, company: them?.company ?? '' }
  const others = them && isAlive(world) ? meetingsWith(world, account, them, facts) : meetings
  const meeting: Meeting = pick('meeting', number, isOwn ? own : others)
  const attendees = them ? [them.address] : []
  const day = weekdayFrom(Math.floor(world.clock.ms / DAY_MS) - AROUND + number * EVERY)
  // Who lives is at one meeting at a time, at work, also before the calendar is connected.
  const start = isAlive(world)
    ? firstAtWork(
        world,
        account,
        { guests: attendees, since: timeOn(day, 0) },
        {
          meeting,
          day,
          half: between('half hour', number, ...(meeting.within ?? ALL_DAY)),
        },
      )
    : timeOn(day, 840 + between('half hour', number, ...ANY) * 30)
  if (start === undefined) return
  world.create(crmEvents, {
    user: account.user,
    connectionId: account.id,
    title: meeting.title(facts),
    description: meeting.description,
    start: toIso(start),
    end: toIso(start + meeting.minutes * MINUTE_MS),
    attendees,
    location: meeting.location(facts),
    status: 'confirmed',
    ...(isAlive(world) && { responses: attendees.map((attendee) => ({ attendee, answer: 'accepted' as const })) }),
    entities: linksOf(world, tenantSlug, attendees),
    isSynced: false,
  })
}
