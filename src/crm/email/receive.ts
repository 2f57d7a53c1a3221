/** What waits at the provider, and how a sync brings it. */
import type { World } from '../../core/world/handle.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { crmEmails } from './email.ts'

/** Brings what was sent until now, in order of time: that is when it is made here. */
export function receiveEmails(world: World, { id }: ConnectionRow): number {
  const createdAt = world.clock.now()
  const waiting = world.table(crmEmails).list('waiting', id)
  const sent = waiting.filter(({ receivedAt }) => world.clock.isPast(receivedAt))
  for (const email of sent) world.save(crmEmails, { ...email, isSynced: true, createdAt })
  return sent.length
}
