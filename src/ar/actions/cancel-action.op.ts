import * as z from 'zod'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Text, Uuid } from '../conventions/values.ts'
import { Action, actionOfVerb, logged } from './action.ts'

export const cancelAction = defineOperation({
  id: 'cancelAction',
  route: 'POST /companies/{company_id}/actions/{action_id}/cancel',
  summary: 'Cancel an action',
  description:
    'It is not needed any more: it ends as `cancelled`, and its log tells who cancelled it and why. An approved e-mail that has not gone out yet is stopped too. What is completed cannot be cancelled.',
  source: 'actions, Cancel action',
  target: actionOfVerb,
  body: z.object({ reason: Text.optional(), approved_by: Uuid.optional() }),
  references: { approved_by: members },
  responses: { 200: Action },
  fires: 'cancel',

  handle({ next, body, world, save, show, reply }) {
    return reply(200, show(save({ ...next, approval_log: logged(next, 'cancelled', body, world) })))
  },

  examples: [
    {
      name: 'an action is cancelled, with the reason in the log',
      mark: 'D actions-32',
      path: { action_id: 'scheduled' },
      body: { reason: 'Invoice is in dispute.' },
      expect: {
        status: 200,
        body: { status: 'cancelled', approval_log: [{ action: 'cancelled', reason: 'Invoice is in dispute.' }] },
      },
    },
    {
      name: 'refuses a completed action',
      mark: 'C',
      path: { action_id: 'completed' },
      expect: { status: 400, body: { detail: 'Cannot cancel this action: it is completed.' } },
    },
  ],
})
