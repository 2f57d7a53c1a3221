import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { CrmDocument, crmDocuments } from './document.ts'

export const getDocument = defineOperation({
  id: 'getDocument',
  route: 'GET /integrations/documents/{id}',
  summary: 'Get a document',
  description:
    'What is known of a document of the caller’s tenant, whatever its status. `downloadDocument` tells where its bytes are.',
  source: 'crm-documents, Get document',
  target: crmDocuments.at('id'),
  responses: { 200: dataOf(CrmDocument) },
  handle: ({ target, show, reply }) => reply(200, ok(show(target))),
  examples: [
    {
      name: 'shows a document',
      mark: 'D crm-documents-7',
      path: { id: 'active' },
      expect: { status: 200, body: { success: true, data: { id: '$samples.crm_documents.active', status: 'active' } } },
    },
    {
      name: 'a colleague sees it too',
      mark: 'C',
      as: 'colleague',
      path: { id: 'active' },
      expect: { status: 200 },
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
