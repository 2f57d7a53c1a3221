import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { CrmDocument, crmDocuments, storedOf } from './document.ts'

export const confirmDocument = defineOperation({
  id: 'confirmDocument',
  route: 'POST /integrations/documents/{id}/confirm',
  also: ['PATCH'],
  summary: 'Confirm that the upload has completed',
  description: 'The document becomes `active`, with the size of its file. Once more changes nothing.',
  source: 'crm-documents, Confirm document',
  target: crmDocuments.at('id'),
  responses: { 200: dataOf(CrmDocument) },
  fires: 'confirm',
  rules: [
    {
      refuse: 'The bytes have not arrived. Send them to the uploadUrl first.',
      when: ({ world, target }) => storedOf(world, target.key) === undefined,
    },
  ],

  handle({ world, next, save, show, reply }) {
    const { length: size = 0 } = storedOf(world, next.key) ?? {}
    return reply(200, ok(show(save({ ...next, size }))))
  },

  examples: [
    {
      name: 'a document whose bytes have arrived becomes active',
      mark: 'D crm-documents-4',
      path: { id: 'arrived' },
      expect: { status: 200, body: { success: true, data: { status: 'active' } } },
    },
    {
      name: 'once more changes nothing',
      mark: 'C',
      path: { id: 'active' },
      expect: { status: 200, body: { success: true, data: { status: 'active' } } },
    },
    {
      name: 'refuses a document whose bytes have not arrived',
      mark: 'C',
      path: { id: 'pending' },
      expect: {
        status: 409,
        body: { error: { code: 'CONFLICT', message: 'The bytes have not arrived. Send them to the uploadUrl first.' } },
      },
    },
    { name: 'refuses an archived document', mark: 'C', path: { id: 'archived' }, expect: { status: 409 } },
    {
      name: 'a document of another tenant is not found',
      mark: 'C',
      as: 'stranger',
      path: { id: 'active' },
      expect: { status: 404 },
    },
  ],
})
