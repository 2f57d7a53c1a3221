import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { crmEmails, type Folder } from './email.ts'

const Count = z.object({ total: z.int(), unread: z.int() })
const FolderCounts = z.object({ inbox: Count, sent: Count, archive: Count }).meta({ id: 'FolderCounts' })

export const getFolderCounts = defineOperation({
  id: 'getFolderCounts',
  route: 'GET /integrations/email/folders/counts',
  summary: 'Count the e-mails of each folder',
  description:
    'How many e-mails the caller has in each folder, of all accounts, and how many of them are unread. What no sync has brought yet is not counted.',
  source: 'crm-email, Get folder counts',
  responses: { 200: dataOf(FolderCounts) },

  handle({ world, user, reply }) {
    const emails = world.table(crmEmails)
    const count = (folder: Folder) => ({
      total: emails.in('ofFolder', user.id, folder).size,
      unread: emails.in('unread', user.id, folder).size,
    })
    return reply(200, ok({ inbox: count('inbox'), sent: count('sent'), archive: count('archive') }))
  },

  examples: [
    {
      name: 'counts the e-mails of each folder, and the unread ones',
      mark: 'D crm-email-5',
      expect: { status: 200, body: { success: true, data: { inbox: {}, sent: {}, archive: {} } } },
    },
    { name: 'needs a token', mark: 'D crm-conventions-3', as: 'nobody', expect: { status: 401 } },
  ],
})
