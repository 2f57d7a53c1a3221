/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const calendarWords: Words = {
  fields: {
    'CalendarEvent.title': 'What it is called.',
    description: 'What it is about; an empty text for nothing.',
    start: 'When it begins, in UTC.',
    end: 'When it ends, in UTC; always after the start.',
    allDay: 'Whether it lasts from midnight to midnight in its time zone.',
    timeZone: 'IANA name of the zone in which it takes place.',
    attendees: 'Addresses of those who are invited, each once; a call names at most 500 different ones.',
    'CalendarEvent.responses': 'What those have answered who have.',
    attendee: 'Address of who has answered.',
    answer: 'Whether that person will come.',
    location: 'Where it takes place; an empty text where nobody says.',
    'CalendarEvent.status': 'Whether it takes place.',
    'UpdateCalendarEventRequest.status': 'Whether it takes place.',
  },
  parameters: {
    id: 'The number of an event of the caller, from `listCalendarEvents`.',
  },
  answers: {
    listCalendarEvents: 'The events of the caller, the earliest first.',
    getCalendarEvent: 'The event as it is now.',
    createCalendarEvent: 'The event, in the calendar of its connection.',
    updateCalendarEvent: 'The event with what was changed.',
    deleteCalendarEvent: 'The event that is gone.',
    listEntityEvents: 'The events that are linked to the record, the earliest first.',
    'syncCalendar.202': 'The sync has been started.',
    'syncCalendar.200': 'A sync of events was under way already, and goes on.',
  },
  tables: {
    crm_events: 'Events in the calendars of users.',
  },
  follows: {
    'crm_events.user': 'the connection',
    'crm_events.connectionId': 'the first of the user',
    'crm_events.start': 'tomorrow, or an hour before the end; midnight where it lasts all day',
    'crm_events.end': 'an hour after the start; the next midnight where it lasts all day',
    'crm_events.attendees': 'who has answered',
    'crm_events.entities': 'the attendees',
  },
}
