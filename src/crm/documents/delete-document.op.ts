import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Id } from '../conventions/values.ts'
import { crmBlobs, crmDocuments } from './document.ts'

export const deleteDocument = defineOperation({
  id: 'deleteDocument',
  route: 'DELETE /integrations/documents/{id}',
  summary: 'Delete a document',
  description: 'Whatever its status. Its bytes go too.',
  source: 'crm-documents, Delete document',
  target: crmDocuments.at('id'),
  responses: { 200: dataOf(z.object({ id: Id })) },

  handle({ world, target, reply }) {
    world.table(crmDocuments).delete(target.id)
    world.table(crmBlobs).delete(target.key)
    return reply(200, ok({ id: Number(target.id) }))
  },

  examples: [
    {
      name: 'deletes a document',
      mark: 'D crm-documents-9',
      path: { id: 'active' },
      expect: { status: 200, body: { success: true, data: { id: '$samples.crm_documents.active' } } },
    },
    {
      name: 'a document of another tenant is not found',
      mark: 'C',
      as: 'stranger',
      path: { id: 'active' },
      expect: { status: 404 },
    },
  ],
})
