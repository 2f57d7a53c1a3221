import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { EntityParams, entityOf, NO_ENTITY, noEntityExample, noEntityTypeExample } from '../entities/entity.ts'
import { CrmDocument, crmDocuments } from './document.ts'

export const listEntityDocuments = defineOperation({
  id: 'listEntityDocuments',
  route: 'GET /integrations/documents/entity/{entityType}/{entityId}',
  summary: 'List the documents of a record',
  description: 'The active ones, newest first.',
  source: 'crm-documents, List documents of a record',
  params: EntityParams,
  responses: { 200: dataOf(z.array(CrmDocument)) },
  refuses: { 'not-found': NO_ENTITY },

  handle({ world, user, path, reply }) {
    const { id, tenantSlug } = entityOf(world, user, path.entityType, path.entityId)
    const active = world.table(crmDocuments).list('ofStatus', tenantSlug, 'active')
    const linked = active.filter(({ entityId }) => entityId === id)
    return reply(200, ok(linked.map((document) => world.show(crmDocuments, document))))
  },

  examples: [
    {
      name: 'lists the active documents of a record',
      mark: 'D crm-documents-6',
      path: { entityType: 'account', entityId: '$samples.crm_entities.account' },
      expect: { status: 200, body: { success: true } },
    },
    noEntityTypeExample('refuses another kind of record'),
    noEntityExample('account'),
  ],
})
