import * as z from 'zod'
import { hasRecipient, NO_RECIPIENT } from '../communications/add-thread.ts'
import { members } from '../companies/member.ts'
import { defineOperation } from '../conventions/operation.ts'
import { FilledText, Text, Uuid } from '../conventions/values.ts'
import { contacts } from '../customers/contact.ts'
import { Action, actionOfVerb, actions, DELIVERY_SECONDS, deliveryFromNow, logged, withFinalContent } from './action.ts'

export const approveAction = defineOperation({
  id: 'approveAction',
  route: 'POST /companies/{company_id}/actions/{action_id}/approve',
  summary: 'Approve an action',
  description: `An e-mail is delivered ${DELIVERY_SECONDS} seconds later; a call or task stays in \`processing\` until it is completed.`,
  source: 'actions, Approve action',
  target: actionOfVerb,
  body: z.object({ final_content: FilledText.optional(), approved_by: Uuid.optional(), comment: Text.optional() }),
  references: { approved_by: members },
  responses: { 200: Action },
  fires: 'approve',
  rules: [
    {
      refuse: NO_RECIPIENT,
      when: ({ world, target }) => target.action_type === 'email' && !hasRecipient(world, target.customer),
    },
  ],

  handle({ next, body, world, save, show, reply }) {
    const action = save({
      ...next,
      metadata: withFinalContent(next, body.final_content),
      approval_log: logged(next, 'approved', body, world),
      deliver_at: next.action_type === 'email' ? deliveryFromNow(world) : null,
    })
    return reply(200, show(action))
  },

  examples: [
    {
      name: 'a proposed action becomes processing, with the final text and an entry in the log',
      mark: 'D actions-18',
      path: { action_id: 'proposed' },
      body: {
        final_content: 'Hi Acme, following up on your invoice.',
        approved_by: '$companies.0.members.0.id',
        comment: 'Reviewed and approved.',
      },
      expect: {
        status: 200,
        body: {
          status: 'processing',
          metadata: { final_content: 'Hi Acme, following up on your invoice.' },
          approval_log: [{ action: 'approved', approved_by: '$companies.0.members.0.id', comment: 'Reviewed and approved.' }],
        },
      },
    },
    {
      name: 'a scheduled action becomes processing',
      mark: 'D actions-18',
      path: { action_id: 'scheduled' },
      expect: { status: 200, body: { status: 'processing' } },
    },
    {
      name: 'refuses an action that is being processed',
      mark: 'D actions-19',
      path: { action_id: 'processing' },
      expect: { status: 400, body: { detail: 'Cannot approve this action: it is processing.' } },
    },
    {
      name: 'refuses a completed action, and says what is possible',
      mark: 'D actions-19',
      path: { action_id: 'completed' },
      expect: {
        status: 400,
        headers: { 'x-sim-warning': 'While the action is completed, no call can change its status.' },
      },
    },
    {
      name: 'refuses an e-mail to a customer whom nobody can write to',
      mark: 'C',
      path: { action_id: 'proposed' },
      given: (world, sample) => {
        const action = world.table(actions).get(sample('samples.actions.proposed'))
        for (const { id } of world.table(contacts).list('ofCustomer', action?.customer ?? '')) world.table(contacts).delete(id)
      },
      expect: { status: 400, body: { detail: NO_RECIPIENT } },
    },
    { name: 'refuses a cancelled action', mark: 'D actions-19', path: { action_id: 'cancelled' }, expect: { status: 400 } },
    { name: 'a deleted action is not found', mark: 'C', path: { action_id: 'deleted' }, expect: { status: 404 } },
    {
      name: 'somebody unknown cannot have approved it',
      mark: 'C',
      path: { action_id: 'proposed' },
      body: { approved_by: '00000000-0000-4000-8000-00000000dead' },
      expect: {
        status: 400,
        body: { approved_by: ['Invalid pk "00000000-0000-4000-8000-00000000dead" - object does not exist.'] },
      },
    },
    {
      name: 'a blank letter is refused',
      mark: 'C',
      path: { action_id: 'proposed' },
      body: { final_content: ' ' },
      expect: { status: 400, body: { final_content: ['This field may not be blank.'] } },
    },
    {
      name: 'null and wrong types are refused, all at once',
      mark: 'C',
      path: { action_id: 'proposed' },
      body: { final_content: 7, approved_by: 'me', comment: null },
      expect: {
        status: 400,
        body: {
          final_content: ['Not a valid string.'],
          approved_by: ['Must be a valid UUID.'],
          comment: ['This field may not be null.'],
        },
      },
    },
    {
      name: 'an unknown field is ignored, with a warning that knows better',
      mark: 'C',
      path: { action_id: 'proposed' },
      body: { finalContent: 'Hi' },
      expect: { status: 200, headers: { 'x-sim-warning': 'The field "finalContent" is ignored. Did you mean "final_content"?' } },
    },
    {
      name: 'broken JSON is refused with the place',
      mark: 'C',
      path: { action_id: 'proposed' },
      rawBody: '{"comment": "a",}',
      expect: { status: 400, body: { detail: 'JSON parse error - expected a name in double quotes at line 1 column 17' } },
    },
    {
      name: 'a body that is no object is refused',
      mark: 'C',
      path: { action_id: 'proposed' },
      rawBody: '[]',
      expect: { status: 400, body: { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] } },
    },
    {
      name: 'a body that is no JSON is refused',
      mark: 'C',
      path: { action_id: 'proposed' },
      rawBody: 'comment=ok',
      headers: { 'content-type': 'text/plain' },
      expect: { status: 415, body: { detail: 'Unsupported media type "text/plain" in request.' } },
    },
  ],
})
