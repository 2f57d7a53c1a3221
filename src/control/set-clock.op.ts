import * as z from 'zod'
import { ClockMode } from './clock-mode.ts'
import { defineOperation } from './conventions/operation.ts'
import { refusing } from './conventions/refusals.ts'
import { ClockBody } from './get-clock.op.ts'

const TOO_FAR = 'The clock moves at most 400 days at a time, now to 2027-07-06T14:00:00Z.'

export const setClock = defineOperation({
  id: 'setClock',
  route: 'PATCH /clock',
  summary: 'Move the clock, or change whether it runs',
  description:
    '`advance` by an ISO 8601 duration, or to `now`; everything due on the way happens, in order; the first 1,000 of it are told, and the count. It goes at most 400 days at a time. `mode` is changed first. The clock never goes back.',
  source: 'arsim',
  body: z
    .object({
      advance: z.string().optional(),
      now: z.iso.datetime({ offset: true }).optional(),
      mode: ClockMode.optional(),
    })
    .refine(({ advance, now, mode }) => (advance ?? now ?? mode) !== undefined, { error: 'Send advance, now or mode.' })
    .refine(({ advance, now }) => advance === undefined || now === undefined, { error: 'Send advance or now, not both.' }),
  responses: { 200: ClockBody },

  handle({ world, body, reply }) {
    const { clock } = world
    const passed = refusing(() => clock.change(body))
    return reply(200, { now: clock.now(), mode: clock.mode, fired: [...passed.fired], count: passed.count })
  },

  examples: [
    {
      name: 'advances by a duration and tells what happened',
      mark: 'C',
      body: { advance: 'P1DT2H' },
      expect: { status: 200, body: { now: '2026-06-02T16:00:00Z', mode: 'frozen' } },
    },
    {
      name: 'goes to a time',
      mark: 'C',
      body: { now: '2026-06-01T18:00:00+02:00' },
      expect: { status: 200, body: { now: '2026-06-01T16:00:00Z' } },
    },
    {
      name: 'never goes back',
      mark: 'C',
      body: { now: '2026-05-01T00:00:00Z' },
      expect: {
        status: 400,
        body: {
          error: { message: 'The clock never goes back: it is 2026-06-01T14:00:00Z now. To start over, reset the world.' },
        },
      },
    },
    {
      name: 'refuses what is no duration',
      mark: 'C',
      body: { advance: '3 days' },
      expect: { status: 400, body: { error: { message: '"3 days" is not an ISO 8601 duration such as "P3D" or "PT2H30M".' } } },
    },
    { name: 'refuses a body that asks for nothing', mark: 'C', body: {}, expect: { status: 400 } },
    { name: 'stops at the end of the year 9999', mark: 'C', body: { advance: 'P9000Y' }, expect: { status: 400 } },
    {
      name: 'goes 400 days at a time',
      mark: 'C',
      body: { advance: 'P401D' },
      expect: { status: 400, body: { error: { message: TOO_FAR } } },
    },
    {
      name: 'says how far it goes',
      mark: 'C',
      body: { now: '2028-01-01T00:00:00Z' },
      expect: { status: 400, body: { error: { message: TOO_FAR } } },
    },
  ],
})
