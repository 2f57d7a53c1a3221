import * as z from 'zod'
import { use } from '../connections/connection.ts'
import { disconnectedExample, expiredExample } from '../connections/needs-connection.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { ofColleagueExample } from '../conventions/refusals.ts'
import { linksOf } from '../entities/entity.ts'
import { changeCopy, isCopy } from './copies.ts'
import {
  CalendarEvent,
  calendarOf,
  changed,
  EventFields,
  eventOfPath,
  issuesOfChange,
  NOT_AFTER_START,
  needsCalendar,
  standing,
  statuses,
  timesOf,
} from './event.ts'

export const updateCalendarEvent = defineOperation({
  id: 'updateCalendarEvent',
  route: 'PATCH /integrations/calendar/events/{id}',
  also: ['PUT'],
  summary: 'Update an event',
  description:
    'Any of the fields. What lasts all day keeps its dates in another time zone. New attendees change the records that it is linked to. Where it is at another time, or takes place again, nobody has answered yet. In a world that lives, who was invited by a colleague changes their own copy: to cancel it declines.',
  source: 'crm-calendar, Update event',
  target: eventOfPath,
  body: EventFields.extend({ status: z.enum(statuses) }).partial(),
  clashes: ({ target, body }) => issuesOfChange(target, body),
  rules: needsCalendar,
  responses: { 200: dataOf(CalendarEvent) },

  handle(call) {
    const { world, user, target, body, save, show, reply } = call
    const fields = changed(target, body)
    use(world, calendarOf(call))
    const entities = body.attendees ? linksOf(world, user.tenantSlug, body.attendees) : target.entities
    const event = { ...fields, ...timesOf(fields), entities }
    return reply(
      200,
      ok(show(isCopy(world, target) ? changeCopy(world, target, event) : save({ ...event, responses: standing(target, event) }))),
    )
  },

  examples: [
    {
      name: 'changes the fields that are sent',
      mark: 'D crm-calendar-6',
      path: { id: 'upcoming' },
      body: { title: 'Moved', start: '2026-07-01T16:00:00Z', end: '2026-07-01T17:00:00Z' },
      expect: {
        status: 200,
        body: { success: true, data: { title: 'Moved', start: '2026-07-01T16:00:00Z', end: '2026-07-01T17:00:00Z' } },
      },
    },
    {
      name: 'refuses a start that is not before the end',
      mark: 'C',
      path: { id: 'upcoming' },
      body: { start: '2199-01-01T00:00:00Z' },
      expect: { status: 400, body: { error: { details: [{ field: 'end', message: NOT_AFTER_START }] } } },
    },
    {
      name: 'cancels an event',
      mark: 'C',
      path: { id: 'upcoming' },
      body: { status: 'cancelled' },
      expect: { status: 200, body: { data: { id: '$samples.crm_events.upcoming', status: 'cancelled' } } },
    },
    disconnectedExample('refuses an event whose account was disconnected', {
      path: { id: 'upcoming' },
      body: { title: 'Moved' },
    }),
    expiredExample('refuses an event whose connection has expired', { path: { id: 'upcoming' }, body: { title: 'Moved' } }),
    {
      name: 'refuses a blank title, and what is no list of addresses',
      mark: 'C',
      path: { id: 'upcoming' },
      body: { title: '', attendees: 'contact@company.com' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'title', message: 'Must not be blank.' },
              { field: 'attendees', message: 'Must be a list.' },
            ],
          },
        },
      },
    },
    ofColleagueExample('event', { title: 'Mine' }),
  ],
})
