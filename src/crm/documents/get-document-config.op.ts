import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { allowedContentTypes, MAX_FILE_SIZE } from './document.ts'

export const getDocumentConfig = defineOperation({
  id: 'getDocumentConfig',
  route: 'GET /integrations/documents/config',
  summary: 'Get the settings of the document storage',
  description: 'How large a file may be, and of which types: what else is sent is refused. The same for every caller.',
  source: 'crm-documents, Get document config',
  responses: {
    200: dataOf(
      z
        .object({
          configured: z.boolean(),
          provider: z.string(),
          maxFileSize: z.int().meta({ description: 'Bytes.' }),
          allowedContentTypes: z.array(z.string()),
        })
        .meta({ id: 'DocumentConfig' }),
    ),
  },

  handle({ reply }) {
    const limits = { maxFileSize: MAX_FILE_SIZE, allowedContentTypes: [...allowedContentTypes] }
    return reply(200, ok({ configured: true, provider: 'arsim', ...limits }))
  },

  examples: [
    {
      name: 'says how large a file may be, and of which types',
      mark: 'D crm-documents-1',
      expect: { status: 200, body: { success: true, data: { configured: true, maxFileSize: 26_214_400 } } },
    },
    { name: 'needs a token', mark: 'D crm-conventions-3', as: 'nobody', expect: { status: 401 } },
  ],
})
