import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import type { World } from '../../core/world/handle.ts'
import { foreignUuid } from '../../core/world/random.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { companies, firstCompanyId } from '../companies/company.ts'
import { members } from '../companies/member.ts'
import { Instant, Uuid } from '../conventions/values.ts'
import { syncLifecycle } from './sync.lifecycle.ts'

/** Each once, whatever its case: as it is written first. */
export const EmailAddresses = z.array(z.email()).overwrite((all) => {
  const known = new Set<string>()
  return all.filter((each) => known.size < known.add(each.toLowerCase()).size)
})

export const Connection = z
  .object({
    id: Uuid,
    provider_type: z.enum(['merge', 'nylas']),
    product: z.enum(['accounting', 'email', 'crm']),
    category: z.enum(['accounting', 'email', 'crm']),
    integration: z.string(),
    is_active: z.boolean(),
    health_status: z.enum(['valid', 'invalid']),
    sync_status: z.enum(syncLifecycle.statuses),
    webhook_sync_enabled: z.boolean(),
    /** The three fields of a mailbox; empty for other connections. */
    connection_config: z.object({
      email_address: z.email().optional(),
      allow_shared_sending: z.boolean().optional(),
      mailbox_bcc_emails: EmailAddresses.optional(),
    }),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Connection' })

const ConnectionRow = Connection.extend({
  company: Uuid,
  /** Whose mailbox it is; null for what belongs to the whole company. */
  owner: Uuid.nullable(),
  credential: z.enum(['stored', 'expired', 'none']),
  last_synced_at: Instant.nullable().default(null),
  /** The running sync, and when it reaches its next status. */
  task_id: Uuid.nullable().default(null),
  sync_changes_at: Instant.nullable().default(null),
})
export type ConnectionRow = z.output<typeof ConnectionRow>

export const isMailbox = ({ product }: ConnectionRow): boolean => product === 'email'
/** Can carry mail now. */
export const isUsable = (c: ConnectionRow): boolean => c.is_active && c.health_status === 'valid' && c.credential === 'stored'
export const isActiveMailbox = (c: ConnectionRow | undefined): boolean => c !== undefined && isMailbox(c) && c.is_active
export const isWorkingMailbox = (c: ConnectionRow | undefined): c is ConnectionRow =>
  c !== undefined && isMailbox(c) && isUsable(c)

/** What the provider knows it by: the id of a linked account at Merge, of a grant at Nylas. */
export const accountOf = ({ id, provider_type }: Pick<ConnectionRow, 'id' | 'provider_type'>): string =>
  foreignUuid(provider_type, id)

/** Somebody else's mailbox. */
export const isTeammates = (connection: ConnectionRow, member: { id: string }): boolean =>
  isMailbox(connection) && connection.owner !== member.id

/** Open to teammates. */
export const isShared = (c: ConnectionRow): boolean => c.connection_config.allow_shared_sending === true
const isOwn = (c: ConnectionRow, caller: string): boolean => isWorkingMailbox(c) && c.owner === caller
const isAccounting = (c: ConnectionRow, status = c.sync_status): boolean =>
  c.product === 'accounting' && isUsable(c) && c.sync_status === status

/** What is connected with these; with others, accounting. */
const products = new Map<string, ConnectionRow['product']>([
  ['gmail', 'email'],
  ['outlook', 'email'],
  ['salesforce', 'crm'],
  ['hubspot', 'crm'],
])

export const connections = defineTable({
  name: 'connections',
  kind: 'connection',
  row: ConnectionRow,
  shows: Connection,
  references: { company: companies, owner: members },
  lifecycle: syncLifecycle,
  indexes: {
    ofCompany: { group: ['company'], order: [{ oldest: 'created_at' }] },
    ofAccount: { group: ['provider_type', accountOf], order: [{ oldest: 'created_at' }] },
  },
})

/** The oldest first. */
export const workingMailboxes = (world: World, company: string): ConnectionRow[] =>
  world.table(connections).list('ofCompany', company).filter(isWorkingMailbox)

/** From the call to the start of the work, and how long that takes. */
export const SYNC_SECONDS = { start: 2, accounting: 30, mailbox: 10 }

export const syncStart = (world: World): string => world.clock.in(`PT${SYNC_SECONDS.start}S`)

export const connectionRows = defineRows(connections, {
  samples: {
    nylas_own: [(c, { caller }) => isOwn(c, caller) && !isShared(c), (c, { caller }) => isOwn(c, caller)],
    nylas_shared: (c, { caller }) => isWorkingMailbox(c) && c.owner !== caller && isShared(c),
    nylas_teammate: (c, { caller }) => isWorkingMailbox(c) && c.owner !== caller && !isShared(c),
    nylas_expired: (c) => isActiveMailbox(c) && c.credential === 'expired',
    nylas_inactive: (c, { caller }) => isMailbox(c) && !c.is_active && c.credential === 'stored' && c.owner === caller,
    merge_active: [(c) => isAccounting(c, 'idle'), (c) => isAccounting(c)],
    merge_triggered: (c) => isAccounting(c, 'triggered'),
    merge_syncing: (c) => isAccounting(c, 'syncing'),
    merge_error: (c) => isAccounting(c, 'error'),
    merge_disconnected: (c) => c.product === 'accounting' && !c.is_active && c.credential === 'none',
    crm: (c) => c.product === 'crm' && c.is_active,
  },
  defaults: connectionDefaults,
  rules: [
    {
      column: 'provider_type',
      refuse: 'Mailboxes are connected through nylas, all others through merge.',
      when: (c) => isMailbox(c) !== (c.provider_type === 'nylas'),
    },
    { column: 'category', refuse: 'Ensure that it is the same as the product.', when: (c) => c.category !== c.product },
  ],
})

function connectionDefaults(given: Columns<ConnectionRow> & Row, world: World): Columns<ConnectionRow> {
  const { integration = '', is_active = true, health_status, sync_status = given.task_id ? 'triggered' : 'idle' } = given
  const byProvider =
    given.provider_type === 'nylas' || given.owner || given.connection_config?.email_address ? 'email' : 'accounting'
  const product = given.product ?? given.category ?? products.get(integration) ?? byProvider
  const isMail = product === 'email'
  const company = given.company ?? firstCompanyId(world)
  const owner = isMail ? (given.owner ?? world.table(members).find('ofCompany', company ?? '')?.id ?? null) : null
  const email_address = world.table(members).get(owner ?? '')?.email ?? `mailbox-${given.id.slice(-12)}@example.com`
  const { credential = is_active && health_status === 'invalid' ? 'expired' : 'stored' } = given
  const isRunning = sync_status === 'triggered' || sync_status === 'syncing'
  return {
    provider_type: isMail ? 'nylas' : 'merge',
    product,
    category: product,
    is_active,
    health_status: is_active && credential === 'stored' ? 'valid' : 'invalid',
    sync_status,
    webhook_sync_enabled: true,
    connection_config: isMail ? { email_address, allow_shared_sending: false, mailbox_bcc_emails: [] } : {},
    company,
    owner,
    credential,
    task_id: isRunning ? world.ids.uuid('sync_task') : null,
    sync_changes_at: isRunning ? syncStart(world) : null,
  }
}
