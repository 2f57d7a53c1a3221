import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { ofColleagueExample } from '../conventions/refusals.ts'
import { CalendarEvent, eventOfPath } from './event.ts'

export const getCalendarEvent = defineOperation({
  id: 'getCalendarEvent',
  route: 'GET /integrations/calendar/events/{id}',
  summary: 'Get an event',
  description:
    'An event of the caller’s calendars, with its attendees and what each has answered. What no sync has brought yet is not found.',
  source: 'crm-calendar, Get event',
  target: eventOfPath,
  responses: { 200: dataOf(CalendarEvent) },

  handle: ({ target, show, reply }) => reply(200, ok(show(target))),

  examples: [
    {
      name: 'shows an event',
      mark: 'D crm-calendar-3',
      path: { id: 'upcoming' },
      expect: { status: 200, body: { success: true, data: { id: '$samples.crm_events.upcoming', status: 'confirmed' } } },
    },
    ofColleagueExample('event'),
  ],
})
