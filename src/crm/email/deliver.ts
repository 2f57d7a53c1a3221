/** What is sent reaches the accounts of this world that it is sent to. */
import type { World } from '../../core/world/handle.ts'
import { ownerOf } from '../connections/account.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { linksOf } from '../entities/entity.ts'
import { addressesOf, crmEmails, type EmailRow } from './email.ts'

/** Lets an e-mail wait for each account it is sent to, connected or not, until a sync brings it. */
export function deliver(world: World, { id: _, ...email }: EmailRow): void {
  for (const account of accountsOf(world, [...email.to, ...email.cc, ...email.bcc])) deliverTo(world, account, email)
}

/** The accounts of some addresses, connected or not, each once. */
export const accountsOf = (world: World, addresses: readonly string[]): ConnectionRow[] =>
  [...new Set(addresses)].flatMap((address) => world.table(crmConnections).list('ofAddress', address))

/** Lets an e-mail wait for one account. Of those who get a blind copy everybody sees only themselves. */
export function deliverTo(world: World, account: ConnectionRow, email: Omit<EmailRow, 'id'>): void {
  const copy = { ...email, bcc: email.bcc.filter((address) => address === account.email) }
  world.create(crmEmails, {
    ...copy,
    user: account.user,
    connectionId: account.id,
    isRead: false,
    isSent: false,
    isSynced: false,
    entities: linksOf(world, ownerOf(world, account)?.tenantSlug ?? '', addressesOf(copy)),
  })
}
