import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Uuid } from '../conventions/values.ts'
import { failures, takeFailure } from '../failures/failure.ts'
import { type ConnectionRow, connections, isUsable } from '../integrations/connection.ts'
import { isSyncing, startSync } from '../integrations/sync.ts'
import { signatureHeader, signed, signedBy } from './signature.ts'

const HANDLED = 'linked_account.synced'

const reasons = [
  'not_supported',
  'inactive',
  'no_credentials',
  'webhook_sync_disabled',
  'already_syncing',
  'trigger_failed',
] as const

/** Providers send more than is read here. */
const Body = z.looseObject({
  hook: z.looseObject({ id: z.string().optional(), event: z.string() }),
  linked_account: z
    .looseObject({
      id: z.string(),
      end_user_organization_name: z.string().nullish(),
      status: z.string().nullish(),
    })
    .optional(),
  data: z.unknown().optional(),
})

export const receiveMergeWebhook = defineOperation({
  id: 'receiveMergeWebhook',
  route: 'POST /webhooks/merge',
  summary: 'Take an event of Merge',
  description:
    'Needs no token but a signature. `linked_account.synced` starts a sync of the connections of the linked account; those that cannot be synced now are in `skipped`, each with the reason. Other events and unknown accounts are ignored.',
  source: 'webhooks, Merge webhook',
  isPublic: true,
  headers: signatureHeader('merge', 'as base64 for URLs, with or without padding'),
  forbids: [signedBy('merge')],
  body: Body,
  responses: {
    200: z.object({
      status: z.enum(['processed', 'ignored']),
      connection_ids: z.array(Uuid),
      skipped: z.array(z.object({ connection_id: Uuid, reason: z.enum(reasons) })),
    }),
  },

  handle({ world, body: { hook, linked_account }, warn, reply }) {
    const mine = world.table(connections).in('ofAccount', 'merge', linked_account?.id.toLowerCase() ?? '')
    const isMeant = hook.event === HANDLED
    if (!isMeant) warn(`Only the event "${HANDLED}" is handled.`)
    else if (!mine.size) warn('No connection of this world has this linked account. GET /__sim has those there are.')
    if (!isMeant || !mine.size) return reply(200, { status: 'ignored', connection_ids: [], skipped: [] })
    const judged = [...mine.keys()].map((connection) => ({ connection, reason: whySkipped(world, connection) }))
    const started = judged.flatMap(({ connection, reason }) => (reason ? [] : [connection]))
    for (const connection of started) startSync(world, connection)
    return reply(200, {
      status: 'processed',
      connection_ids: started.map(({ id }) => id),
      skipped: judged.flatMap(({ connection, reason }) => (reason ? [{ connection_id: connection.id, reason }] : [])),
    })
  },

  examples: [
    {
      name: 'starts a sync of the connection of the linked account',
      mark: 'D webhooks-7',
      as: 'nobody',
      body: synced('$webhooks.merge.linked_accounts.merge_active'),
      sign: signed('merge'),
      expect: {
        status: 200,
        body: { status: 'processed', connection_ids: ['$samples.connections.merge_active'], skipped: [] },
      },
    },
    {
      name: 'is fine while a sync is running, and starts no second one',
      mark: 'D webhooks-8',
      as: 'nobody',
      body: synced('$webhooks.merge.linked_accounts.merge_syncing'),
      sign: signed('merge'),
      expect: {
        status: 200,
        body: {
          connection_ids: [],
          skipped: [{ connection_id: '$samples.connections.merge_syncing', reason: 'already_syncing' }],
        },
      },
    },
    {
      name: 'skips a connection that was disconnected',
      mark: 'C',
      as: 'nobody',
      body: synced('$webhooks.merge.linked_accounts.merge_disconnected'),
      sign: signed('merge'),
      expect: { status: 200, body: { status: 'processed', connection_ids: [], skipped: [{ reason: 'inactive' }] } },
    },
    {
      name: 'skips a CRM, which cannot be synced',
      mark: 'C',
      as: 'nobody',
      body: synced('$webhooks.merge.linked_accounts.crm'),
      sign: signed('merge'),
      expect: { status: 200, body: { connection_ids: [], skipped: [{ reason: 'not_supported' }] } },
    },
    {
      name: 'skips a connection whose sync cannot be triggered',
      mark: 'C',
      as: 'nobody',
      given: (world, sample) =>
        world.create(failures, {
          kind: 'trigger',
          subject: sample('samples.connections.merge_active'),
          reason: 'The queue is down.',
        }),
      body: synced('$webhooks.merge.linked_accounts.merge_active'),
      sign: signed('merge'),
      expect: { status: 200, body: { connection_ids: [], skipped: [{ reason: 'trigger_failed' }] } },
    },
    {
      name: 'ignores every other event',
      mark: 'D webhooks-4',
      as: 'nobody',
      body: synced('$webhooks.merge.linked_accounts.merge_active', 'linked_account.deleted'),
      sign: signed('merge'),
      expect: {
        status: 200,
        body: { status: 'ignored', connection_ids: [], skipped: [] },
        headers: { 'x-sim-warning': 'Only the event "linked_account.synced" is handled.' },
      },
    },
    {
      name: 'ignores a linked account that it does not know',
      mark: 'C',
      as: 'nobody',
      body: synced('00000000-0000-4000-8000-00000000dead'),
      sign: signed('merge'),
      expect: { status: 200, body: { status: 'ignored', connection_ids: [], skipped: [] } },
    },
    {
      name: 'a body without a signature is refused before anything else',
      mark: 'D webhooks-3',
      as: 'nobody',
      rawBody: '{',
      expect: {
        status: 401,
        body: { detail: 'Authentication credentials were not provided.' },
        headers: {
          'x-sim-warning': 'The header X-Merge-Webhook-Signature must hold the signature of the body. GET /__sim has the key.',
        },
      },
    },
    {
      name: 'the signature of another body is refused',
      mark: 'D webhooks-3',
      as: 'nobody',
      body: synced('$webhooks.merge.linked_accounts.merge_active'),
      sign: (world) => signed('merge')(world, '{}'),
      expect: { status: 401 },
    },
    {
      name: 'refuses a signed body that names no event',
      mark: 'C',
      as: 'nobody',
      body: { linked_account: {} },
      sign: signed('merge'),
      expect: {
        status: 400,
        body: { hook: ['This field is required.'], linked_account: { id: ['This field is required.'] } },
      },
    },
  ],
})

function whySkipped(world: World, connection: ConnectionRow): (typeof reasons)[number] | undefined {
  if (connection.category === 'crm') return 'not_supported'
  if (!connection.is_active) return 'inactive'
  if (!isUsable(connection)) return 'no_credentials'
  if (!connection.webhook_sync_enabled) return 'webhook_sync_disabled'
  if (isSyncing(connection)) return 'already_syncing'
  return takeFailure(world, 'trigger', connection.id) === undefined ? undefined : 'trigger_failed'
}

/** What Merge sends. */
function synced(id: string, name = HANDLED) {
  return {
    hook: { id: '5b6a2a5c-9d3e-4b7e-8a55-0c9f1c3e7d10', event: name },
    linked_account: { id, end_user_organization_name: 'Acme', status: 'COMPLETE' },
    data: {},
  }
}
