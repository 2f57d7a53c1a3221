import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'

export const SnapshotBody = z.object({ name: z.string() }).meta({ id: 'Snapshot' })

export const listSnapshots = defineOperation({
  id: 'listSnapshots',
  route: 'GET /snapshots',
  summary: 'List the snapshots of this world',
  description: 'By their names, the one that was taken first comes first.',
  source: 'arsim',
  responses: { 200: z.array(SnapshotBody) },
  handle: ({ world, reply }) =>
    reply(
      200,
      world.snapshots.list().map((name) => ({ name })),
    ),
  examples: [{ name: 'lists the snapshots, the one taken first comes first', mark: 'C', expect: { status: 200 } }],
})
