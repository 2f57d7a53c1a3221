import * as z from 'zod'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Text, Uuid } from '../conventions/values.ts'
import { Action, actionOfVerb, logged } from './action.ts'

export const rejectAction = defineOperation({
  id: 'rejectAction',
  route: 'POST /companies/{company_id}/actions/{action_id}/reject',
  summary: 'Reject an action',
  description:
    'Nobody wants it: it ends as `cancelled`, and its log tells who rejected it and why. An approved e-mail that has not gone out yet is stopped too. What is completed cannot be rejected.',
  source: 'actions, Reject action',
  target: actionOfVerb,
  body: z.object({ reason: Text.optional(), approved_by: Uuid.optional(), comment: Text.optional() }),
  references: { approved_by: members },
  responses: { 200: Action },
  fires: 'reject',

  handle({ next, body, world, save, show, reply }) {
    return reply(200, show(save({ ...next, approval_log: logged(next, 'rejected', body, world) })))
  },

  examples: [
    {
      name: 'a proposed action is cancelled, with the reason in the log',
      mark: 'D actions-23',
      path: { action_id: 'proposed' },
      body: { reason: 'Customer already paid.' },
      expect: {
        status: 200,
        body: {
          status: 'cancelled',
          executed_at: null,
          approval_log: [{ action: 'rejected', reason: 'Customer already paid.' }],
        },
      },
    },
    {
      name: 'a processing action can still be rejected',
      mark: 'D actions-24',
      path: { action_id: 'processing' },
      expect: { status: 200, body: { status: 'cancelled' } },
    },
    {
      name: 'a cancelled action can be rejected again',
      mark: 'C',
      path: { action_id: 'cancelled' },
      expect: { status: 200, body: { status: 'cancelled' } },
    },
    {
      name: 'refuses a completed action',
      mark: 'D actions-24',
      path: { action_id: 'completed' },
      expect: { status: 400, body: { detail: 'Cannot reject this action: it is completed.' } },
    },
    {
      name: 'a member of another company cannot have rejected it',
      mark: 'C',
      path: { action_id: 'proposed' },
      body: { approved_by: '$companies.1.members.0.id' },
      expect: { status: 400 },
    },
  ],
})
