/** What comes into a calendar: people invite its owner, who also keeps hours for other things. */
import { toIso } from '../../core/time/clock.ts'
import { DAY_MS, dateOf, HOUR_MS, isWeekend, MINUTE_MS } from '../../core/time/day.ts'
import { isOpenFor, weekdayFrom } from '../../core/time/office-hours.ts'
import { instantIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { comingTo } from '../calendar/coming.ts'
import { originalOf } from '../calendar/copies.ts'
import { crmEvents, type EventRow, isComing } from '../calendar/event.ts'
import { type Meeting, meal, meetings, ownMeetingsOfLife } from '../calendar/meetings.ts'
import { drawer, type Known, ownerOf, peopleOf } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import type { Facts } from '../email/plots.ts'
import { linksOf } from '../entities/entity.ts'
import { ask } from './answer-invitations.ts'
import { meetingPace, sentBy } from './pace.ts'
import { atWork, colleagueOf, dealsOf, isUnwanted, zoneOf } from './people.ts'
import { type CrmPlan, plan } from './plan.ts'

/** Hours from one invitation to the next, and days from it to the meeting. */
const GAP = [60, 109] as const
const AHEAD = [2, 9] as const
/** Days that are tried until one has room. */
const TRIED = 21
/** Days in which two meet for the same once. */
const AGAIN = 80
/** Every so many meetings is one of the owner's own; to so many of the others a second guest comes. */
const OWN = 4
const ACCOMPANIED = 0.25
/** Half hours that somebody has for meetings, from ten o’clock on. */
const OPENS = 10
export const ALL_DAY = [0, 10] as const

export function planMeeting(world: World, account: ConnectionRow, n = 0, pace = meetingPace(world, account)): void {
  const { draw, between } = drawer(world, account)
  const from = world.clock.ms + Math.round(between('life/meeting gap', n, ...GAP) * pace * HOUR_MS)
  plan(world, account, '', { intent: 'meet', at: atWork(world, account.email, from, draw('life/meeting hour', n)), n, pace })
}

export function meet(world: World, account: ConnectionRow, { n, pace }: CrmPlan): string {
  planMeeting(world, account, n + 1, pace)
  const { draw, between, pick } = drawer(world, account)
  const sent = sentBy(world, account)
  const people = peopleOf(world, account, 'contact').filter((each) => !isUnwanted(sent, each))
  const isOwn = n % OWN === OWN - 1 || !people.length
  const coming = comingTo(world, ({ user }) => user === account.user)
  const them = isOwn ? undefined : hostOf(people, coming, between('life/host', n, 0, people.length - 1))
  const facts = { them: them?.first ?? '', us: ownerOf(world, account)?.firstName ?? '', company: them?.company ?? '' }
  const meeting: Meeting = pick('life/meeting', n, them ? meetingsWith(world, account, them, facts) : ownMeetingsOfLife)
  const [deal] = them ? dealsOf(world, account, them.address) : []
  const guest = them && draw('life/guest', n) < ACCOMPANIED ? colleagueOf(them, people) : undefined
  const day = weekdayFrom(Math.floor(world.clock.ms / DAY_MS) + between('life/meeting day', n, ...AHEAD))
  const half = between('life/half hour', n, ...(meeting.within ?? ALL_DAY))
  const guests = guest ? [guest.address] : []
  const invited = [...(them ? [them.address] : []), ...guests]
  const start = firstAtWork(world, account, { guests: invited }, { meeting, day, half })
  if (start === undefined) return 'nobody has time'
  enter(world, account, {
    title: meeting.title(facts),
    description: deal ? `About “${deal.name}”.` : meeting.description,
    location: meeting.location(facts),
    host: them?.address,
    guests,
    start,
    minutes: meeting.minutes,
  })
  return them ? `${them.address} invited` : 'an entry of the owner'
}

/** What the owner and somebody else can meet for: what the two had longest ago, or not at all. */
export function meetingsWith(world: World, { user }: ConnectionRow, { address }: Known, facts: Facts): Meeting[] {
  const isTheirs = (event: EventRow): boolean => event.user === user && event.attendees.includes(address)
  const titles = comingTo(world, isTheirs, world.clock.ms - AGAIN * DAY_MS).map(({ title }) => title)
  const lastOf = ({ title }: Meeting): number => titles.lastIndexOf(title(facts))
  const longest = Math.min(...meetings.map(lastOf))
  return meetings.filter((each) => lastOf(each) === longest)
}

/** The one who would invite, or the next who has no meeting with the owner ahead. */
const hostOf = (people: readonly Known[], coming: readonly EventRow[], first: number): Known | undefined =>
  [...people.slice(first), ...people.slice(0, first)].find(
    ({ address }) => !coming.some(({ attendees }) => attendees.includes(address)),
  ) ?? people[first]

interface Entry extends Pick<EventRow, 'title' | 'description' | 'location'> {
  /** Who invites; undefined for the owner. */
  readonly host: string | undefined
  readonly guests: readonly string[]
  /** Milliseconds since 1970. */
  readonly start: number
  readonly minutes: number
  /** The meeting that it takes the place of. */
  readonly moved?: EventRow | undefined
}

/** Puts an event to where a sync finds it, told in the time of who invites; the guests hear of it at once. */
export function enter(world: World, account: ConnectionRow, { host, guests, start, minutes, moved, ...entry }: Entry): EventRow {
  const attendees = host === undefined ? [] : [host, ...guests, account.email]
  const event = world.create(crmEvents, {
    ...entry,
    user: account.user,
    connectionId: account.id,
    start: toIso(start),
    end: toIso(start + minutes * MINUTE_MS),
    timeZone: zoneOf(world, host ?? account.email),
    attendees,
    responses: host === undefined ? [] : [{ attendee: host, answer: 'accepted' }],
    status: 'confirmed',
    entities: linksOf(world, ownerOf(world, account)?.tenantSlug ?? '', attendees),
    isSynced: false,
  })
  ask(world, account, event, guests, moved)
  return event
}

/** The half hours of a day that somebody has for meetings, from one of them on. */
export const timesFrom = (half: number, [from, to]: readonly [number, number] = ALL_DAY): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + ((half - from + i) % (to - from + 1))).map(
    (each) => `${OPENS + Math.floor(each / 2)}:${each % 2 ? '30' : '00'}`,
  )

/** The working days from a day on in which a meeting can be. */
export const workdaysFrom = (day: number): number[] =>
  Array.from({ length: TRIED }, (_, place) => day + place).filter((each) => !isWeekend(dateOf(each)))

/** Who meets the owner of an account. */
interface Party {
  readonly guests: readonly string[]
  /** The moment after which they meet, in milliseconds since 1970; now unless told. */
  readonly since?: number
  /** The meeting that this one takes the place of. */
  readonly moved?: EventRow | undefined
}

/** When people could meet: at some times of some days, in a zone. */
interface Hours {
  readonly zone: string
  readonly days: readonly number[]
  readonly times: readonly string[]
  readonly minutes: number
}

/** The first time at which the owner of an account and the guests are free. */
export function firstFree(
  world: World,
  account: ConnectionRow,
  party: Party,
  { zone, days, times, minutes }: Hours,
): number | undefined {
  const isFree = freeFor(world, account, party)
  for (const day of days)
    for (const time of times) {
      const start = startOf(zone, day, time)
      if (isFree(start, start + minutes * MINUTE_MS)) return start
    }
  return undefined
}

interface Begin {
  readonly meeting: Meeting
  /** The first day, and the half hour from which on its times are tried. */
  readonly day: number
  readonly half: number
}

/** The first time at which all are free, in the hours of the first guest and of the owner; for a meal on a day without one. */
export function firstAtWork(
  world: World,
  account: ConnectionRow,
  party: Party,
  { meeting: { within, minutes }, day, half }: Begin,
): number | undefined {
  const own = zoneOf(world, account.email)
  const [first = account.email] = party.guests
  const zone = zoneOf(world, first)
  const times = timesFrom(half, within).filter((time) => {
    const start = startOf(zone, day, time)
    return isOpenFor(own, start, start + minutes * MINUTE_MS)
  })
  const meals = comingTo(world, ({ user, title }) => user === account.user && meal.test(title), party.since)
  const taken = new Set(within && meals.map(({ start }) => start.slice(0, 10)))
  const days = workdaysFrom(day).filter((each) => !taken.has(dateOf(each)))
  return firstFree(world, account, party, { zone, days, times, minutes })
}

export const startOf = (zone: string, day: number, time: string): number => Date.parse(instantIn(zone, dateOf(day), time))

/** Whether a time is late enough, and nothing else is at it in a calendar of the owner, or where one of the guests is. */
function freeFor(
  world: World,
  { user }: ConnectionRow,
  { guests, moved, since = world.clock.ms }: Party,
): (from: number, until: number) => boolean {
  const isMeant = (event: EventRow): boolean =>
    !event.allDay &&
    (event.user === user || guests.some((who) => isComing(event, who))) &&
    (!moved || originalOf(world, event).id !== moved.id)
  const times = comingTo(world, isMeant, since).map(({ start, end }) => [Date.parse(start), Date.parse(end)] as const)
  return (from, until) => from > since && times.every(([start, end]) => end <= from || start >= until)
}
