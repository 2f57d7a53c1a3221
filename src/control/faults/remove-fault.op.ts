import * as z from 'zod'
import { Refused } from '../../core/call/refusal.ts'
import { noSuch } from '../../core/values/nearest-name.ts'
import { defineOperation } from '../conventions/operation.ts'

export const removeFault = defineOperation({
  id: 'removeFault',
  route: 'DELETE /faults/{fault_id}',
  summary: 'Remove a fault',
  description: 'The calls that it hit go as ever from now on.',
  source: 'arsim',
  responses: { 204: z.undefined() },
  refuses: { 'not-found': 'No such fault.' },

  handle({ world: { faults }, path: { fault_id }, reply }) {
    if (faults.remove(fault_id)) return reply(204, undefined)
    const ids = faults.list().map(({ id }) => id)
    throw new Refused({ kind: 'not-found', hint: noSuch('fault', fault_id, ids) })
  },

  examples: [
    {
      name: 'removes a fault',
      mark: 'C',
      path: { fault_id: 'fault-1' },
      given: ({ faults }) => faults.add({ answer: { status: 503 } }),
      expect: { status: 204 },
    },
    {
      name: 'a fault that does not exist is not found',
      mark: 'C',
      path: { fault_id: 'fault-1' },
      expect: { status: 404, body: { error: { message: 'There is no fault "fault-1".' } } },
    },
    {
      name: 'a fault that does not exist is not found, and the nearest is named',
      mark: 'C',
      path: { fault_id: 'fault1' },
      given: ({ faults }) => faults.add({ answer: { status: 503 } }),
      expect: { status: 404, body: { error: { message: 'There is no fault "fault1". Did you mean "fault-1"?' } } },
    },
  ],
})
