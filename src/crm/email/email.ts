import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import { beginningOf } from '../../core/values/beginning.ts'
import { textOf } from '../../core/values/quotes.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { crmUsers } from '../auth/user.ts'
import { crmConnections, oldestConnection } from '../connections/connection.ts'
import { EmailAddress, Id, Instant, Line, RowId } from '../conventions/values.ts'
import { EntityRef, linkedToRecords, linksOf } from '../entities/entity.ts'

export const folders = ['inbox', 'sent', 'archive'] as const
export type Folder = (typeof folders)[number]

export const Email = z
  .object({
    id: Id,
    threadId: z.string(),
    connectionId: Id,
    folder: z.enum(folders),
    from: EmailAddress,
    to: z.array(EmailAddress),
    cc: z.array(EmailAddress),
    bcc: z.array(EmailAddress),
    subject: z.string(),
    body: z.string(),
    snippet: z.string(),
    isRead: z.boolean(),
    isStarred: z.boolean(),
    isArchived: z.boolean(),
    receivedAt: Instant,
    entities: z.array(EntityRef),
    createdAt: Instant,
  })
  .meta({ id: 'Email' })

/** A sent e-mail that is archived goes back to `sent`. `isSynced` is false while it waits at the provider for the next sync. */
const EmailRow = Email.omit({ folder: true, snippet: true }).extend({
  id: RowId,
  user: RowId,
  connectionId: RowId,
  subject: Line,
  isSent: z.boolean(),
  isSynced: z.boolean(),
})
export type EmailRow = z.output<typeof EmailRow>

export const folderOf = ({ isArchived, isSent }: EmailRow): Folder => (isArchived ? 'archive' : isSent ? 'sent' : 'inbox')

const SNIPPET_LENGTH = 120
const isSynced = ({ isSynced }: EmailRow): boolean => isSynced

/** Of markup so much is looked at. */
const MOST = 10_000

const texts = new WeakMap<EmailRow, string>()

/** What is read of a body, quotes too: of markup the text. */
export function wholeText(email: EmailRow): string {
  if (!email.body.includes('<')) return email.body
  const text = texts.get(email) ?? textOf(email.body, true)
  texts.set(email, text)
  return text
}

/** How a text begins, in one line; no more of it is looked at. */
function snippetOf(body: string): string {
  let line = ''
  for (const [word] of (body.includes('<') ? textOf(body.slice(0, MOST)) : body).matchAll(/\S+/g)) {
    line += line === '' ? word : ` ${word}`
    if (line.length >= SNIPPET_LENGTH) break
  }
  return beginningOf(line, SNIPPET_LENGTH)
}

export const crmEmails = defineTable({
  name: 'crm_emails',
  kind: 'crm_email',
  noun: 'email',
  ids: 'integer',
  row: EmailRow,
  shows: Email,
  references: { user: crmUsers, connectionId: crmConnections },
  labels: {
    id: (_, email) => Number(email.id),
    connectionId: (_, email) => Number(email.connectionId),
    folder: (_, email) => folderOf(email),
    snippet: (_, email) => snippetOf(email.body),
  },
  indexes: {
    ofFolder: { group: ['user', folderOf], order: [{ newest: 'receivedAt' }], when: isSynced },
    unread: { group: ['user', folderOf], when: (email) => email.isSynced && !email.isRead },
    ofUser: { group: ['user'], order: [{ newest: 'receivedAt' }], when: isSynced },
    ofThread: { group: ['user', 'threadId'], order: [{ oldest: 'receivedAt' }], when: isSynced },
    ofConnection: { group: ['connectionId'], when: isSynced },
    ofSender: { group: ['user', 'from'], order: [{ newest: 'receivedAt' }] },
    sent: { group: ['user'], when: (email) => email.isSynced && email.isSent },
    waiting: { group: ['connectionId'], order: [{ oldest: 'receivedAt' }], when: (email) => !email.isSynced },
  },
})

export const crmEmailRows = defineRows(crmEmails, {
  samples: {
    inbox: (email, { caller }) => email.user === caller && email.isSynced && folderOf(email) === 'inbox',
    unread: (email, { caller }) => email.user === caller && email.isSynced && !email.isRead && folderOf(email) === 'inbox',
    sent: (email, { caller }) => email.user === caller && folderOf(email) === 'sent',
    archived: (email, { caller }) => email.user === caller && email.isSynced && email.isArchived && !email.isSent,
    starred: (email, { caller }) => email.user === caller && email.isSynced && email.isStarred,
    of_colleague: (email, { caller }) => email.user !== caller && email.isSynced,
  },
  defaults: emailDefaults,
  rules: [linkedToRecords],
})

/** The e-mail that a path names; one that waits at the provider is not there yet. */
export const emailOfPath = crmEmails.at('id', isSynced, 'The e-mail is still at the provider: the next sync brings it.')

/** Everybody who wrote or got it. */
export const addressesOf = ({ from, to, cc, bcc }: Pick<EmailRow, 'from' | 'to' | 'cc' | 'bcc'>): string[] => [
  from,
  ...to,
  ...cc,
  ...bcc,
]

/** An e-mail that has just come to the person's mailbox, or that went out from there. */
function emailDefaults(given: Columns<EmailRow> & Row, world: World): Columns<EmailRow> {
  const { to, cc = [], bcc = [], createdAt = world.clock.now() } = given
  const connection = world.table(crmConnections).get(given.connectionId ?? '') ?? oldestConnection(world, given.user)
  const user = world.table(crmUsers).get(given.user ?? connection?.user ?? '')
  const own = connection?.email ?? user?.email ?? 'me@example.com'
  const { isSent = given.from === own } = given
  const { from = isSent ? own : 'somebody@example.com' } = given
  const ends = { from, to: to ?? [isSent ? 'somebody@example.com' : own] }
  return {
    user: user?.id,
    connectionId: connection?.id,
    threadId: `thread-${given.id}`,
    ...ends,
    cc,
    bcc,
    subject: 'Hello',
    body: '',
    isRead: isSent,
    isStarred: false,
    isArchived: false,
    receivedAt: createdAt,
    entities: linksOf(world, user?.tenantSlug ?? '', addressesOf({ ...ends, cc, bcc })),
    isSent,
    isSynced: true,
  }
}
