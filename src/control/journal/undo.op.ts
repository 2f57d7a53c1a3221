import * as z from 'zod'
import { Instant } from '../../core/time/instant.ts'
import { defineOperation } from '../conventions/operation.ts'
import { refusing } from '../conventions/refusals.ts'
import { Entry } from './entry.ts'

export const undo = defineOperation({
  id: 'undo',
  route: 'POST /undo',
  summary: 'Take this world back to before an entry of its journal',
  description: 'The newest that changed something, unless told. Its clock goes back too; a running one runs on from there.',
  source: 'arsim',
  body: z.object({ to: z.int().min(1).optional().meta({ description: 'The number of the first entry that is undone.' }) }),
  responses: {
    200: z.object({ world: z.string(), now: Instant, undone: z.array(Entry).meta({ description: 'The newest last.' }) }),
  },

  handle({ world, body, reply }) {
    const undone = refusing(() => world.undo(body)) as z.input<typeof Entry>[]
    return reply(200, { world: world.id, now: world.clock.now(), undone })
  },

  examples: [
    {
      name: 'where nothing has changed there is nothing to undo',
      mark: 'C',
      body: {},
      expect: { status: 200, body: { world: 'default', now: '2026-06-01T14:00:00Z', undone: [] } },
    },
    {
      name: 'an entry that is not in the list is refused',
      mark: 'C',
      body: { to: 1_000_000 },
      expect: { status: 400, body: { error: { details: [{ field: 'to', message: 'There is no entry 1000000.' }] } } },
    },
  ],
})
