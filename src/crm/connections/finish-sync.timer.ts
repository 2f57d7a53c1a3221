import type { World } from '../../core/world/handle.ts'
import { defineTimer } from '../../core/world/timer.ts'
import { crmEmails } from '../email/email.ts'
import { type ConnectionRow, crmConnections } from './connection.ts'

/** A sync ends: what waited at the provider shows up. */
export const finishSync = defineTimer({
  name: 'finishSync',
  of: crmConnections,
  at: (connection) => connection.syncEndsAt,
  run(world, connection) {
    const arrived = connection.syncType === 'calendar' ? 0 : receive(world, connection)
    const ended = { jobId: null, syncType: null, syncEndsAt: null, lastSyncAt: world.clock.now() }
    world.save(crmConnections, { ...connection, ...ended })
    return `idle, ${arrived} new e-mails`
  },
})

function receive(world: World, { id }: ConnectionRow): number {
  const waiting = [...world.table(crmEmails).in('waiting', id).keys()]
  for (const email of waiting) world.save(crmEmails, { ...email, isSynced: true })
  return waiting.length
}
