import * as z from 'zod'
import { Refused } from '../../core/call/refusal.ts'
import { Instant } from '../../core/time/instant.ts'
import type { World } from '../../core/world/world.ts'
import { defineOperation } from '../conventions/operation.ts'

export const restoreSnapshot = defineOperation({
  id: 'restoreSnapshot',
  route: 'POST /snapshots/{name}/restore',
  summary: 'Take this world back to a snapshot, its clock too',
  description: 'Rows, faults and the clock are as they were then. The snapshot stays.',
  source: 'arsim',
  responses: { 200: z.object({ world: z.string(), now: Instant }) },
  refuses: { missing: 'There is no snapshot of this name.' },

  handle({ world, path: { name }, reply }) {
    if (!world.snapshots.has(name)) throw new Refused({ kind: 'missing', why: world.snapshots.unknown(name) })
    world.snapshots.restore(name)
    return reply(200, { world: world.id, now: world.clock.now() })
  },

  examples: [
    {
      name: 'takes the world back',
      mark: 'C',
      path: { name: 'before' },
      given: (world) => (world as World).snapshots.take('before'),
      expect: { status: 200, body: { world: 'default', now: '2026-06-01T14:00:00Z' } },
    },
    {
      name: 'a snapshot that does not exist is not found, and the nearest one is named',
      mark: 'C',
      path: { name: 'befor' },
      given: (world) => (world as World).snapshots.take('before'),
      expect: { status: 404, body: { error: { message: 'There is no snapshot "befor". Did you mean "before"?' } } },
    },
  ],
})
