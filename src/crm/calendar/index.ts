import { defineResource } from '../../core/call/resource.ts'
import { crmAnswers } from './answers.ts'
import { calendarWords } from './calendar.words.ts'
import { crmEventCopies } from './copies.ts'
import { createCalendarEvent } from './create-calendar-event.op.ts'
import { deleteCalendarEvent } from './delete-calendar-event.op.ts'
import { crmEventRows } from './event.ts'
import { eventAnswered } from './event-answered.event.ts'
import { eventInvited } from './event-invited.event.ts'
import { getCalendarEvent } from './get-calendar-event.op.ts'
import { listCalendarEvents } from './list-calendar-events.op.ts'
import { listEntityEvents } from './list-entity-events.op.ts'
import { syncCalendar } from './sync-calendar.op.ts'
import { updateCalendarEvent } from './update-calendar-event.op.ts'

export const calendarResource = defineResource({
  name: 'calendar',
  description: 'The caller’s events, and the records they are linked to.',
  words: calendarWords,
  tables: [crmEventRows],
  memory: [crmAnswers, crmEventCopies],
  operations: [
    listCalendarEvents,
    getCalendarEvent,
    createCalendarEvent,
    updateCalendarEvent,
    deleteCalendarEvent,
    listEntityEvents,
    syncCalendar,
  ],
  events: [eventInvited, eventAnswered],
})
