import * as z from 'zod'
import { defineOperation } from './conventions.ts'

const Due = z
  .object({ at: z.string(), event: z.string(), table: z.string().nullable(), subject: z.string(), failed: z.string().nullable() })
  .meta({ id: 'DueEvent' })

export const getTimeline = defineOperation({
  id: 'getTimeline',
  route: 'GET /timeline',
  summary: 'What will happen by itself, in order',
  description: 'First what could not happen at its time, with why; it is not tried again.',
  source: 'arsim',
  responses: { 200: z.array(Due) },
  handle: ({ world, reply }) =>
    reply(
      200,
      [...world.clock.failed(), ...world.clock.pending()].map(({ at, event, subject, failed }) => ({
        at,
        event,
        table: world.tableOf(event)?.name ?? null,
        subject,
        failed,
      })),
    ),
  examples: [
    {
      name: 'lists what is due, with the row it happens to',
      mark: 'C',
      expect: { status: 200 },
    },
  ],
})
