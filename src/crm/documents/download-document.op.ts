import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Instant } from '../conventions/values.ts'
import { ADDRESS_MINUTES, presigned } from '../storage/presigned.ts'
import { crmDocuments } from './document.ts'

export const downloadDocument = defineOperation({
  id: 'downloadDocument',
  route: 'GET /integrations/documents/{id}/download',
  summary: 'Get an address to download a document from',
  description: `Good for ${ADDRESS_MINUTES} minutes. Archived documents can be downloaded too.`,
  source: 'crm-documents, Download document',
  target: crmDocuments.at('id'),
  rules: [{ refuse: 'The upload has not been confirmed.', when: ({ target }) => target.status === 'pending' }],
  responses: { 200: dataOf(z.object({ url: z.string().meta({ format: 'uri' }), expiresAt: Instant })) },

  handle: ({ world, origin, target, reply }) => reply(200, ok(presigned(world, origin, 'GET', target))),

  examples: [
    {
      name: 'answers an address that is good for 15 minutes',
      mark: 'D crm-documents-8',
      path: { id: 'active' },
      expect: { status: 200, body: { success: true, data: { expiresAt: '2026-06-01T14:15:00Z' } } },
    },
    {
      name: 'an archived document can be downloaded',
      mark: 'C',
      path: { id: 'archived' },
      expect: { status: 200 },
    },
    {
      name: 'refuses a document whose upload is not confirmed',
      mark: 'C',
      path: { id: 'pending' },
      expect: { status: 409, body: { error: { code: 'CONFLICT', message: 'The upload has not been confirmed.' } } },
    },
  ],
})
