import * as z from 'zod'
import { Instant } from '../core/time/instant.ts'
import { ClockMode } from './clock-mode.ts'
import { defineOperation } from './conventions/operation.ts'
import { passed } from './fired.ts'

export const ClockBody = z.object({ now: Instant, mode: ClockMode, ...passed }).meta({ id: 'Clock' })

export const getClock = defineOperation({
  id: 'getClock',
  route: 'GET /clock',
  summary: 'Read the clock of this world',
  description: 'A running clock goes with that of the machine; a frozen one stands still until it is moved.',
  source: 'arsim',
  responses: { 200: ClockBody },
  handle: ({ world, reply }) => reply(200, { now: world.clock.now(), mode: world.clock.mode, fired: [], count: 0 }),
  examples: [
    {
      name: 'shows the time and the mode',
      mark: 'C',
      expect: { status: 200, body: { now: '2026-06-01T14:00:00Z', mode: 'frozen', fired: [] } },
    },
  ],
})
