import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { EntityParams, entityOf, isLinkedTo, NO_ENTITY, noEntityExample, noEntityTypeExample } from '../entities/entity.ts'
import { crmEmails } from './email.ts'
import { summaryOf, ThreadSummary, threadOf } from './thread.ts'

export const listEntityEmailThreads = defineOperation({
  id: 'listEntityEmailThreads',
  route: 'GET /integrations/email/threads/{entityType}/{entityId}',
  summary: 'List the threads of a record',
  description: 'The caller’s own threads with an e-mail that is linked to the record, those with the newest e-mail first.',
  source: 'crm-email, List threads of a record',
  params: EntityParams,
  responses: { 200: dataOf(z.array(ThreadSummary)) },
  refuses: { 'not-found': NO_ENTITY },

  handle({ world, user, path, reply }) {
    const entity = entityOf(world, user, path.entityType, path.entityId)
    const linked = world
      .table(crmEmails)
      .list('ofUser', user.id)
      .filter(({ entities }) => isLinkedTo(entities, entity))
    const threads = [...new Set(linked.map(({ threadId }) => threadId))].map((id) => summaryOf(threadOf(world, user, id)))
    return reply(200, ok(threads.sort((a, b) => Date.parse(b.lastMessageAt) - Date.parse(a.lastMessageAt))))
  },

  examples: [
    {
      name: 'lists the threads of a contact',
      mark: 'D crm-email-11',
      path: { entityType: 'contact', entityId: '$samples.crm_entities.contact' },
      expect: { status: 200, body: { success: true } },
    },
    noEntityExample('contact'),
    noEntityTypeExample('refuses what is no type of record'),
  ],
})
