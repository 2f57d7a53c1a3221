import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { sequences } from '../sequences/sequence.ts'
import { connections, isMailbox, isTeammates } from './connection.ts'
import { withoutSync } from './sync.ts'

export const disconnectIntegration = defineOperation({
  id: 'disconnectIntegration',
  route: 'POST /companies/{company_id}/integrations/{connection_id}/disconnect',
  summary: 'Disconnect an integration',
  description:
    'Ends a running sync; sequences that send from the mailbox lose their sender. The grant of a mailbox stays stored, so it can be reactivated; that of an accounting or CRM connection is gone.',
  source: 'integrations, Disconnect integration',
  target: connections.at('connection_id'),
  forbids: [{ refuse: 'Only its owner can disconnect a mailbox.', when: ({ target, member }) => isTeammates(target, member) }],
  responses: { 200: z.object({ success: z.literal(true), message: z.string() }) },

  handle({ world, target, save, reply }) {
    const credential = isMailbox(target) ? target.credential : 'none'
    if (target.is_active) save({ ...withoutSync(target), is_active: false, health_status: 'invalid', credential })
    for (const sequence of world.table(sequences).list('bySender', target.id))
      world.save(sequences, { ...sequence, sender_connection_id: null })
    return reply(200, { success: true, message: 'Integration disconnected' })
  },

  examples: [
    {
      name: 'disconnects an accounting connection',
      mark: 'D integrations-20',
      path: { connection_id: 'merge_active' },
      expect: { status: 200, body: { success: true, message: 'Integration disconnected' } },
    },
    {
      name: 'disconnects one’s own mailbox',
      mark: 'D integrations-23',
      path: { connection_id: 'nylas_own' },
      expect: { status: 200, body: { success: true, message: 'Integration disconnected' } },
    },
    {
      name: 'refuses a teammate’s mailbox',
      mark: 'D integrations-23',
      path: { connection_id: 'nylas_teammate' },
      expect: { status: 403, body: { detail: 'You do not have permission to perform this action.' } },
    },
    {
      name: 'answers the same for a connection that is inactive already',
      mark: 'C',
      path: { connection_id: 'merge_disconnected' },
      expect: { status: 200, body: { success: true } },
    },
    {
      name: 'an unknown connection is not found',
      mark: 'C',
      path: { connection_id: '00000000-0000-4000-8000-00000000dead' },
      expect: { status: 404, body: { detail: 'Not found.' } },
    },
  ],
})
