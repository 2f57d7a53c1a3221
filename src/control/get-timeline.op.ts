import * as z from 'zod'
import { Instant } from '../core/time/instant.ts'
import { firstOf } from '../core/values/first-of.ts'
import { defineOperation } from './conventions/operation.ts'
import { limit } from './conventions/query.ts'

const Due = z
  .object({
    at: Instant,
    event: z.string(),
    table: z.string().nullable(),
    subject: z.string(),
    summary: z.string(),
    failed: z.string().nullable(),
  })
  .meta({ id: 'DueEvent' })

export const getTimeline = defineOperation({
  id: 'getTimeline',
  route: 'GET /timeline',
  summary: 'What will happen by itself, in order',
  description: 'First what could not happen at its time, with why; it is not tried again.',
  source: 'arsim',
  query: z.object({
    limit: limit('At most so many of those that are still to happen: the next.'),
  }),
  responses: { 200: z.array(Due) },
  handle: ({ world, query: { limit }, reply }) =>
    reply(
      200,
      [...world.clock.failed(), ...firstOf(world.clock.pending(), limit)].map((entry) => ({
        at: entry.at,
        event: entry.event,
        table: world.tableOf(entry.event)?.name ?? null,
        subject: entry.subject,
        summary: world.summaryOf(entry),
        failed: entry.failed,
      })),
    ),
  examples: [
    {
      name: 'only what is next',
      mark: 'C',
      query: { limit: '1' },
      expect: { status: 200 },
    },
    {
      name: 'lists what is due, with the row it happens to',
      mark: 'C',
      expect: { status: 200 },
    },
  ],
})
