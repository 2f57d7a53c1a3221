import * as z from 'zod'
import { VERSION } from '../version.ts'
import { defineOperation } from './conventions/operation.ts'

export const getHealth = defineOperation({
  id: 'getHealth',
  route: 'GET /health',
  summary: 'Whether the simulator answers',
  description: 'For whoever waits until the simulator has started; no token is needed.',
  source: 'arsim',
  isPublic: true,
  responses: { 200: z.object({ status: z.literal('ok'), version: z.string(), worlds: z.int() }) },
  handle: ({ host, reply }) => reply(200, { status: 'ok', version: VERSION, worlds: host.worlds.length }),
  examples: [
    {
      name: 'tells the version and how many worlds there are',
      mark: 'C',
      expect: { status: 200, body: { status: 'ok', worlds: 1 } },
    },
  ],
})
