import * as z from 'zod'
import { Instant } from '../../core/time/instant.ts'
import { FORMAT } from '../../core/world/files/world-file.ts'
import { defineOperation } from '../conventions/operation.ts'
import { refusing } from '../conventions/refusals.ts'
import { FILE_LIMIT } from './conventions.ts'

/** Files without rows: of a world in which there is nothing. */
const empty = {
  format: FORMAT,
  arsim: '0.4.0',
  scenario: 'default',
  seed: 1,
  settings: {},
  clock: { mode: 'frozen', value: Date.UTC(2026, 8, 1) },
  base: null,
  rows: {},
  changed: {},
  removed: {},
  arrived: {},
}
const headers = { 'x-sim-world': 'loaded' }

export const setState = defineOperation({
  id: 'setState',
  route: 'PUT /state',
  summary: 'Load a file into this world',
  description:
    'The world becomes that of the file, its clock, seed and settings too, and a reset goes back to it. All or nothing: what does not hold is listed, and nothing changes.',
  source: 'arsim',
  bodyLimit: FILE_LIMIT,
  body: z.looseObject({}).meta({ allOf: [{ $ref: '#/components/schemas/WorldFile' }] }),
  needsBody: true,
  responses: { 200: z.object({ world: z.string(), now: Instant }) },
  refuses: { 'bad-request': 'It is no file of a world, or one whose scenario this version makes otherwise.' },

  handle({ world, body, reply }) {
    refusing(() => world.load(body))
    return reply(200, { world: world.id, now: world.clock.now() })
  },

  examples: [
    {
      name: 'the world becomes that of the file',
      mark: 'C',
      headers,
      body: empty,
      expect: { status: 200, body: { world: 'loaded', now: '2026-09-01T00:00:00Z' } },
    },
    {
      name: 'what is no file of a world is refused',
      mark: 'C',
      headers,
      body: { rows: {} },
      expect: {
        status: 400,
        body: {
          error: {
            message: `The file holds no world: its format is not named, and this version of arsim reads "${FORMAT}".`,
          },
        },
      },
    },
    {
      name: 'all that does not hold is listed, with the nearest name',
      mark: 'C',
      headers,
      body: { ...empty, rows: { companys: [], counters: [{ id: 'letter', last: 'many' }] } },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'rows.companys', message: 'There is no table "companys". Did you mean "companies"?' },
              { field: 'rows.counters.0.last' },
            ],
          },
        },
      },
    },
    {
      name: 'a file about rows that this version makes otherwise is refused with the reason',
      mark: 'C',
      headers,
      body: { ...empty, base: { day: '2026-06-01', hash: '0' } },
      expect: { status: 400 },
    },
  ],
})
