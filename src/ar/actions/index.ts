import { defineResource } from '../../core/call/resource.ts'
import { actionRows } from './action.ts'
import { actionsWords } from './actions.words.ts'
import { answerMessage } from './answer-message.follower.ts'
import { approveAction } from './approve-action.op.ts'
import { cancelAction } from './cancel-action.op.ts'
import { cancelActions, cancelWithCustomer } from './cancel-actions.follower.ts'
import { completeAction } from './complete-action.op.ts'
import { deliverAction } from './deliver-action.timer.ts'
import { endDelivery } from './end-delivery.keeper.ts'
import { getAction } from './get-action.op.ts'
import { listActions } from './list-actions.op.ts'
import { rejectAction } from './reject-action.op.ts'
import { sendAction } from './send-action.op.ts'

export const actionsResource = defineResource({
  name: 'actions',
  description: 'Proposed collection actions and what became of them.',
  words: actionsWords,
  tables: [actionRows],
  operations: [listActions, getAction, approveAction, rejectAction, sendAction, cancelAction, completeAction],
  timers: [deliverAction],
  keepers: [endDelivery],
  followers: [answerMessage, cancelActions, cancelWithCustomer],
})
