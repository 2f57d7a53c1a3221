import * as z from 'zod'
import { defineOperation } from './conventions.ts'

const Due = z.object({ at: z.string(), event: z.string(), subject: z.string() }).meta({ id: 'DueEvent' })

export const getTimeline = defineOperation({
  id: 'getTimeline',
  route: 'GET /timeline',
  summary: 'What will happen by itself, in order',
  source: 'arsim',
  responses: { 200: z.array(Due) },
  handle: ({ world, reply }) =>
    reply(
      200,
      [...world.clock.pending()].map(({ at, event, subject }) => ({ at, event, subject })),
    ),
  examples: [
    {
      name: 'lists what is due, with the row it happens to',
      mark: 'C',
      expect: { status: 200 },
    },
  ],
})
