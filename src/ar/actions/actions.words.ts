/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'
import { DELIVERY_SECONDS } from './action.ts'

export const actionsWords: Words = {
  fields: {
    action_type: 'What is to be done: an e-mail goes out by itself once approved, a call or task is for a person.',
    'Action.status':
      'How far it has come: `proposed` by the agent, `scheduled` for a time, `processing` once approved, and how it ended.',
    'Action.description': 'What is to be done and why, in a sentence.',
    recommendation_label: 'What the agent advises, in a few words.',
    trigger_event_label: 'What made the agent propose it, in a few words.',
    is_recommended: 'Whether the agent advises it; false for an alternative.',
    'Action.action_required': 'Whether somebody has to decide; otherwise it only waits.',
    urgency_score: 'How pressing it is, from 0 to 100; the inbox begins with the highest.',
    draft_subject: 'Subject of the e-mail as it was drafted; null for calls and tasks.',
    draft_content: 'Text of the e-mail as it was drafted; null for calls and tasks.',
    'Action.scheduled_for': 'When it is carried out by itself, in UTC; null unless it was scheduled.',
    'Action.executed_at': 'When it was carried out, in UTC; null before that.',
    'Action.thread': 'UUID of the message that it answers, in whose conversation its e-mail goes; null where it begins one.',
    channel_id:
      'Where it was sent: the message of an e-mail, the entry by hand that completed it, or what the caller says; null before that.',
    'SendActionRequest.channel_id': 'Where it was sent, in the words of the caller.',
    external_id: 'What another system calls it; null where nobody says.',
    response_deadline: 'Until when an answer is expected, in UTC; null where none is.',
    'Action.metadata': 'What else is known of it; a field is only there where it says something.',
    final_content: 'The text that really goes out, instead of the draft.',
    last_error: 'Why its last delivery failed.',
    'Action.metadata.confidence': 'How sure the agent is of it, from 0 to 1; only in a world that lives.',
    dispute: 'What the customer disputes about the invoice.',
    approval_log: 'Who decided what about it, the first decision first.',
    'ApprovalLogEntry.action': 'What was decided.',
    approved_by: 'UUID of the member who decides; null where nobody is named.',
    'ApprovalLogEntry.timestamp': 'When it was decided, in UTC.',
    is_deleted: 'Whether it was deleted: it is shown on request only, and nothing can be done with it.',
    'Action.deliver_at': 'When the approved e-mail goes out, in UTC; null unless it is on its way.',
  },
  parameters: {
    action_id: 'UUID of an action of the company, from `listActions`.',
  },
  answers: {
    listActions: 'A page of actions, the most urgent first; in `history`, those that ended last.',
    getAction: 'The action as it is now.',
    approveAction: 'The action, now `processing`.',
    rejectAction: 'The action, now `cancelled`, with the reason in its log.',
    sendAction: 'The action, now `completed`.',
    cancelAction: 'The action, now `cancelled`.',
    completeAction: 'The action, now `completed`.',
  },
  tables: {
    actions: 'What the agent proposes to do about unpaid invoices, and what became of it.',
  },
  follows: {
    'actions.status': '`completed` with executed_at, `processing` with deliver_at, `scheduled` with scheduled_for',
    'actions.invoice': 'the oldest that the customer owes',
    'actions.description': 'the invoice',
    'actions.recommendation_label': 'action_type',
    'actions.draft_subject': 'the invoice, for an e-mail',
    'actions.draft_content': 'the invoice, for an e-mail',
    'actions.scheduled_for': 'tomorrow, where it is scheduled',
    'actions.executed_at': 'updated_at, where it is completed',
    'actions.deliver_at': `in ${DELIVERY_SECONDS} seconds, for an e-mail that is processing`,
  },
  links: {
    sendAction: { getAction: { action_id: '/id' } },
    approveAction: { getAction: { action_id: '/id' } },
  },
}
