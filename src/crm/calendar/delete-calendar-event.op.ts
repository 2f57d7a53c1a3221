import * as z from 'zod'
import { use } from '../connections/connection.ts'
import { disconnectedExample, expiredExample } from '../connections/needs-connection.ts'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Id } from '../conventions/values.ts'
import { dropCopy } from './copies.ts'
import { calendarOf, crmEvents, eventOfPath, needsCalendar } from './event.ts'

export const deleteCalendarEvent = defineOperation({
  id: 'deleteCalendarEvent',
  route: 'DELETE /integrations/calendar/events/{id}',
  summary: 'Delete an event',
  description: 'For good. Who deletes their copy of an event of a colleague declines it.',
  source: 'crm-calendar, Delete event',
  target: eventOfPath,
  rules: needsCalendar,
  responses: { 200: dataOf(z.object({ id: Id })) },

  handle(call) {
    const { world, target, reply } = call
    use(world, calendarOf(call))
    dropCopy(world, target)
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
    expiredExample('refuses an event whose connection has expired', { path: { id: 'upcoming' } }),
    {
      name: 'an event that does not exist is not found',
      mark: 'C',
      path: { id: '999999' },
      expect: { status: 404, body: { error: { code: 'NOT_FOUND' } } },
    },
    disconnectedExample('refuses without a connected account', { path: { id: 'upcoming' } }),
  ],
})
