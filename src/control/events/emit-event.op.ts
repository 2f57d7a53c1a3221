import * as z from 'zod'
import { Instant } from '../../core/time/instant.ts'
import { defineOperation } from '../conventions/operation.ts'
import { refusing } from '../conventions/refusals.ts'

const Row = z.looseObject({ id: z.string() })

const ChangedRow = z.object({ table: z.string(), id: z.string(), before: Row.nullable(), after: Row.nullable() })

const EmittedBody = z.object({
  kind: z.literal('event'),
  type: z.string(),
  at: Instant,
  body: z.record(z.string(), z.unknown()).meta({ description: 'What was sent, without the type.' }),
  result: z.record(z.string(), z.unknown()).meta({ description: 'What the event tells, such as the ids of what it made.' }),
  changed: z.int().meta({ description: 'How many rows changed.' }),
  rows: z
    .array(ChangedRow)
    .meta({ description: 'The rows, as they are stored; null before one was made, and after it was deleted.' }),
})

export const emitEvent = defineOperation({
  id: 'emitEvent',
  route: 'POST /events',
  summary: 'Let the other side act',
  description:
    'The fields beside `type` are those of the event; `GET /__sim/events` lists them. It happens at the world’s time, all or nothing.',
  source: 'arsim',
  body: z.looseObject({ type: z.string() }),
  responses: { 201: EmittedBody },

  handle({ host, world, body: { type, ...fields }, reply }) {
    return reply(201, refusing(() => host.emit(world, type, fields)) as z.output<typeof EmittedBody>)
  },

  examples: [
    {
      name: 'a customer answers, and the call tells which rows that changed',
      mark: 'C',
      body: { type: 'customer.replied', customer: '$samples.customers.active', body: 'We will pay on Friday.' },
      expect: {
        status: 201,
        body: {
          kind: 'event',
          type: 'customer.replied',
          at: '2026-06-01T14:00:00Z',
          body: { customer: '$samples.customers.active', body: 'We will pay on Friday.' },
          changed: 1,
          rows: [{ table: 'threads', before: null, after: { body: 'We will pay on Friday.' } }],
        },
      },
    },
    {
      name: 'needs a type',
      mark: 'C',
      body: {},
      expect: { status: 400, body: { error: { details: [{ field: 'type' }] } } },
    },
    {
      name: 'an unknown type is refused with the nearest',
      mark: 'C',
      body: { type: 'customer.replyed', body: 'Hello' },
      expect: {
        status: 400,
        body: {
          error: {
            details: [{ field: 'type', message: 'There is no event "customer.replyed". Did you mean "customer.replied"?' }],
          },
        },
      },
    },
  ],
})
