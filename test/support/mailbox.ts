/** A mailbox and a calendar with nothing in them, those of a colleague, and those of a stranger. */
import { without } from '../../src/core/world/without.ts'
import { crmSessions } from '../../src/crm/auth/session.ts'
import { crmUsers, type UserRow } from '../../src/crm/auth/user.ts'
import { crmEvents, type EventRow } from '../../src/crm/calendar/event.ts'
import { type ConnectionRow, crmConnections } from '../../src/crm/connections/connection.ts'
import { crmEmails, type EmailRow } from '../../src/crm/email/email.ts'
import { crmEntities } from '../../src/crm/entities/entity.ts'
import { type Columns, collections } from '../../src/data/index.ts'
import { type CrmClient, crmClient } from './crm.ts'

const emptied = without(crmEmails, crmEvents, crmConnections, crmEntities, crmSessions, crmUsers)

interface Person {
  readonly user: UserRow
  readonly connection: ConnectionRow
}

export interface Mailbox extends CrmClient {
  readonly db: ReturnType<typeof collections>
  readonly me: Person
  readonly colleague: Person
  readonly stranger: Person
  /** Puts an e-mail into the first one's mailbox unless told. */
  readonly email: (fields?: Columns<EmailRow>) => EmailRow
  /** Puts an event into the first one's calendar unless told. */
  readonly event: (fields?: Columns<EventRow>) => EventRow
  /** Works in the tenant of the first two; its address is `pat@acme.example`. */
  readonly contactId: number
}

export function mailbox(): Mailbox {
  const base = crmClient()
  const { world } = base
  world.transactions.seed(() => emptied(world))
  const db = collections(world)
  const person = (name: string, tenantSlug: string): Person => {
    const user = db.crm_users.create({ email: `${name}@${tenantSlug}.example`, tenantSlug })
    db.crm_sessions.create({ user: user.id })
    return { user, connection: db.crm_connections.create({ user: user.id }) }
  }
  const [me, colleague, stranger] = [person('me', 'acme'), person('colleague', 'acme'), person('stranger', 'other')]
  const contact = db.crm_entities.create({ tenantSlug: 'acme', type: 'contact', addresses: ['pat@acme.example'] })
  return {
    ...base,
    db,
    me,
    colleague,
    stranger,
    email: (fields = {}) => db.crm_emails.create({ connectionId: me.connection.id, ...fields }),
    event: (fields = {}) => db.crm_events.create({ connectionId: me.connection.id, ...fields }),
    contactId: Number(contact.id),
  }
}
