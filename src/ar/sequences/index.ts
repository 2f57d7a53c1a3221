import type { Resource } from '../../core/api.ts'
import { addStep } from './add-step.op.ts'
import { bulkEnrollCustomers } from './bulk-enroll-customers.op.ts'
import { cancelQueueStep } from './cancel-queue-step.op.ts'
import { changeSequenceStatus } from './change-sequence-status.op.ts'
import { completeQueueStep } from './complete-queue-step.op.ts'
import { createSequence } from './create-sequence.op.ts'
import { deleteStep } from './delete-step.op.ts'
import { enrollCustomer } from './enroll-customer.op.ts'
import { getQueue } from './get-queue.op.ts'
import { getSequence } from './get-sequence.op.ts'
import { getSequenceOverview } from './get-sequence-overview.op.ts'
import { getStep } from './get-step.op.ts'
import { listSequences } from './list-sequences.op.ts'
import { sendQueueStep } from './send-queue-step.op.ts'
import { stopEnrollment } from './stop-enrollment.op.ts'
import { updateSequence } from './update-sequence.op.ts'
import { updateStep } from './update-step.op.ts'

export const sequencesResource: Resource = {
  name: 'sequences',
  description: 'Series of e-mails, calls and tasks, the customers in them, and the queue of what is to be done.',
  operations: [
    listSequences,
    createSequence,
    getSequence,
    updateSequence,
    changeSequenceStatus,
    getSequenceOverview,
    addStep,
    getStep,
    updateStep,
    deleteStep,
    enrollCustomer,
    bulkEnrollCustomers,
    stopEnrollment,
    getQueue,
    sendQueueStep,
    cancelQueueStep,
    completeQueueStep,
  ],
}
