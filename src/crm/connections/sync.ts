/** Syncs of a connection: one of each kind at a time, and they take a while. */
import * as z from 'zod'
import type { Example, Mark } from '../../core/call/operation.ts'
import type { World } from '../../core/world/handle.ts'
import { type ConnectionRow, type Contents, contents, crmConnections, renewed, type Sync, syncTypes } from './connection.ts'

export const SYNC_SECONDS = 10

type SyncType = (typeof syncTypes)[number]

export const SyncAnswer = z
  .object({ jobId: z.string(), type: z.enum(syncTypes), status: z.enum(['started', 'already_running']) })
  .meta({ id: 'SyncJob' })

/** Starts a sync; one of the same kind, or of all, that runs already goes on. */
export function startSync(
  world: World,
  connection: ConnectionRow,
  type: SyncType,
): { readonly status: 202 | 200; readonly data: z.output<typeof SyncAnswer> } {
  const running = connection.syncs.find((sync) => sync.type === type || sync.type === 'all')
  if (running) return { status: 200, data: { jobId: running.jobId, type: running.type, status: 'already_running' } }
  const sync = { jobId: world.ids.uuid('crm_sync_job'), type, endsAt: world.clock.in(`PT${SYNC_SECONDS}S`) }
  world.save(crmConnections, { ...renewed(world, connection), syncs: [...connection.syncs, sync] })
  return { status: 202, data: { jobId: sync.jobId, type, status: 'started' } }
}

/** The examples of a call that starts a sync of one kind. */
export const syncExamples = (type: SyncType, mark: Mark): Example[] => [
  {
    name: 'starts a sync',
    mark,
    expect: { status: 202, body: { success: true, data: { type, status: 'started' } } },
  },
  {
    name: 'starts no second sync while one runs',
    mark: 'C',
    given: (world, sample) => {
      const connection = world.table(crmConnections).get(sample('samples.crm_connections.active'))
      if (connection) startSync(world, connection, type)
    },
    expect: { status: 200, body: { data: { type, status: 'already_running' } } },
  },
]

/** What some syncs bring. */
export const contentsOf = (syncs: readonly Sync[]): readonly Contents[] =>
  contents.filter((each) => syncs.some(({ type }) => type === each || type === 'all'))

/** The connection with no sync running. */
export const withoutSync = (connection: ConnectionRow): ConnectionRow => ({ ...connection, syncs: [] })
