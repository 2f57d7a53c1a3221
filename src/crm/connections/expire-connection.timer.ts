import { defineTimer } from '../../core/world/timer.ts'
import { connectionLifecycle } from './connection.lifecycle.ts'
import { crmConnections, isActive } from './connection.ts'

/** The token of a provider is good for an hour. */
export const expireConnection = defineTimer({
  name: 'expireConnection',
  of: crmConnections,
  at: (connection) => (isActive(connection) ? connection.tokenExpiresAt : null),
  run(world, connection) {
    world.save(crmConnections, connectionLifecycle.apply('expire', connection))
    return 'expired'
  },
})
