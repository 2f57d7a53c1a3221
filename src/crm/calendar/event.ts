import * as z from 'zod'
import { type Columns, defineTable } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows.ts'
import { crmUsers } from '../auth/user.ts'
import { crmConnections } from '../connections/connection.ts'
import { EmailAddress, FilledText, Id, Instant, InstantInput, RowId } from '../conventions/values.ts'
import { EntityRef, linksOf } from '../entities/entity.ts'

/** What an attendee can say to an invitation. */
export const answers = ['accepted', 'declined', 'tentative'] as const

export const CalendarEvent = z
  .object({
    id: Id,
    connectionId: Id,
    title: FilledText,
    description: z.string(),
    start: Instant,
    end: Instant,
    attendees: z.array(EmailAddress),
    /** Of those who have answered the invitation. */
    responses: z.array(z.object({ attendee: EmailAddress, answer: z.enum(answers) })).default([]),
    location: z.string(),
    status: z.enum(['confirmed', 'cancelled']),
    entities: z.array(EntityRef),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'CalendarEvent' })

const EventRow = CalendarEvent.extend({ id: RowId, user: RowId, connectionId: RowId })
export type EventRow = z.output<typeof EventRow>

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
    responses: (_, { attendees, responses }) => responses.filter(({ attendee }) => attendees.includes(attendee)),
  },
  indexes: {
    ofUser: { group: ['user'], order: [{ oldest: 'start' }] },
    ofConnection: { group: ['connectionId'], order: [{ oldest: 'start' }] },
  },
})

export const crmEventRows = defineRows(crmEvents, {
  samples: {
    upcoming: (event, { caller, today }) =>
      event.user === caller && event.status === 'confirmed' && event.start.slice(0, 10) > today,
    invited: (event, { caller, today }) =>
      event.user === caller && event.status === 'confirmed' && event.start.slice(0, 10) > today && event.attendees.length > 0,
    past: (event, { caller, today }) => event.user === caller && event.status === 'confirmed' && event.end.slice(0, 10) < today,
    cancelled: (event, { caller }) => event.user === caller && event.status === 'cancelled',
    of_colleague: (event, { caller }) => event.user !== caller,
  },
  defaults: eventDefaults,
})

function eventDefaults(given: Columns<EventRow>, world: World): Columns<EventRow> {
  const { attendees = [], start = world.clock.in('P1D') } = given
  const connection = world.table(crmConnections).get(given.connectionId ?? '1')
  const user = world.table(crmUsers).get(given.user ?? connection?.user ?? '')
  return {
    user: user?.id,
    connectionId: connection?.id,
    title: 'Meeting',
    description: '',
    start,
    end: new Date(Date.parse(start) + 3_600_000).toISOString().replace('.000Z', 'Z'),
    attendees,
    location: '',
    status: 'confirmed',
    entities: linksOf(world, user?.tenantSlug ?? '', attendees),
  }
}

const attendees = z.array(EmailAddress).transform((addresses) => [...new Set(addresses)])

/** What can be said of an event. */
export const EventFields = z.object({
  title: FilledText,
  description: z.string(),
  start: InstantInput,
  end: InstantInput,
  attendees,
  location: z.string(),
})

export const NOT_AFTER_START = 'Must be after the start.'

/** How a schema refuses an end that is not after its start, where both are times at all. */
export const refusedEnd = {
  path: ['end'],
  error: NOT_AFTER_START,
  when: ({ issues }: { readonly issues: readonly unknown[] }) => issues.length === 0,
}

/** Whether the end comes after the start. */
export const isInOrder = ({ start, end }: Pick<EventRow, 'start' | 'end'>): boolean => Date.parse(start) < Date.parse(end)
