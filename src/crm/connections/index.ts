import type { Resource } from '../../core/api.ts'
import { getConnectionStatus } from './get-connection-status.op.ts'
import { listConnections } from './list-connections.op.ts'
import { refreshConnection } from './refresh-connection.op.ts'
import { syncConnection } from './sync-connection.op.ts'

export const connectionsResource: Resource = {
  name: 'connections',
  description: 'Connected accounts, their tokens and syncs.',
  operations: [listConnections, getConnectionStatus, syncConnection, refreshConnection],
}
