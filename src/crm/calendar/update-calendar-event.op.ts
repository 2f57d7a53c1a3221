import { Refused } from '../../core/call/refusal.ts'
import { updated } from '../../core/values/given.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { linksOf } from '../entities/entity.ts'
import { CalendarEvent, crmEvents, EventFields, isInOrder, NOT_AFTER_START } from './event.ts'

export const updateCalendarEvent = defineOperation({
  id: 'updateCalendarEvent',
  route: 'PATCH /integrations/calendar/events/{id}',
  also: ['PUT'],
  summary: 'Update an event',
  description: 'Any of the fields. New attendees change the records that it is linked to.',
  source: 'crm-calendar, Update event',
  target: crmEvents.at('id'),
  body: EventFields.partial(),
  responses: { 200: dataOf(CalendarEvent) },

  handle({ world, user, target, body, save, show, reply }) {
    const event = updated(target, body)
    if (!isInOrder(event)) throw new Refused({ kind: 'invalid', issues: [{ path: ['end'], message: NOT_AFTER_START }] })
    const entities = body.attendees ? linksOf(world, user.tenantSlug, body.attendees) : target.entities
    return reply(200, ok(show(save({ ...event, entities }))))
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
    {
      name: 'the event of a colleague is not found',
      mark: 'C',
      path: { id: 'of_colleague' },
      body: { title: 'Mine' },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND' } } },
    },
  ],
})
