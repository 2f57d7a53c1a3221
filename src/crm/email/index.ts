import { defineResource } from '../../core/call/resource.ts'
import { crmEmailRows } from './email.ts'
import { emailWords } from './email.words.ts'
import { emailReceived } from './email-received.event.ts'
import { getEmailThread } from './get-email-thread.op.ts'
import { getFolderCounts } from './get-folder-counts.op.ts'
import { listEntityEmailThreads } from './list-entity-email-threads.op.ts'
import { listInbox } from './list-inbox.op.ts'
import { matchEmailAddress } from './match-email-address.op.ts'
import { sendEmail } from './send-email.op.ts'
import { syncEmail } from './sync-email.op.ts'
import { toggleEmailArchive } from './toggle-email-archive.op.ts'
import { toggleEmailRead } from './toggle-email-read.op.ts'
import { toggleEmailStar } from './toggle-email-star.op.ts'

export const emailResource = defineResource({
  name: 'email',
  description: 'The caller’s mailbox, and the records its e-mails are linked to.',
  words: emailWords,
  tables: [crmEmailRows],
  operations: [
    listInbox,
    getFolderCounts,
    toggleEmailRead,
    toggleEmailStar,
    toggleEmailArchive,
    sendEmail,
    listEntityEmailThreads,
    getEmailThread,
    matchEmailAddress,
    syncEmail,
  ],
  events: [emailReceived],
})
