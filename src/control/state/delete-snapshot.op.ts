import * as z from 'zod'
import { Refused } from '../../core/call/refusal.ts'
import type { World } from '../../core/world/world.ts'
import { defineOperation } from '../conventions/operation.ts'

export const deleteSnapshot = defineOperation({
  id: 'deleteSnapshot',
  route: 'DELETE /snapshots/{name}',
  summary: 'Forget a snapshot',
  description: 'The world itself stays as it is.',
  source: 'arsim',
  responses: { 204: z.undefined() },
  refuses: { missing: 'There is no snapshot of this name.' },

  handle({ world, path: { name }, reply }) {
    if (!world.snapshots.remove(name)) throw new Refused({ kind: 'missing', why: world.snapshots.unknown(name) })
    return reply(204, undefined)
  },

  examples: [
    {
      name: 'forgets a snapshot',
      mark: 'C',
      path: { name: 'before' },
      given: (world) => (world as World).snapshots.take('before'),
      expect: { status: 204 },
    },
    { name: 'a snapshot that does not exist is not found', mark: 'C', path: { name: 'nothing' }, expect: { status: 404 } },
  ],
})
