import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'

export const clearFaults = defineOperation({
  id: 'clearFaults',
  route: 'DELETE /faults',
  summary: 'Remove all faults of this world',
  description: 'Calls go as ever from now on.',
  source: 'arsim',
  responses: { 204: z.undefined() },

  handle({ world, reply }) {
    world.faults.clear()
    return reply(204, undefined)
  },

  examples: [
    {
      name: 'removes all faults',
      mark: 'C',
      given: ({ faults }) => faults.add({ answer: { status: 503 } }),
      expect: { status: 204 },
    },
    { name: 'a world without faults has none to remove', mark: 'C', expect: { status: 204 } },
  ],
})
