/** What waits at the provider, and how a sync brings it. */
import type { World } from '../../core/world/handle.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { receiveAnswers } from './answers.ts'
import { receiveCopies } from './copies.ts'
import { crmEvents } from './event.ts'

/** Brings the events that have come, which are made here when they do, and what was answered. */
export function receiveEvents(world: World, connection: ConnectionRow): number {
  receiveCopies(world, connection)
  const createdAt = world.clock.now()
  const waiting = world.table(crmEvents).list('waiting', connection.id)
  for (const event of waiting) world.save(crmEvents, { ...event, isSynced: true, createdAt })
  receiveAnswers(world, connection)
  return waiting.length
}
