import * as z from 'zod'
import { searchable } from '../../core/values/folded.ts'
import { defineOperation } from '../conventions/operation.ts'
import { columnsOf, pageOf, pageParameters, toPage } from '../conventions/page.ts'
import { queryBoolean, queryText } from '../conventions/query.ts'
import { addressesOf, crmEmails, Email, type EmailRow, folders, wholeText } from './email.ts'

const columns = columnsOf(crmEmails, [{ oldest: 'receivedAt' }])

const Query = z.object({
  ...pageParameters(columns),
  folder: z.enum(folders).default('inbox').meta({ description: 'The folder to list.' }),
  q: queryText('Part of the subject, the text or an address, in any case.'),
  unread: queryBoolean('Only those that are not read; `false` leaves nothing out.'),
})
type Query = z.output<typeof Query>

export const listInbox = defineOperation({
  id: 'listInbox',
  route: 'GET /integrations/email/inbox',
  summary: 'List the e-mails of a folder',
  description: 'The caller’s own, newest first.',
  source: 'crm-email, List inbox',
  query: Query,
  responses: { 200: pageOf(Email) },

  handle({ world, user, query, reply }) {
    const rows = world.table(crmEmails).list('ofFolder', user.id, query.folder).filter(selects(query))
    return reply(
      200,
      toPage(rows, query, columns, (row) => world.show(crmEmails, row)),
    )
  },

  examples: [
    {
      name: 'lists the inbox in pages of 20',
      mark: 'D crm-conventions-12',
      expect: { status: 200, body: { success: true, pagination: { page: 1, limit: 20 } } },
    },
    {
      name: 'lists another folder',
      mark: 'D crm-email-2',
      query: { folder: 'sent' },
      expect: { status: 200, body: { success: true } },
    },
    {
      name: 'finds nothing for words that no e-mail has',
      mark: 'D crm-email-3',
      query: { q: 'no e-mail says this', unread: 'true', page: '1', limit: '5' },
      expect: { status: 200, body: { data: [], pagination: { page: 1, limit: 5, total: 0, totalPages: 0 } } },
    },
    {
      name: 'a page holds 100 e-mails at the most',
      mark: 'C',
      query: { limit: '500', sortBy: 'created_at', sortOrder: 'asc' },
      expect: { status: 200, body: { pagination: { limit: 100 } } },
    },
    {
      name: 'refuses another folder, and what is no boolean and no number',
      mark: 'C',
      query: { folder: 'spam', unread: 'maybe', page: '0' },
      expect: {
        status: 400,
        body: {
          success: false,
          error: {
            code: 'VALIDATION_ERROR',
            details: [
              { field: 'page', message: 'Must be a positive integer.' },
              { field: 'folder', message: 'Must be one of: inbox, sent, archive.' },
              { field: 'unread', message: 'Must be a boolean.' },
            ],
          },
        },
      },
    },
    {
      name: 'refuses to sort by what is no column',
      mark: 'C',
      query: { sortBy: 'entities' },
      expect: { status: 400, body: { error: { details: [{ field: 'sortBy' }] } } },
    },
    {
      name: 'needs a token',
      mark: 'D crm-conventions-3',
      as: 'nobody',
      expect: { status: 401, body: { error: { code: 'UNAUTHORIZED' } } },
    },
  ],
})

/** What the folder does not tell apart. */
function selects({ q, unread }: Query): (email: EmailRow) => boolean {
  const wanted = q ? searchable(q.trim()) : ''
  const has = (text: string): boolean => searchable(text).includes(wanted)
  return (email) =>
    (!unread || !email.isRead) && (!wanted || has(email.subject) || addressesOf(email).some(has) || has(wholeText(email)))
}
