import { defineResource } from '../../core/call/resource.ts'
import { bounceRows } from './bounce.ts'
import { callLogged } from './call-logged.event.ts'
import { communicationsWords } from './communications.words.ts'
import { conversations } from './conversation.ts'
import { createThreadNote } from './create-thread-note.op.ts'
import { customerReplied } from './customer-replied.event.ts'
import { emailBounced } from './email-bounced.event.ts'
import { emailReceived } from './email-received.event.ts'
import { followGrace } from './follow-grace.follower.ts'
import { getEmailThread } from './get-email-thread.op.ts'
import { getThread } from './get-thread.op.ts'
import { keepConversation } from './keep-conversation.follower.ts'
import { keepLastContact } from './keep-last-contact.follower.ts'
import { listEmails } from './list-emails.op.ts'
import { listThreadNotes } from './list-thread-notes.op.ts'
import { listThreads } from './list-threads.op.ts'
import { logManualCommunication } from './log-manual-communication.op.ts'
import { settleMessages } from './settle-messages.follower.ts'
import { threadRows } from './thread.ts'
import { threadNoteRows } from './thread-note.ts'

export const communicationsResource = defineResource({
  name: 'communications',
  description: 'Messages with customers: e-mails of connected mailboxes, calls, and what was logged by hand.',
  words: communicationsWords,
  tables: [conversations, threadRows, threadNoteRows, bounceRows],
  operations: [listThreads, getThread, listEmails, getEmailThread, logManualCommunication, listThreadNotes, createThreadNote],
  followers: [settleMessages, keepConversation, keepLastContact, followGrace],
  events: [customerReplied, emailReceived, emailBounced, callLogged],
})
