import * as z from 'zod'
import { either } from '../conventions/groups.ts'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, pageOf, toPage } from '../conventions/page.ts'
import { pageParameters, queryBoolean, queryText, queryUuid } from '../conventions/query.ts'
import { type Conversation, conversations } from './conversation.ts'
import { Thread, type ThreadRow, threads } from './thread.ts'

export const listEmails = defineOperation({
  id: 'listEmails',
  route: 'GET /companies/{company_id}/communications/emails',
  summary: 'List e-mails',
  description: 'E-mails that went through a connected mailbox: the latest message of each conversation, newest first.',
  source: 'communications, List emails',
  query: z.object({
    ...pageParameters,
    is_ar_related: queryBoolean('Whether the message is about receivables.'),
    customer_id: queryUuid('Only e-mails with this customer.'),
    search: queryText('Part of the subject, the body or the customer’s name, in any case.'),
  }),
  responses: { 200: pageOf(Thread) },

  handle({ world, company, query, reply }) {
    const { is_ar_related, customer_id, search } = query
    const latest = ({ latest }: Conversation) => world.table(threads).get(latest) as ThreadRow
    const finds = search ? world.finds(threads, search) : undefined
    const page = toPage(world, query, {
      table: conversations,
      index: 'mail',
      slices: either(is_ar_related).map((isRelated) => ({
        rows: world.table(conversations).in('mail', company.id, isRelated),
      })),
      where: allOf<Conversation>(customer_id && ((row) => row.customer === customer_id), finds && ((row) => finds(latest(row)))),
      show: (row) => world.show(threads, latest(row)),
    })
    return reply(200, page)
  },

  examples: [
    {
      name: 'lists the latest e-mail of each conversation',
      mark: 'D communications-13',
      query: { page_size: '1' },
      expect: { status: 200, body: { page: 1, data: [{ communication_type: 'email' }] } },
    },
    {
      name: 'lists only those about receivables',
      mark: 'D communications-14',
      query: { is_ar_related: 'true', page_size: '1' },
      expect: { status: 200, body: { data: [{ is_ar_related: true }] } },
    },
    {
      name: 'refuses what is no boolean',
      mark: 'C',
      query: { is_ar_related: 'ar' },
      expect: { status: 400, body: { is_ar_related: ['Must be a valid boolean.'] } },
    },
  ],
})
