import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Id } from '../conventions/values.ts'
import { crmEvents } from './event.ts'

export const deleteCalendarEvent = defineOperation({
  id: 'deleteCalendarEvent',
  route: 'DELETE /integrations/calendar/events/{id}',
  summary: 'Delete an event',
  description: 'For good.',
  source: 'crm-calendar, Delete event',
  target: crmEvents.at('id'),
  responses: { 200: dataOf(z.object({ id: Id })) },

  handle({ world, target, reply }) {
    world.table(crmEvents).delete(target.id)
    return reply(200, ok({ id: Number(target.id) }))
  },

  examples: [
    {
      name: 'removes an event',
      mark: 'D crm-calendar-7',
      path: { id: 'upcoming' },
      expect: { status: 200, body: { success: true, data: { id: '$samples.crm_events.upcoming' } } },
    },
    {
      name: 'an event that does not exist is not found',
      mark: 'C',
      path: { id: '999999' },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND' } } },
    },
  ],
})
