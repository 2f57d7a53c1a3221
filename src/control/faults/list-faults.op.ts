import * as z from 'zod'
import { Fault } from '../../core/world/faults/fault.ts'
import { defineOperation } from '../conventions/operation.ts'

export const listFaults = defineOperation({
  id: 'listFaults',
  route: 'GET /faults',
  summary: 'List the faults of this world',
  description: 'In the order in which they apply: the first that hits a call is the one.',
  source: 'arsim',
  responses: { 200: z.array(Fault) },
  handle: ({ world, reply }) => reply(200, world.faults.list()),
  examples: [
    { name: 'a world has no faults unless told', mark: 'C', expect: { status: 200, body: [] } },
    {
      name: 'lists the faults in the order in which they were added, with their hits',
      mark: 'C',
      given: ({ faults }) => {
        faults.add({ match: { api: 'ar' }, delayMs: 500 })
        faults.add({ answer: { status: 503 } })
      },
      expect: {
        status: 200,
        body: [
          { id: 'fault-1', match: { api: 'ar' }, delayMs: 500, seen: 0, hits: 0 },
          { id: 'fault-2', match: {}, answer: { status: 503 }, seen: 0, hits: 0 },
        ],
      },
    },
  ],
})
