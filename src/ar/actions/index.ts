import type { Resource } from '../../core/api.ts'
import { approveAction } from './approve-action.op.ts'
import { cancelAction } from './cancel-action.op.ts'
import { completeAction } from './complete-action.op.ts'
import { getAction } from './get-action.op.ts'
import { listActions } from './list-actions.op.ts'
import { rejectAction } from './reject-action.op.ts'
import { sendAction } from './send-action.op.ts'

export const actionsResource: Resource = {
  name: 'actions',
  description: 'Proposed collection actions and what became of them.',
  operations: [listActions, getAction, approveAction, rejectAction, sendAction, cancelAction, completeAction],
}
