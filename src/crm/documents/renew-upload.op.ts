import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { ADDRESS_MINUTES } from '../storage/presigned.ts'
import { CONFIRMED, crmDocuments } from './document.ts'
import { Upload, uploadOf } from './upload.ts'

export const renewUpload = defineOperation({
  id: 'renewUpload',
  route: 'POST /integrations/documents/{id}/upload',
  summary: 'Renew the address of an upload',
  description: `For a document whose upload is not confirmed: another ${ADDRESS_MINUTES} minutes to send the bytes. Earlier addresses stay as they are.`,
  source: 'arsim',
  isExtension: true,
  target: crmDocuments.at('id'),
  rules: [{ refuse: CONFIRMED, when: ({ target }) => target.status !== 'pending' }],
  responses: { 200: dataOf(Upload) },

  handle: ({ world, origin, target, reply }) => reply(200, ok(uploadOf(world, origin, target))),

  examples: [
    {
      name: 'a pending document has a new address',
      mark: 'C',
      path: { id: 'pending' },
      expect: {
        status: 200,
        body: {
          success: true,
          data: { documentId: '$samples.crm_documents.pending', method: 'PUT', expiresAt: '2026-06-01T14:15:00Z' },
        },
      },
    },
    {
      name: 'refuses a document whose upload was confirmed',
      mark: 'C',
      path: { id: 'active' },
      expect: { status: 409, body: { error: { code: 'CONFLICT', message: CONFIRMED } } },
    },
    {
      name: 'a document of another tenant is not found',
      mark: 'C',
      as: 'stranger',
      path: { id: 'pending' },
      expect: { status: 404 },
    },
  ],
})
