/** The accounting systems, and the mailboxes of which no webhooks tell, bring in what is new every night. */
import { instantIn } from '../../core/time/time-zone.ts'
import type { World } from '../../core/world/handle.ts'
import { zoneOf } from '../companies/company.ts'
import { type ConnectionRow, connections, isMailbox, isUsable } from '../integrations/connection.ts'
import { endSync } from '../integrations/end-sync.ts'
import { isSyncing } from '../integrations/sync.ts'
import { type Plan, plan } from './plan.ts'

const AT_NIGHT = '02:00'

/** At the next two o'clock where the company is. */
export function planSync(world: World, connection: ConnectionRow, n = 0): void {
  const { id, company, product } = connection
  if (product !== 'accounting' && !(isMailbox(connection) && !connection.webhook_sync_enabled)) return
  const zone = zoneOf(world, company)
  const today = world.clock.today(zone)
  const tonight = instantIn(zone, today, AT_NIGHT)
  const at = Date.parse(tonight) > world.clock.ms ? tonight : instantIn(zone, today, AT_NIGHT, 1)
  plan(world, { company, intent: 'sync', about: id, at, n })
}

export function sync(world: World, { about, n }: Plan): string {
  const connection = world.table(connections).get(about)
  if (!connection) return 'the connection is gone'
  planSync(world, connection, n + 1)
  if (!isUsable(connection)) return 'the connection does not work'
  if (isSyncing(connection)) return 'a sync is running'
  return endSync(world, connection, 'pass')
}
