/** Syncs of a connection: one at a time, and they take a while. */
import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { type ConnectionRow, crmConnections, syncTypes } from './connection.ts'

const DURATION = 'PT10S'

export type SyncType = (typeof syncTypes)[number]

export const SyncAnswer = z
  .object({ jobId: z.string(), type: z.enum(syncTypes), status: z.enum(['started', 'already_running']) })
  .meta({ id: 'SyncJob' })

/** Starts a sync; one that runs already goes on. */
export function startSync(
  world: World,
  connection: ConnectionRow,
  type: SyncType,
): { readonly status: 202 | 200; readonly data: z.output<typeof SyncAnswer> } {
  const { jobId, syncType } = connection
  if (jobId !== null) return { status: 200, data: { jobId, type: syncType ?? type, status: 'already_running' } }
  const job = world.ids.uuid('crm_sync_job')
  world.save(crmConnections, { ...connection, jobId: job, syncType: type, syncEndsAt: world.clock.in(DURATION) })
  return { status: 202, data: { jobId: job, type, status: 'started' } }
}

export const EXPIRED = 'The token of the connection has expired. Refresh it, or connect again.'

/** The connection with no sync running. */
export const withoutSync = (connection: ConnectionRow): ConnectionRow => ({
  ...connection,
  jobId: null,
  syncType: null,
  syncEndsAt: null,
})
