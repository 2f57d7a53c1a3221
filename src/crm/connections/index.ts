import { defineResource } from '../../core/call/resource.ts'
import { crmConnectionRows } from './connection.ts'
import { connectionExpired } from './connection-expired.event.ts'
import { connectionRevoked } from './connection-revoked.event.ts'
import { connectionsWords } from './connections.words.ts'
import { finishSync } from './finish-sync.timer.ts'
import { getConnectionStatus } from './get-connection-status.op.ts'
import { listConnections } from './list-connections.op.ts'
import { refreshConnection } from './refresh-connection.op.ts'
import { syncConnection } from './sync-connection.op.ts'
import { syncWillFail } from './sync-will-fail.event.ts'

export const connectionsResource = defineResource({
  name: 'connections',
  description: 'Connected accounts, their tokens and syncs.',
  words: connectionsWords,
  tables: [crmConnectionRows],
  operations: [listConnections, getConnectionStatus, syncConnection, refreshConnection],
  timers: [finishSync],
  events: [connectionExpired, connectionRevoked, syncWillFail],
})
