import * as z from 'zod'
import { LONGEST_SNAPSHOT_NAME, SNAPSHOT_NAME } from '../../core/world/snapshots.ts'
import { defineOperation } from '../conventions/operation.ts'
import { refusing } from '../conventions/refusals.ts'
import { SnapshotBody } from './list-snapshots.op.ts'

export const takeSnapshot = defineOperation({
  id: 'takeSnapshot',
  route: 'POST /snapshots',
  summary: 'Keep the present of this world under a name',
  description: 'In memory, as long as the world is there; it takes microseconds. One of that name is replaced.',
  source: 'arsim',
  body: z.object({ name: z.string().meta({ maxLength: LONGEST_SNAPSHOT_NAME, pattern: SNAPSHOT_NAME.source }) }),
  responses: { 201: SnapshotBody },
  refuses: { 'bad-request': 'The name is none, or there are too many.' },

  handle({ world, body: { name }, reply }) {
    refusing(() => world.snapshots.take(name))
    return reply(201, { name })
  },

  examples: [
    {
      name: 'keeps the present under a name',
      mark: 'C',
      body: { name: 'checkout' },
      expect: { status: 201, body: { name: 'checkout' } },
    },
    {
      name: 'a name with other characters is refused',
      mark: 'C',
      body: { name: 'a/b' },
      expect: {
        status: 400,
        body: { error: { message: 'The name of a snapshot is 1 to 64 of A-Z a-z 0-9 _ . - and spaces, and not of dots alone.' } },
      },
    },
    {
      name: 'a snapshot needs a name',
      mark: 'C',
      body: {},
      expect: { status: 400, body: { error: { details: [{ field: 'name' }] } } },
    },
  ],
})
