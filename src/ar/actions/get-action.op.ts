import { defineOperation } from '../conventions/operation.ts'
import { Action, actions } from './action.ts'

export const getAction = defineOperation({
  id: 'getAction',
  route: 'GET /companies/{company_id}/actions/{action_id}',
  summary: 'Get an action',
  description: 'In any status, deleted ones too.',
  source: 'actions, Get action detail',
  target: actions.at('action_id'),
  responses: { 200: Action },

  handle: ({ target, show, reply }) => reply(200, show(target)),

  examples: [
    {
      name: 'shows an action',
      mark: 'D actions-16',
      path: { action_id: 'proposed' },
      expect: { status: 200, body: { status: 'proposed' } },
    },
    {
      name: 'shows a deleted action too',
      mark: 'D actions-17',
      path: { action_id: 'deleted' },
      expect: { status: 200, body: { is_deleted: true } },
    },
    {
      name: 'an id that is none is not found',
      mark: 'C',
      path: { action_id: 'not-a-uuid' },
      expect: { status: 404, body: { detail: 'Not found.' } },
    },
  ],
})
