/** What is sent reaches the accounts of this world that it is sent to. */
import type { World } from '../../core/world/handle.ts'
import { ownerOf } from '../connections/account.ts'
import { type ConnectionRow, crmConnections } from '../connections/connection.ts'
import { linksOf } from '../entities/entity.ts'
import { addressesOf, crmEmails, type EmailRow } from './email.ts'

/** Lets an e-mail wait for each account it is sent to, connected or not, until a sync brings it. */
export function deliver(world: World, email: EmailRow): void {
  const recipients = new Set([...email.to, ...email.cc, ...email.bcc])
  for (const address of recipients)
    for (const account of [...world.table(crmConnections).in('ofAddress', address).keys()]) deliverTo(world, account, email)
}

/** Of those who get a blind copy everybody sees only themselves. */
function deliverTo(world: World, account: ConnectionRow, { id: _, ...email }: EmailRow): void {
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
