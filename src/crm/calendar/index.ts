import type { Resource } from '../../core/api.ts'
import { createCalendarEvent } from './create-calendar-event.op.ts'
import { deleteCalendarEvent } from './delete-calendar-event.op.ts'
import { getCalendarEvent } from './get-calendar-event.op.ts'
import { listCalendarEvents } from './list-calendar-events.op.ts'
import { listEntityEvents } from './list-entity-events.op.ts'
import { syncCalendar } from './sync-calendar.op.ts'
import { updateCalendarEvent } from './update-calendar-event.op.ts'

export const calendarResource: Resource = {
  name: 'calendar',
  description: 'The caller’s events, and the records they are linked to.',
  operations: [
    listCalendarEvents,
    getCalendarEvent,
    createCalendarEvent,
    updateCalendarEvent,
    deleteCalendarEvent,
    listEntityEvents,
    syncCalendar,
  ],
}
