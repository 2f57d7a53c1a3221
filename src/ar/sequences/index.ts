import { defineResource } from '../../core/call/resource.ts'
import { addStep } from './add-step.op.ts'
import { bulkEnrollCustomers } from './bulk-enroll-customers.op.ts'
import { cancelQueueStep } from './cancel-queue-step.op.ts'
import { changeSequenceStatus } from './change-sequence-status.op.ts'
import { completeEnrollment } from './complete-enrollment.follower.ts'
import { completeQueueStep } from './complete-queue-step.op.ts'
import { createSequence } from './create-sequence.op.ts'
import { deleteStep } from './delete-step.op.ts'
import { endSettled } from './end-settled.follower.ts'
import { enrollCustomer } from './enroll-customer.op.ts'
import { enrollmentRows } from './enrollment.ts'
import { getQueue } from './get-queue.op.ts'
import { getSequence } from './get-sequence.op.ts'
import { getSequenceOverview } from './get-sequence-overview.op.ts'
import { getStep } from './get-step.op.ts'
import { followEmail, followSent } from './keep-last-email.follower.ts'
import { followMailbox, followMember, followSequence } from './keep-sender.follower.ts'
import { followEnrollment, followStep } from './keep-sequence-totals.follower.ts'
import { listEnrollments } from './list-enrollments.op.ts'
import { listSequences } from './list-sequences.op.ts'
import { lastEmails, sequenceSenders } from './outlook.ts'
import { promoteStep } from './promote-step.timer.ts'
import { scheduledStepRows } from './scheduled-step-rows.ts'
import { sendQueueStep } from './send-queue-step.op.ts'
import { sequenceRows } from './sequence.ts'
import { sequenceTotals } from './sequence-totals.ts'
import { sequencesWords } from './sequences.words.ts'
import { stepRows } from './step.ts'
import { stopEnrollment } from './stop-enrollment.op.ts'
import { updateSequence } from './update-sequence.op.ts'
import { updateStep } from './update-step.op.ts'

export const sequencesResource = defineResource({
  name: 'sequences',
  description: 'Series of e-mails, calls and tasks, the customers in them, and the queue of what is to be done.',
  words: sequencesWords,
  tables: [sequenceRows, sequenceTotals, sequenceSenders, lastEmails, stepRows, scheduledStepRows, enrollmentRows],
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
    listEnrollments,
    enrollCustomer,
    bulkEnrollCustomers,
    stopEnrollment,
    getQueue,
    sendQueueStep,
    cancelQueueStep,
    completeQueueStep,
  ],
  timers: [promoteStep],
  followers: [
    followStep,
    followEnrollment,
    followSequence,
    followMailbox,
    followMember,
    followSent,
    followEmail,
    completeEnrollment,
    endSettled,
  ],
})
