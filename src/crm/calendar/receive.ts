/** What waits at the provider, and how a sync brings it. */
import type { World } from '../../core/world/handle.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { crmEvents } from './event.ts'

/** Brings the events that have come; they are made here when they do. */
export function receiveEvents(world: World, { id }: ConnectionRow): number {
  const createdAt = world.clock.now()
  const waiting = [...world.table(crmEvents).in('waiting', id).keys()]
  for (const event of waiting) world.save(crmEvents, { ...event, isSynced: true, createdAt })
  return waiting.length
}
