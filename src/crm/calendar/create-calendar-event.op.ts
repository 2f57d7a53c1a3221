import { type ConnectionRow, crmConnections, use } from '../connections/connection.ts'
import { connectionExamples, connectionToUse, needs } from '../connections/needs-connection.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { RowRef } from '../conventions/values.ts'
import { linksOf } from '../entities/entity.ts'
import {
  beginnings,
  CalendarEvent,
  crmEvents,
  EventFields,
  issuesOf,
  NOT_AFTER_START,
  TOO_MANY_ATTENDEES,
  timesOf,
} from './event.ts'

const { description, attendees, location, allDay, timeZone } = EventFields.shape

const NewEvent = EventFields.extend({
  description: description.default(''),
  attendees: attendees.default([]),
  location: location.default(''),
  allDay: allDay.default(beginnings.allDay),
  timeZone: timeZone.default(beginnings.timeZone),
  connectionId: RowRef.optional().meta({ description: 'Whose calendar it is in: a connection of the caller.' }),
}).superRefine((event, context) => {
  if (context.issues.length) return
  for (const { path, message } of issuesOf(event)) context.addIssue({ code: 'custom', path: [...path], message })
})

/** The connection that is asked for, or the usual one. */
function connectionOf(
  call: Parameters<typeof connectionToUse>[0] & { readonly body: { readonly connectionId?: string | undefined } },
) {
  const { connectionId } = call.body
  return connectionId === undefined ? connectionToUse(call) : call.world.table(crmConnections).get(connectionId)
}

export const createCalendarEvent = defineOperation({
  id: 'createCalendarEvent',
  route: 'POST /integrations/calendar/events',
  summary: 'Create an event',
  description:
    'In the calendar of the connection that is named, or of the caller’s oldest active one, linked to all records that know an attendee. In a world that lives, colleagues who are invited have it with their next sync.',
  source: 'crm-calendar, Create event',
  body: NewEvent,
  references: { connectionId: crmConnections },
  rules: needs(connectionOf),
  responses: { 201: dataOf(CalendarEvent) },

  handle(call) {
    const { world, user, body, reply } = call
    const { id: connectionId } = use(world, connectionOf(call) as ConnectionRow)
    const entities = linksOf(world, user.tenantSlug, body.attendees)
    const times = timesOf(body)
    const event = world.create(crmEvents, { ...body, ...times, user: user.id, connectionId, status: 'confirmed', entities })
    return reply(201, ok(world.show(crmEvents, event)))
  },

  examples: [
    {
      name: 'creates an event',
      mark: 'D crm-calendar-4',
      body: {
        title: 'Client Meeting',
        start: '2026-07-01T14:00:00Z',
        end: '2026-07-01T15:00:00Z',
        description: 'Quarterly review',
        attendees: ['contact@company.com'],
      },
      expect: {
        status: 201,
        body: {
          success: true,
          data: {
            connectionId: '$samples.crm_connections.active',
            title: 'Client Meeting',
            start: '2026-07-01T14:00:00Z',
            end: '2026-07-01T15:00:00Z',
            description: 'Quarterly review',
            attendees: ['contact@company.com'],
            location: '',
            status: 'confirmed',
          },
        },
      },
    },
    {
      name: 'times are told in UTC, and every attendee once, in lower case',
      mark: 'C',
      body: {
        title: 'Call',
        start: '2026-07-01T14:00:00+02:00',
        end: '2026-07-01T14:30:00+02:00',
        attendees: ['Contact@Company.com', 'contact@company.com'],
      },
      expect: {
        status: 201,
        body: { data: { start: '2026-07-01T12:00:00Z', end: '2026-07-01T12:30:00Z', attendees: ['contact@company.com'] } },
      },
    },
    {
      name: 'an event that lasts all day is told in dates, which begin in its time zone',
      mark: 'C',
      body: { title: 'Fair', start: '2026-07-01', end: '2026-07-03', allDay: true, timeZone: 'Europe/Berlin' },
      expect: {
        status: 201,
        body: {
          data: { start: '2026-06-30T22:00:00Z', end: '2026-07-02T22:00:00Z', allDay: true, timeZone: 'Europe/Berlin' },
        },
      },
    },
    {
      name: 'refuses what is no time zone',
      mark: 'C',
      body: { title: 'Fair', start: '2026-07-01', end: '2026-07-03', timeZone: 'Berlin' },
      expect: { status: 400, body: { error: { details: [{ field: 'timeZone' }] } } },
    },
    {
      name: 'refuses a connection that the caller does not have',
      mark: 'C',
      body: { title: 'Call', start: '2026-07-01T14:00:00Z', end: '2026-07-01T15:00:00Z', connectionId: 999_999 },
      expect: { status: 400, body: { error: { details: [{ field: 'connectionId', message: 'There is no "999999".' }] } } },
    },
    {
      name: 'needs a title, a start and an end',
      mark: 'C',
      body: {},
      expect: {
        status: 400,
        body: {
          error: {
            code: 'VALIDATION_ERROR',
            details: [
              { field: 'title', message: 'This field is required.' },
              { field: 'start', message: 'This field is required.' },
              { field: 'end', message: 'This field is required.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses a title of several lines, and days that do not exist',
      mark: 'C',
      body: { title: 'Call\u0000', start: '2026-02-30', end: '2026-04-31T15:00:00Z' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'title', message: 'Must be one line, without control characters.' },
              { field: 'start', message: 'There is no 2026-02-30.' },
              { field: 'end', message: 'There is no 2026-04-31.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses an end that is not after the start',
      mark: 'C',
      body: { title: 'Call', start: '2026-07-01T14:00:00Z', end: '2026-07-01T14:00:00Z' },
      expect: { status: 400, body: { error: { details: [{ field: 'end', message: NOT_AFTER_START }] } } },
    },
    {
      name: 'refuses a time without a zone, and what is no address',
      mark: 'C',
      body: { title: 'Call', start: '2026-07-01T16:00:00', end: '2026-07-01T15:00:00Z', attendees: ['nobody'] },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'start', message: 'Must be an ISO 8601 datetime with a time zone.' },
              { field: 'attendees.0', message: 'Must be a valid email address.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses more than 500 attendees',
      mark: 'C',
      body: {
        title: 'Fair',
        start: '2026-07-01T14:00:00Z',
        end: '2026-07-01T15:00:00Z',
        attendees: Array.from({ length: 501 }, (_, i) => `person-${i}@company.com`),
      },
      expect: { status: 400, body: { error: { details: [{ field: 'attendees', message: TOO_MANY_ATTENDEES }] } } },
    },
    ...connectionExamples({ body: { title: 'Call', start: '2026-07-01T14:00:00Z', end: '2026-07-01T15:00:00Z' } }),
  ],
})
