import * as z from 'zod'
import { Instant } from '../core/time/instant.ts'
import { defineOperation } from './conventions/operation.ts'

export const resetWorld = defineOperation({
  id: 'resetWorld',
  route: 'POST /reset',
  summary: 'Take this world back to its base, its clock too',
  description: 'All that happened since its start is gone, and so are its faults and its journal; snapshots stay.',
  source: 'arsim',
  responses: { 200: z.object({ world: z.string(), now: Instant }) },

  handle({ world, reply }) {
    world.reset()
    return reply(200, { world: world.id, now: world.clock.now() })
  },

  examples: [
    {
      name: 'a reset answers with the world and its time',
      mark: 'C',
      expect: { status: 200, body: { world: 'default', now: '2026-06-01T14:00:00Z' } },
    },
    {
      name: 'a body has to be application/json',
      mark: 'C',
      headers: { 'content-type': 'text/plain' },
      rawBody: '{}',
      expect: { status: 415, body: { error: { message: 'Send the header Content-Type: application/json.' } } },
    },
    {
      name: 'pages of other sites may not steer the simulator',
      mark: 'C',
      headers: { origin: 'https://evil.example' },
      expect: { status: 403 },
    },
  ],
})
