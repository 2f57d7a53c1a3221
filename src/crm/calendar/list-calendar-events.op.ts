import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { queryInstant } from '../conventions/query.ts'
import { CalendarEvent, crmEvents, type EventRow, isInOrder, NOT_AFTER_START, refusedEnd } from './event.ts'

const Query = z
  .object({
    start: queryInstant('Only events that end after it: a datetime with a time zone, or a date, which begins in UTC.'),
    end: queryInstant('Only events that start before it: a datetime with a time zone, or a date, which begins in UTC.'),
  })
  .refine(({ start, end }) => start === undefined || end === undefined || isInOrder({ start, end }), refusedEnd)

export const listCalendarEvents = defineOperation({
  id: 'listCalendarEvents',
  route: 'GET /integrations/calendar/events',
  summary: 'List events',
  description: 'The caller’s own that overlap the range, by their start. Either end of the range may be missing.',
  source: 'crm-calendar, List events',
  query: Query,
  responses: { 200: dataOf(z.array(CalendarEvent)) },

  handle({ world, user, query, reply }) {
    const events = world.table(crmEvents).list('ofUser', user.id)
    return reply(200, ok(events.filter(overlaps(query)).map((event) => world.show(crmEvents, event))))
  },

  examples: [
    {
      name: 'lists the events of a range',
      mark: 'D crm-calendar-1',
      query: { start: '2026-01-01', end: '2027-01-01T00:00:00Z' },
      expect: { status: 200, body: { success: true } },
    },
    {
      name: 'lists nothing where nothing is',
      mark: 'C',
      query: { start: '2199-01-01' },
      expect: { status: 200, body: { success: true, data: [] } },
    },
    {
      name: 'refuses a time without a zone, and what is no date',
      mark: 'C',
      query: { start: '2026-06-01T12:00:00', end: 'tomorrow' },
      expect: {
        status: 400,
        body: {
          error: {
            code: 'VALIDATION_ERROR',
            details: [
              { field: 'start', message: 'Must be an ISO 8601 datetime with a time zone.' },
              { field: 'end', message: 'Must be an ISO 8601 datetime with a time zone.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses a day that does not exist, and a "+" that is a space, with what is wrong',
      mark: 'C',
      query: { start: '2026-02-30', end: '2026-07-02T00:00:00 02:00' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'start', message: 'There is no 2026-02-30.' },
              {
                field: 'end',
                message: 'Must be an ISO 8601 datetime with a time zone. Write the "+" as "%2B": in a query it is a space.',
              },
            ],
          },
        },
      },
    },
    {
      name: 'refuses a range that does not end after its start',
      mark: 'C',
      query: { start: '2026-06-02', end: '2026-06-01' },
      expect: { status: 400, body: { error: { details: [{ field: 'end', message: NOT_AFTER_START }] } } },
    },
    { name: 'needs a token', mark: 'D crm-conventions-3', as: 'nobody', expect: { status: 401 } },
  ],
})

/** Both ranges are without their ends. */
function overlaps({ start, end }: z.output<typeof Query>): (event: EventRow) => boolean {
  return (event) =>
    (end === undefined || isInOrder({ start: event.start, end })) && (start === undefined || isInOrder({ start, end: event.end }))
}
