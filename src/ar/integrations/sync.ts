import type { ConnectionRow } from './connection.ts'
import { syncLifecycle } from './sync.lifecycle.ts'

export const isSyncing = ({ sync_status }: ConnectionRow): boolean => sync_status === 'triggered' || sync_status === 'syncing'

/** The connection with no sync running, and none failed. */
export function withoutSync(connection: ConnectionRow): ConnectionRow {
  return { ...(syncLifecycle.move('end', connection) ?? connection), task_id: null, sync_changes_at: null }
}
