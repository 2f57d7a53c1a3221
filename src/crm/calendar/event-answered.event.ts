import * as z from 'zod'
import { defineEvent } from '../../core/call/event.ts'
import type { World } from '../../core/world/handle.ts'
import { EmailAddress, RowIdInput } from '../conventions/values.ts'
import { answerOn, originalOf } from './copies.ts'
import { answers, crmEvents, type EventRow } from './event.ts'

const NOT_INVITED = 'Only an attendee can answer.'
const CANCELLED = 'The event is cancelled, so nobody answers any more.'
const PAT = 'pat@company.com'

export const eventAnswered = defineEvent({
  type: 'crm.event_answered',
  summary: 'An attendee answers an invitation.',
  description:
    'The event shows it in `responses`; a later answer of the same person replaces the earlier one. It is the first attendee unless told. On a copy, in the calendar of a colleague, it is one to the event itself.',
  target: crmEvents.at('event'),
  body: z.object({ event: RowIdInput, attendee: EmailAddress.optional(), answer: z.enum(answers) }),
  rules: [
    { refuse: CANCELLED, when: ({ world, target }) => isOff(target) || isOff(originalOf(world, target)) },
    {
      refuse: NOT_INVITED,
      when: ({ world, target, body }) => !originalOf(world, target).attendees.includes(whoOf(target, body)),
    },
  ],

  handle({ world, target, body }) {
    answerOn(world, target, whoOf(target, body), body.answer)
    return { event: Number(target.id) }
  },

  examples: [
    {
      name: 'the first attendee answers unless told',
      mark: 'C',
      body: { event: '$samples.crm_events.invited', answer: 'accepted' },
      expect: { status: 201, body: { rows: [{ table: 'crm_events', after: { responses: [{ answer: 'accepted' }] } }] } },
    },
    {
      name: 'the event shows the answer',
      mark: 'C',
      given: invitePat,
      body: { event: '$samples.crm_events.upcoming', attendee: 'Pat@company.com', answer: 'declined' },
      expect: {
        status: 201,
        body: { rows: [{ table: 'crm_events', after: { responses: [{ attendee: PAT, answer: 'declined' }] } }] },
      },
    },
    {
      name: 'refuses somebody who was not invited',
      mark: 'C',
      body: { event: '$samples.crm_events.upcoming', attendee: 'stranger@elsewhere.example', answer: 'accepted' },
      expect: { status: 400, body: { error: { message: NOT_INVITED } } },
    },
    {
      name: 'refuses a cancelled event',
      mark: 'C',
      body: { event: '$samples.crm_events.cancelled', attendee: PAT, answer: 'accepted' },
      expect: { status: 400, body: { error: { message: CANCELLED } } },
    },
    {
      name: 'refuses an answer that is none',
      mark: 'C',
      body: { event: '$samples.crm_events.upcoming', attendee: PAT, answer: 'perhaps' },
      expect: {
        status: 400,
        body: {
          error: { details: [{ field: 'answer', message: 'Must be one of: accepted, declined, tentative.' }] },
        },
      },
    },
  ],
})

const isOff = ({ status }: EventRow): boolean => status === 'cancelled'

const whoOf = ({ attendees: [first = ''] }: EventRow, { attendee = first }: { attendee?: string | undefined }): string => attendee

function invitePat(world: World, sample: (name: string) => string): void {
  const event = world.table(crmEvents).get(sample('samples.crm_events.upcoming'))
  if (event) world.save(crmEvents, { ...event, attendees: [PAT], responses: [] })
}
