import * as z from 'zod'
import { dataOf, ok } from '../conventions/envelope.ts'
import { defineOperation } from '../conventions/operation.ts'
import { Id } from '../conventions/values.ts'
import { EntityType, entityOf, NO_ENTITY } from '../entities/entity.ts'
import { ADDRESS_MINUTES } from '../storage/presigned.ts'
import { allowedContentTypes, crmDocuments, FileName } from './document.ts'
import { Upload, uploadOf } from './upload.ts'

export const uploadDocument = defineOperation({
  id: 'uploadDocument',
  route: 'POST /integrations/documents/upload',
  summary: 'Begin to upload a document',
  description: `Answers where to send the bytes, within ${ADDRESS_MINUTES} minutes. The document stays \`pending\` until that is confirmed; until then its address can be renewed.`,
  source: 'crm-documents, Upload document',
  body: z.object({
    fileName: FileName,
    contentType: z.enum(allowedContentTypes),
    entityType: EntityType,
    entityId: Id,
  }),
  responses: { 201: dataOf(Upload) },
  refuses: { 'not-found': NO_ENTITY },

  handle({ world, user, origin, body: { fileName, contentType, entityType, entityId }, reply }) {
    const { id, tenantSlug } = entityOf(world, user, entityType, entityId)
    const key = world.ids.uuid('crm_blob')
    const owners = { tenantSlug, entityType, entityId: id, uploadedBy: user.id }
    const document = world.create(crmDocuments, { fileName, contentType, size: 0, status: 'pending', ...owners, key })
    return reply(201, ok(uploadOf(world, origin, document)))
  },

  examples: [
    {
      name: 'answers where and how to send the bytes',
      mark: 'D crm-documents-2',
      body: {
        fileName: 'contract.pdf',
        contentType: 'application/pdf',
        entityType: 'account',
        entityId: '$samples.crm_entities.account',
      },
      expect: {
        status: 201,
        body: {
          success: true,
          data: { method: 'PUT', headers: { 'Content-Type': 'application/pdf' }, expiresAt: '2026-06-01T14:15:00Z' },
        },
      },
    },
    {
      name: 'needs all four fields',
      mark: 'C',
      body: {},
      expect: {
        status: 400,
        body: {
          error: {
            code: 'VALIDATION_ERROR',
            details: [{ field: 'fileName' }, { field: 'contentType' }, { field: 'entityType' }, { field: 'entityId' }],
          },
        },
      },
    },
    {
      name: 'refuses a name with a path, and a content type that is not allowed',
      mark: 'C',
      body: {
        fileName: '../../etc/passwd',
        contentType: 'text/html',
        entityType: 'account',
        entityId: '$samples.crm_entities.account',
      },
      expect: {
        status: 400,
        body: {
          error: {
            details: [
              { field: 'fileName', message: 'Must be the name of a file, without a path or control characters.' },
              { field: 'contentType' },
            ],
          },
        },
      },
    },
    {
      name: 'a record that does not exist is not found',
      mark: 'C',
      body: { fileName: 'contract.pdf', contentType: 'application/pdf', entityType: 'account', entityId: 999_999 },
      expect: {
        status: 404,
        body: { error: { code: 'NOT_FOUND' } },
        headers: { 'x-sim-warning': 'There is no account 999999 here.' },
      },
    },
  ],
})
