import type { Resource } from '../../core/api.ts'
import { createThreadNote } from './create-thread-note.op.ts'
import { getEmailThread } from './get-email-thread.op.ts'
import { getThread } from './get-thread.op.ts'
import { listEmails } from './list-emails.op.ts'
import { listThreadNotes } from './list-thread-notes.op.ts'
import { listThreads } from './list-threads.op.ts'
import { logManualCommunication } from './log-manual-communication.op.ts'

export const communicationsResource: Resource = {
  name: 'communications',
  description: 'Messages with customers: e-mails of connected mailboxes, calls, and what was logged by hand.',
  operations: [listThreads, getThread, listEmails, getEmailThread, logManualCommunication, listThreadNotes, createThreadNote],
}
