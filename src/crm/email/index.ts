import type { Resource } from '../../core/api.ts'
import { getCrmEmailThread } from './get-crm-email-thread.op.ts'
import { getFolderCounts } from './get-folder-counts.op.ts'
import { listEntityEmailThreads } from './list-entity-email-threads.op.ts'
import { listInbox } from './list-inbox.op.ts'
import { matchEmailAddress } from './match-email-address.op.ts'
import { sendCrmEmail } from './send-crm-email.op.ts'
import { syncCrmEmail } from './sync-crm-email.op.ts'
import { toggleEmailArchive } from './toggle-email-archive.op.ts'
import { toggleEmailRead } from './toggle-email-read.op.ts'
import { toggleEmailStar } from './toggle-email-star.op.ts'

export const emailResource: Resource = {
  name: 'email',
  description: 'The caller’s mailbox, and the records its e-mails are linked to.',
  operations: [
    listInbox,
    getFolderCounts,
    toggleEmailRead,
    toggleEmailStar,
    toggleEmailArchive,
    sendCrmEmail,
    listEntityEmailThreads,
    getCrmEmailThread,
    matchEmailAddress,
    syncCrmEmail,
  ],
}
