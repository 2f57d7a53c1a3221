/** Mailboxes of both APIs as one: whose they are, how their messages are read, and what can be done about them. */
import type { ThreadRow } from '../../../ar/communications/thread.ts'
import type { EmailRow } from '../../../crm/email/email.ts'
import type { Call, Query } from '../../data/call.ts'
import type { Guide } from '../../data/queries.ts'
import { MOST_ROWS, type Rows, rowOf, rowsOf } from '../../data/stored.ts'

/** A message, of whichever API. */
export interface Message {
  readonly id: string
  /** The conversation that it is in. */
  readonly group: string
  /** `email`, or what else somebody logged. */
  readonly kind: string
  readonly isSent: boolean
  readonly from: string | undefined
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly at: string
  readonly subject: string
  readonly body: string
  /** Somebody waits for an answer, or has not read it. */
  readonly waits: boolean
  /** False while it is at the provider only: no call of the API shows it. */
  readonly isSynced: boolean
  readonly customer: string | undefined
  readonly tags: readonly string[]
  readonly attachments: ThreadRow['attachments']
  /** The ids of those that it is about. */
  readonly invoices: readonly string[]
}

export const subjectOf = ({ subject }: Message): string => subject || '(no subject)'

/** What a link to a message leads to, and what is told of it in the history. */
export type LinkTo = (id: string) => { readonly href: string; readonly state: unknown }

export interface Folder {
  readonly id: string
  readonly title: string
  readonly filter: Query
  /** What would fill it. */
  readonly empty: string
}

export interface Box {
  /** Its part of an address. */
  readonly id: string
  readonly name: string
  readonly kind: 'ar' | 'crm'
  /** Its company, or its user. */
  readonly owner: string
  readonly folders: readonly Folder[]
  readonly list: (world: string, filter: Query, most: number) => Call<Rows<unknown>>
  readonly message: (world: string, id: string) => Call<unknown>
  readonly conversation: (world: string, group: string) => Call<Rows<unknown>>
  readonly toMessage: (row: unknown) => Message
}

/** Whose a row is: of a company, or of a user of the CRM. */
export interface Owned {
  readonly company?: string
  readonly user?: string | number
}

/** The mailbox that it belongs to. */
export const boxIdOf = ({ company, user }: Owned): string | undefined =>
  company ?? (user === undefined ? undefined : userBoxId(user))

const userBoxId = (user: string | number): string => `crm-${user}`

export const boxesOf = ({ companies = [], crm_users = [] }: Pick<Guide, 'companies' | 'crm_users'>): Box[] => [
  ...companies.map(({ id, name }) => companyBox(id, name)),
  ...crm_users.map(({ id, email }) => userBox(String(id), email)),
]

const companyBox = (company: string, name: string): Box => ({
  id: company,
  name,
  kind: 'ar',
  owner: company,
  folders: [
    { id: 'all', title: 'All', filter: {}, empty: 'Approve an e-mail action, or let a customer write: it stands here.' },
    { id: 'received', title: 'Received', filter: { direction: 'inbound' }, empty: 'Let a customer write, by “New e-mail”.' },
    { id: 'sent', title: 'Sent', filter: { direction: 'outbound' }, empty: 'Approve an e-mail action, or send a reminder.' },
    {
      id: 'waiting',
      title: 'Waiting',
      filter: { direction: 'inbound', requires_response: true, is_resolved: false },
      empty: 'No customer waits for an answer. Let one write, by “New e-mail”.',
    },
  ],
  list: (world, filter, most) => rowsOf(world, 'threads', { company, ...filter, sort: '-timestamp', page_size: most }),
  message: (world, id) => rowOf(world, 'threads', id),
  conversation: (world, thread_group) => rowsOf(world, 'threads', { thread_group, sort: 'timestamp', page_size: MOST_ROWS }),
  toMessage: (row) => ofThread(row as ThreadRow),
})

const userBox = (user: string, email: string): Box => ({
  id: userBoxId(user),
  name: email,
  kind: 'crm',
  owner: user,
  folders: [
    { id: 'all', title: 'All', filter: {}, empty: 'Let somebody write, by “New e-mail”, or send one by the API.' },
    { id: 'received', title: 'Received', filter: { isSent: false }, empty: 'Let somebody write, by “New e-mail”.' },
    { id: 'sent', title: 'Sent', filter: { isSent: true }, empty: 'Send an e-mail by the API.' },
    {
      id: 'waiting',
      title: 'Unread',
      filter: { isSent: false, isRead: false },
      empty: 'All is read. Let somebody write, by “New e-mail”.',
    },
  ],
  list: (world, filter, most) => rowsOf(world, 'crm_emails', { user, ...filter, sort: '-receivedAt', page_size: most }),
  message: (world, id) => rowOf(world, 'crm_emails', id),
  conversation: (world, threadId) => rowsOf(world, 'crm_emails', { user, threadId, sort: 'receivedAt', page_size: MOST_ROWS }),
  toMessage: (row) => ofEmail(row as EmailRow),
})

const ofThread = (row: ThreadRow): Message => ({
  id: row.id,
  group: row.thread_group,
  kind: row.communication_type,
  isSent: row.direction === 'outbound',
  from: row.sender ?? undefined,
  to: row.recipients,
  cc: [],
  bcc: row.bcc,
  at: row.timestamp,
  subject: row.subject,
  body: row.body,
  waits: row.direction === 'inbound' && row.requires_response && !row.is_resolved,
  isSynced: row.is_synced,
  customer: row.customer,
  tags: row.strategy_tags,
  attachments: row.attachments,
  invoices: row.invoices,
})

const ofEmail = (row: EmailRow): Message => ({
  id: String(row.id),
  group: row.threadId,
  kind: 'email',
  isSent: row.isSent,
  from: row.from,
  to: row.to,
  cc: row.cc,
  bcc: row.bcc,
  at: row.receivedAt,
  subject: row.subject,
  body: row.body,
  waits: !row.isSent && !row.isRead,
  isSynced: row.isSynced,
  customer: undefined,
  tags: row.isArchived ? ['archived'] : [],
  attachments: [],
  invoices: [],
})

/** The first message of each conversation. */
export function firstOfEach(messages: readonly Message[]): Message[] {
  const groups = new Map<string, Message>()
  for (const message of messages) if (!groups.has(message.group)) groups.set(message.group, message)
  return [...groups.values()]
}
