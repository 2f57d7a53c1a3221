import { defineTimer } from '../../core/world/timer.ts'
import { type ConnectionRow, connections, SYNC_SECONDS } from './connection.ts'
import { endSync } from './end-sync.ts'
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
    return endSync(world, connection, 'finish')
  },
})
