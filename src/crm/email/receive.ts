/** What waits at the provider, and how a sync brings it. */
import type { World } from '../../core/world/handle.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { crmEmails } from './email.ts'

/** Brings what was sent until now, in order of time. Each is as old as it is in the mailbox, however late it is brought. */
export function receiveEmails(world: World, { id }: ConnectionRow): number {
  const waiting = world.table(crmEmails).list('waiting', id)
  const sent = waiting.filter(({ receivedAt }) => world.clock.isPast(receivedAt))
  for (const email of sent) world.save(crmEmails, { ...email, isSynced: true, createdAt: email.receivedAt })
  return sent.length
}
