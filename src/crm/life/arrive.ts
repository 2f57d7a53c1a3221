/** An e-mail from outside reaches an account, where it waits for a sync. */
import type { World } from '../../core/world/handle.ts'
import { seededUuid } from '../../core/world/random.ts'
import { nameOf } from '../connections/account.ts'
import type { ConnectionRow } from '../connections/connection.ts'
import { deliverTo } from '../email/deliver.ts'
import type { EmailRow } from '../email/email.ts'

/** The thread that the n-th of something begins, whatever else has begun in the world. */
export const newThread = (world: World, account: ConnectionRow, what: string, n: number): string =>
  seededUuid(world.ids.source.seed, `crm_thread/${nameOf(account)}/${what}`, n)

type Letter = Pick<EmailRow, 'threadId' | 'from' | 'cc' | 'subject' | 'body'> & Partial<EmailRow>

export const arrive = (world: World, account: ConnectionRow, given: Letter): void =>
  deliverTo(world, account, letterTo(world, account, given))

/** An e-mail from outside as it is now. */
export function letterTo(world: World, account: ConnectionRow, given: Letter): Omit<EmailRow, 'id'> {
  const now = world.clock.now()
  return {
    user: account.user,
    connectionId: account.id,
    to: [account.email],
    bcc: [],
    isRead: false,
    isStarred: false,
    isArchived: false,
    isSent: false,
    isSynced: false,
    receivedAt: now,
    createdAt: now,
    entities: [],
    ...given,
  }
}
