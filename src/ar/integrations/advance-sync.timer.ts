import { defineTimer } from '../../core/world/timer.ts'
import { receiveWaiting } from '../communications/hear.ts'
import { takeFailure } from '../failures/failure.ts'
import { receivePayments } from '../payments/incoming-payment.ts'
import { type ConnectionRow, connections, SYNC_SECONDS } from './connection.ts'
import { syncLifecycle } from './sync.lifecycle.ts'
import { isSyncing } from './sync.ts'

const duration = ({ product }: ConnectionRow) => `PT${SYNC_SECONDS[product === 'accounting' ? product : 'mailbox']}S`

/** A sync goes from `triggered` to `syncing` and then to `idle`, or to `error` where a failure is armed. */
export const advanceSync = defineTimer({
  name: 'advanceSync',
  of: connections,
  at: (connection) => (isSyncing(connection) ? connection.sync_changes_at : null),
  summary: (_, { integration }) => `the sync of ${integration} goes on`,
  run(world, connection) {
    if (syncLifecycle.can('start', connection)) {
      const started = syncLifecycle.apply('start', connection)
      world.save(connections, { ...started, sync_changes_at: world.clock.in(duration(connection)) })
      return 'syncing'
    }
    const failure = takeFailure(world, 'sync', connection.id)
    const ended = syncLifecycle.apply('finish', connection, failure === undefined ? 'idle' : 'error')
    const done = { ...ended, task_id: null, sync_changes_at: null }
    if (failure !== undefined) {
      world.save(connections, done)
      return `error: ${failure}`
    }
    world.save(connections, { ...done, last_synced_at: world.clock.now() })
    if (connection.product === 'accounting') return `idle, ${receivePayments(world, connection.company)} new payments`
    return `idle, ${receiveWaiting(world, connection.id)} new messages`
  },
})
