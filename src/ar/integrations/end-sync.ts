/** How a sync ends, and what it brings. */
import type { World } from '../../core/world/handle.ts'
import { receiveWaiting } from '../communications/hear.ts'
import { takeFailure } from '../failures/failure.ts'
import { receivePayments } from '../payments/incoming-payment.ts'
import { type ConnectionRow, connections } from './connection.ts'
import { syncLifecycle } from './sync.lifecycle.ts'

/** Brings what is new, or fails where a failure is armed; tells what came of it. */
export function endSync(world: World, connection: ConnectionRow, event: 'finish' | 'pass'): string {
  const failure = takeFailure(world, 'sync', connection.id)
  const ended = syncLifecycle.apply(event, connection, failure === undefined ? 'idle' : 'error')
  const done = { ...ended, task_id: null, sync_changes_at: null }
  if (failure !== undefined) {
    world.save(connections, done)
    return `error: ${failure}`
  }
  world.save(connections, { ...done, last_synced_at: world.clock.now() })
  if (connection.product === 'accounting') return `idle, ${receivePayments(world, connection.company)} new payments`
  return `idle, ${receiveWaiting(world, connection.id)} new messages`
}
