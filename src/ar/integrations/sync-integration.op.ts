import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { Uuid } from '../conventions/values.ts'
import { failures, takeFailure } from '../failures/failure.ts'
import { connections, SYNC_SECONDS } from './connection.ts'
import { isSyncing, startSync } from './sync.ts'

const Sync = z.object({
  status: z.enum(['triggered', 'debounced', 'trigger_failed', 'ignored']),
  task_id: Uuid.optional().meta({ description: 'The sync that was triggered.' }),
  connection_id: Uuid,
})

export const syncIntegration = defineOperation({
  id: 'syncIntegration',
  route: 'POST /companies/{company_id}/integrations/{connection_id}/sync',
  summary: 'Trigger a sync',
  description: `The sync starts ${SYNC_SECONDS.start} seconds later and takes ${SYNC_SECONDS.accounting} seconds for accounting, ${SYNC_SECONDS.mailbox} for a mailbox. A second call while it runs is acknowledged and starts nothing.`,
  source: 'integrations, Trigger sync',
  target: connections.at('connection_id'),
  rules: [
    { refuse: 'Sync is not supported for CRM connections.', when: ({ target }) => target.category === 'crm' },
    {
      refuse: 'This connection has no valid credentials. Reconnect it through OAuth.',
      when: ({ target }) => target.credential !== 'stored' || (target.is_active && target.health_status === 'invalid'),
    },
  ],
  responses: {
    202: Sync,
    200: Sync,
  },

  handle({ target, world, reply }) {
    const connection_id = target.id
    if (!target.is_active) return reply(200, { status: 'ignored', connection_id })
    if (isSyncing(target)) return reply(200, { status: 'debounced', connection_id })
    if (takeFailure(world, 'trigger', connection_id) !== undefined) return reply(200, { status: 'trigger_failed', connection_id })
    return reply(202, { status: 'triggered', task_id: startSync(world, target), connection_id })
  },

  examples: [
    {
      name: 'starts a sync',
      mark: 'D integrations-15',
      path: { connection_id: 'merge_active' },
      expect: { status: 202, body: { status: 'triggered' } },
    },
    {
      name: 'starts a sync again after one that failed',
      mark: 'C',
      path: { connection_id: 'merge_error' },
      expect: { status: 202 },
    },
    {
      name: 'starts no second sync while one is about to start',
      mark: 'D integrations-16',
      path: { connection_id: 'merge_triggered' },
      expect: { status: 200, body: { status: 'debounced' } },
    },
    {
      name: 'starts no second sync while one runs',
      mark: 'D integrations-16',
      path: { connection_id: 'merge_syncing' },
      expect: { status: 200, body: { status: 'debounced' } },
    },
    {
      name: 'ignores an inactive connection whose credential is stored',
      mark: 'C',
      path: { connection_id: 'nylas_inactive' },
      expect: { status: 200, body: { status: 'ignored' } },
    },
    {
      name: 'says so when the trigger itself fails',
      mark: 'C',
      path: { connection_id: 'merge_active' },
      given: (world, sample) =>
        world.create(failures, {
          kind: 'trigger',
          subject: sample('samples.connections.merge_active'),
          reason: 'The queue is down.',
        }),
      expect: { status: 200, body: { status: 'trigger_failed' } },
    },
    {
      name: 'refuses a CRM connection',
      mark: 'D integrations-18',
      path: { connection_id: 'crm' },
      expect: { status: 400, body: { detail: 'Sync is not supported for CRM connections.' } },
    },
    {
      name: 'refuses a connection whose credential has expired',
      mark: 'D integrations-17',
      path: { connection_id: 'nylas_expired' },
      expect: { status: 400 },
    },
    {
      name: 'refuses a connection that has no credential',
      mark: 'D integrations-17',
      path: { connection_id: 'merge_disconnected' },
      expect: { status: 400 },
    },
  ],
})
