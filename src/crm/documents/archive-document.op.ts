import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { CrmDocument, crmDocuments } from './document.ts'

export const archiveDocument = defineOperation({
  id: 'archiveDocument',
  route: 'PATCH /integrations/documents/{id}/archive',
  also: ['POST'],
  summary: 'Archive a document',
  description: 'It leaves the lists, and can still be downloaded. Once more changes nothing.',
  source: 'crm-documents, Archive document',
  target: crmDocuments.at('id'),
  responses: { 200: dataOf(CrmDocument) },
  fires: 'archive',

  handle: ({ next, save, show, reply }) => reply(200, ok(show(save(next)))),

  examples: [
    {
      name: 'an active document is archived',
      mark: 'D crm-documents-10',
      path: { id: 'active' },
      expect: { status: 200, body: { success: true, data: { status: 'archived' } } },
    },
    {
      name: 'once more changes nothing',
      mark: 'C',
      path: { id: 'archived' },
      expect: { status: 200, body: { success: true, data: { status: 'archived' } } },
    },
    {
      name: 'refuses a document whose upload is not confirmed',
      mark: 'C',
      path: { id: 'pending' },
      expect: { status: 409, body: { error: { message: 'Cannot archive this document: it is pending.' } } },
    },
  ],
})
