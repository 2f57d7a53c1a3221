import { activeConnection, type ConnectionRow } from '../connections/connection.ts'
import { expireConnections, NO_CONNECTION, needsConnection } from '../connections/needs-connection.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { linksOf } from '../entities/entity.ts'
import { CalendarEvent, crmEvents, EventFields, isInOrder, NOT_AFTER_START, refusedEnd } from './event.ts'

const { description, attendees, location } = EventFields.shape

const NewEvent = EventFields.extend({
  description: description.default(''),
  attendees: attendees.default([]),
  location: location.default(''),
}).refine(isInOrder, refusedEnd)

export const createCalendarEvent = defineOperation({
  id: 'createCalendarEvent',
  route: 'POST /integrations/calendar/events',
  summary: 'Create an event',
  description: 'In the calendar of the caller’s oldest active connection, linked to all records that know an attendee.',
  source: 'crm-calendar, Create event',
  body: NewEvent,
  rules: [needsConnection],
  responses: { 201: dataOf(CalendarEvent) },

  handle({ world, user, body, reply }) {
    const { id: connectionId } = activeConnection(world, user) as ConnectionRow
    const entities = linksOf(world, user.tenantSlug, body.attendees)
    const event = world.create(crmEvents, { ...body, user: user.id, connectionId, status: 'confirmed', entities })
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
      name: 'refuses without an active connection',
      mark: 'C',
      given: expireConnections,
      body: { title: 'Call', start: '2026-07-01T14:00:00Z', end: '2026-07-01T15:00:00Z' },
      expect: { status: 409, body: { error: { code: 'CONFLICT', message: NO_CONNECTION } } },
    },
  ],
})
