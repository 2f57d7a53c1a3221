import * as z from 'zod'
import { isLonger } from '../../core/call/body.ts'
import { Refused } from '../../core/call/refusal.ts'
import { Content } from '../../core/values/http.ts'
import { FORMAT } from '../../core/world/files/world-file.ts'
import type { World } from '../../core/world/world.ts'
import { defineOperation } from '../conventions/operation.ts'
import { flag } from '../conventions/query.ts'
import { FILE_LIMIT, WorldFile } from './conventions.ts'

const TOO_LARGE = `The file would have more than ${FILE_LIMIT.toLocaleString('en-US')} bytes. In code, world.save() has no limit.`

export const getState = defineOperation({
  id: 'getState',
  route: 'GET /state',
  summary: 'Save this world as a file',
  description:
    'Its scenario, seed, clock and settings, and the rows that differ from those of the scenario; stored files as base64. `whole` for all rows, so that the file outlives a version of arsim that makes the scenario otherwise.',
  source: 'arsim',
  query: z.object({
    whole: flag(false, 'Whether all rows are in the file, so that it also loads where nobody knows its scenario.'),
  }),
  responses: { 200: WorldFile },
  refuses: { 'not-possible': TOO_LARGE },
  handle: ({ world, query, reply }) => reply(200, fileOf(world, query.whole)),
  examples: [
    {
      name: 'a world in which nothing happened yet differs in nothing',
      mark: 'C',
      expect: { status: 200, body: { format: FORMAT, changed: {} } },
    },
    {
      name: 'a file names what the world is made from, and what differs',
      mark: 'C',
      given: (world) => world.ids.count('letter'),
      expect: {
        status: 200,
        body: {
          format: FORMAT,
          scenario: 'default',
          seed: 1,
          settings: { oauth: 'ask' },
          clock: { mode: 'frozen', value: Date.UTC(2026, 5, 1, 14) },
          base: { day: '2026-06-01' },
          rows: { counters: [{ id: 'letter', last: 1 }] },
          changed: {},
          removed: {},
        },
      },
    },
    {
      name: 'a file of all rows needs no base',
      mark: 'C',
      query: { whole: 'true' },
      expect: { status: 200, body: { format: FORMAT, base: null, changed: {} } },
    },
    {
      name: 'whole is true or false',
      mark: 'C',
      query: { whole: 'yes' },
      expect: { status: 400, body: { error: { details: [{ field: 'whole' }] } } },
    },
  ],
})

/** As the text that it is measured by. */
function fileOf(world: World, whole: boolean): z.input<typeof WorldFile> {
  try {
    const text = JSON.stringify(world.save({ whole }))
    if (!isLonger(text, FILE_LIMIT)) return new Content('application/json', text) as object as z.input<typeof WorldFile>
  } catch (error) {
    // No text is that long.
    if (!(error instanceof RangeError)) throw error
  }
  throw new Refused({ kind: 'not-possible', why: TOO_LARGE })
}
