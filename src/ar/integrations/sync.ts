import type { World } from '../../core/world/handle.ts'
import { type ConnectionRow, connections, syncStart } from './connection.ts'
import { syncLifecycle } from './sync.lifecycle.ts'

export const isSyncing = ({ sync_status }: ConnectionRow): boolean => sync_status === 'triggered' || sync_status === 'syncing'

/** Starts a sync of a connection where none is running; returns the id of the task. */
export function startSync(world: World, connection: ConnectionRow): string {
  const task_id = world.ids.uuid('sync_task')
  const triggered = syncLifecycle.apply('trigger', connection)
  world.save(connections, { ...triggered, task_id, sync_changes_at: syncStart(world) })
  return task_id
}

/** The connection with no sync running, and none failed. */
export function withoutSync(connection: ConnectionRow): ConnectionRow {
  const ended = syncLifecycle.can('end', connection) ? syncLifecycle.apply('end', connection) : connection
  return { ...ended, task_id: null, sync_changes_at: null }
}

/** The connection with no sync running; one that ran has failed. */
export function withBrokenSync(connection: ConnectionRow): ConnectionRow {
  const broken = syncLifecycle.can('break', connection) ? syncLifecycle.apply('break', connection) : connection
  return { ...broken, task_id: null, sync_changes_at: null }
}
