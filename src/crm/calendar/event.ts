import * as z from 'zod'
import type { Issue } from '../../core/call/refusal.ts'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import { toIso } from '../../core/time/clock.ts'
import { HOUR_MS } from '../../core/time/day.ts'
import { CalendarDate } from '../../core/time/instant.ts'
import { dateIn, instantIn } from '../../core/time/time-zone.ts'
import { updated } from '../../core/values/given.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { crmUsers } from '../auth/user.ts'
import { type ConnectionRow, crmConnections, oldestConnection } from '../connections/connection.ts'
import { needs } from '../connections/needs-connection.ts'
import {
  AddressInput,
  EmailAddress,
  FilledText,
  Id,
  Instant,
  NO_TIME,
  OneLine,
  RowId,
  readTime,
  TIME_OR_DATE,
  TimeZone,
} from '../conventions/values.ts'
import { EntityRef, linkedToRecords, linksOf } from '../entities/entity.ts'

/** What an attendee can say to an invitation. */
export const answers = ['accepted', 'declined', 'tentative'] as const

export const statuses = ['confirmed', 'cancelled'] as const
const UTC = 'UTC'

const AttendeeResponse = z.object({ attendee: EmailAddress, answer: z.enum(answers) }).meta({ id: 'AttendeeResponse' })

export const CalendarEvent = z
  .object({
    id: Id,
    connectionId: Id,
    title: FilledText,
    description: z.string(),
    start: Instant,
    end: Instant,
    /** From midnight to midnight in its time zone. */
    allDay: z.boolean().default(false),
    timeZone: TimeZone.default(UTC),
    attendees: z.array(EmailAddress),
    /** Of those who have answered the invitation. */
    responses: z.array(AttendeeResponse).default([]),
    location: z.string(),
    status: z.enum(statuses),
    entities: z.array(EntityRef),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'CalendarEvent' })

/** `isSynced` is false while it waits at the provider for the next sync. */
const EventRow = CalendarEvent.extend({
  id: RowId,
  user: RowId,
  connectionId: RowId,
  title: OneLine,
  isSynced: z.boolean().default(true),
})
export type EventRow = z.output<typeof EventRow>

/** What those have answered who are still invited. */
export function ofAttendees({ attendees, responses }: EventRow): EventRow['responses'] {
  const invited = new Set(attendees)
  return responses.filter(({ attendee }) => invited.has(attendee))
}

const isSynced = ({ isSynced }: EventRow): boolean => isSynced

export const crmEvents = defineTable({
  name: 'crm_events',
  kind: 'crm_event',
  noun: 'event',
  ids: 'integer',
  row: EventRow,
  shows: CalendarEvent,
  references: { user: crmUsers, connectionId: crmConnections },
  labels: {
    id: (_, event) => Number(event.id),
    connectionId: (_, event) => Number(event.connectionId),
    responses: (_, event) => ofAttendees(event),
  },
  indexes: {
    ofUser: { group: ['user'], order: [{ oldest: 'start' }], when: isSynced },
    ofConnection: { group: ['connectionId'], when: isSynced },
    ending: { group: [() => 'all'], order: [{ oldest: 'end' }], when: ({ status }) => status === 'confirmed' },
    waiting: { group: ['connectionId'], order: [{ oldest: 'createdAt' }], when: (event) => !event.isSynced },
  },
})

/** The event that a path names; one that waits at the provider is not there yet. */
export const eventOfPath = crmEvents.at('id', isSynced, 'The event is still at the provider: the next sync brings it.')

/** The connection through which an event is changed: its own. */
export const calendarOf = ({ world, target }: { readonly world: World; readonly target: EventRow }): ConnectionRow =>
  world.table(crmConnections).get(target.connectionId) as ConnectionRow
/** The rules that the calendar of an event can be changed. */
export const needsCalendar = needs(calendarOf)

export const NOT_AFTER_START = 'Must be after the start.'
/** Of an event that is to last all day. */
const NEEDS_DATES = 'Send `start` and `end` along, as dates: it lasts all day.'
const NOT_MIDNIGHT = 'Must be a date, or midnight in the time zone of the event: it lasts all day.'

export const crmEventRows = defineRows(crmEvents, {
  samples: {
    upcoming: (event, { caller, today }) =>
      event.user === caller && event.isSynced && event.status === 'confirmed' && event.start.slice(0, 10) > today,
    invited: (event, { caller, today }) =>
      event.user === caller &&
      event.isSynced &&
      event.status === 'confirmed' &&
      event.start.slice(0, 10) > today &&
      event.attendees.length > 0,
    past: (event, { caller, today }) =>
      event.user === caller && event.isSynced && event.status === 'confirmed' && event.end.slice(0, 10) < today,
    cancelled: (event, { caller }) => event.user === caller && event.isSynced && event.status === 'cancelled',
    of_colleague: (event, { caller }) => event.user !== caller && event.isSynced,
  },
  defaults: eventDefaults,
  rules: [
    linkedToRecords,
    { column: 'end', refuse: NOT_AFTER_START, when: (event) => !isInOrder(event) },
    { column: 'start', refuse: NOT_MIDNIGHT, when: ({ start, allDay, timeZone }) => allDay && !isMidnight(start, timeZone) },
    { column: 'end', refuse: NOT_MIDNIGHT, when: ({ end, allDay, timeZone }) => allDay && !isMidnight(end, timeZone) },
  ],
})

/** An hour tomorrow; what lasts all day, the whole of it. Who has answered was invited. */
function eventDefaults(given: Columns<EventRow>, world: World): Columns<EventRow> {
  const { responses = [], attendees = responses.map(({ attendee }) => attendee) } = given
  const connection = world.table(crmConnections).get(given.connectionId ?? '') ?? oldestConnection(world, given.user)
  const user = world.table(crmUsers).get(given.user ?? connection?.user ?? '')
  const start = given.start ?? startFor(given, world)
  return {
    user: user?.id,
    connectionId: connection?.id,
    title: 'Meeting',
    description: '',
    start,
    end: laterBy(1, start, given),
    attendees,
    location: '',
    status: 'confirmed',
    entities: linksOf(world, user?.tenantSlug ?? '', attendees),
  }
}

/** An hour after or before a time; of what lasts all day, the midnight a day after or before. */
function laterBy(steps: 1 | -1, time: string, { allDay, timeZone = UTC }: Columns<EventRow>): string {
  return allDay
    ? instantIn(timeZone, dateIn(timeZone, Date.parse(time)), '00:00', steps)
    : toIso(Date.parse(time) + steps * HOUR_MS)
}

function startFor(given: Columns<EventRow>, world: World): string {
  if (given.end !== undefined) return laterBy(-1, given.end, given)
  const tomorrow = world.clock.in('P1D')
  const { timeZone = UTC } = given
  return given.allDay ? instantIn(timeZone, dateIn(timeZone, Date.parse(tomorrow)), '00:00') : tomorrow
}

const MOST_ATTENDEES = 500
export const TOO_MANY_ATTENDEES = `Must be at most ${MOST_ATTENDEES} attendees.`
export const attendees = z
  .array(AddressInput)
  .transform((addresses) => [...new Set(addresses)])
  .refine(({ length }) => length <= MOST_ATTENDEES, { error: TOO_MANY_ATTENDEES })

const isDate = (text: string): boolean => text.length === 'YYYY-MM-DD'.length

/** A datetime with a time zone; for what lasts all day a date too. */
const EventTime = z
  .string()
  .transform((text, context) => readTime(text, context, isDate(text) ? CalendarDate : undefined))
  .meta({
    ...TIME_OR_DATE,
    description: 'A datetime with a time zone; for an event that lasts all day a date too.',
  })

/** What can be said of an event. */
export const EventFields = z.object({
  title: OneLine,
  description: z.string(),
  start: EventTime,
  end: EventTime,
  allDay: z.boolean().meta({ description: 'Whether it lasts from midnight to midnight in its time zone.' }),
  timeZone: TimeZone.meta({ description: 'The name of an IANA time zone.' }),
  attendees,
  location: z.string(),
})
export const beginnings = { allDay: false, timeZone: UTC }

/** How a schema refuses an end that is not after its start, where both are times at all. */
export const refusedEnd = {
  path: ['end'],
  error: NOT_AFTER_START,
  when: ({ issues }: { readonly issues: readonly unknown[] }) => issues.length === 0,
}

/** Whether somebody is invited and has not declined. */
export const isComing = ({ attendees, responses }: EventRow, who: string): boolean =>
  attendees.includes(who) && !responses.some(({ attendee, answer }) => attendee === who && answer === 'declined')

/** Whether the end comes after the start. */
export const isInOrder = ({ start, end }: Pick<EventRow, 'start' | 'end'>): boolean => Date.parse(start) < Date.parse(end)

/** Whether everybody is asked anew: it is at another time now, or takes place again. */
export const isAskedAnew = (before: EventRow, after: EventRow): boolean =>
  before.start !== after.start || before.end !== after.end || (before.status === 'cancelled' && after.status === 'confirmed')

/** What still holds of what was answered, once an event has changed: nothing where everybody is asked anew. */
export const standing = (before: EventRow, after: EventRow): EventRow['responses'] =>
  isAskedAnew(before, after) ? [] : ofAttendees(after)

type When = Pick<EventRow, 'start' | 'end' | 'allDay' | 'timeZone'>

/** When an event is, in UTC: a date stands for its midnight. */
export const timesOf = (when: When): Pick<EventRow, 'start' | 'end'> => ({
  start: instantOf(when.start, when),
  end: instantOf(when.end, when),
})

const instantOf = (time: string, { timeZone }: When): string => (isDate(time) ? instantIn(timeZone, time, '00:00') : time)

/** What is wrong with the times of an event. */
export function issuesOf(when: When): Issue[] {
  const issues = (['start', 'end'] as const).flatMap((field) => {
    const message = problemOf(when[field], when)
    return message === undefined ? [] : [{ path: [field], message }]
  })
  return issues.length || isInOrder(timesOf(when)) ? issues : [{ path: ['end'], message: NOT_AFTER_START }]
}

/** An event with what is changed of it. What lasts all day is told in dates, which are the same in another time zone. */
export function changed(event: EventRow, changes: Columns<EventRow>): EventRow {
  const next = updated(event, changes)
  if (!event.allDay || !next.allDay) return next
  const dateOf = (time: string): string => dateIn(event.timeZone, Date.parse(time))
  return { ...next, start: changes.start ?? dateOf(event.start), end: changes.end ?? dateOf(event.end) }
}

/** What is wrong with a change of an event. Times that were not sent are no fault of theirs. */
export function issuesOfChange(event: EventRow, changes: Columns<EventRow>): Issue[] {
  const issues = issuesOf(changed(event, changes))
  const sent = issues.filter(({ path: [field], message }) => message !== NOT_MIDNIGHT || Object.hasOwn(changes, field ?? ''))
  return sent.length === issues.length ? issues : [...sent, { path: ['allDay'], message: NEEDS_DATES }]
}

function problemOf(time: string, when: When): string | undefined {
  const instant = instantOf(time, when)
  if ((isDate(time) && !when.allDay) || !Instant.safeParse(instant).success) return NO_TIME
  return when.allDay && !isMidnight(instant, when.timeZone) ? NOT_MIDNIGHT : undefined
}

const isMidnight = (instant: string, zone: string): boolean =>
  Date.parse(instantIn(zone, dateIn(zone, Date.parse(instant)), '00:00')) === Date.parse(instant)
