import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import { fromBase64Url } from '../../core/values/base64-url.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows.ts'
import { crmUsers } from '../auth/user.ts'
import { FilledText, Id, Instant, RowId } from '../conventions/values.ts'
import { crmEntities, EntityType } from '../entities/entity.ts'
import { documentLifecycle } from './document.lifecycle.ts'

export const CONFIRMED = 'The upload has been confirmed: the file can no longer be replaced.'

export const MAX_FILE_SIZE = 25 * 1024 * 1024
export const allowedContentTypes = [
  'application/pdf',
  'text/plain',
  'text/csv',
  'image/png',
  'image/jpeg',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const

const NO_FILE_NAME = 'Must be the name of a file, without a path or control characters.'

/** A name that is safe to save a file under. */
export const FileName = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it refuses, in a form that every generator reads
  .regex(/^[^/\\\u0000-\u001f\u007f-\u009f]*$/, { error: NO_FILE_NAME })
  .trim()
  .min(1)
  .max(255)
  .refine((name) => name !== '.' && name !== '..', { error: NO_FILE_NAME })

export const CrmDocument = z
  .object({
    id: Id,
    fileName: FilledText,
    contentType: z.enum(allowedContentTypes),
    /** Bytes; 0 until the upload is confirmed. */
    size: z.int().min(0),
    status: z.enum(documentLifecycle.statuses),
    entityType: EntityType,
    entityId: Id,
    uploadedBy: Id,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'CrmDocument' })

/** `key` names its bytes in the storage. */
const DocumentRow = CrmDocument.extend({
  id: RowId,
  tenantSlug: FilledText,
  entityId: RowId,
  uploadedBy: RowId,
  key: z.string(),
})
export type DocumentRow = z.output<typeof DocumentRow>

export const crmDocuments = defineTable({
  name: 'crm_documents',
  kind: 'crm_document',
  noun: 'document',
  ids: 'integer',
  row: DocumentRow,
  shows: CrmDocument,
  references: { entityId: crmEntities, uploadedBy: crmUsers },
  labels: {
    id: (_, document) => Number(document.id),
    entityId: (_, document) => Number(document.entityId),
    uploadedBy: (_, document) => Number(document.uploadedBy),
  },
  lifecycle: documentLifecycle,
  indexes: {
    ofStatus: { group: ['tenantSlug', 'status'], order: [{ newest: 'createdAt' }] },
    ofKey: { group: ['key'] },
  },
})

export const crmDocumentRows = defineRows(crmDocuments, {
  samples: {
    pending: (document, { world }) => document.status === 'pending' && !world.table(crmBlobs).get(document.key),
    arrived: (document, { world }) => document.status === 'pending' && world.table(crmBlobs).get(document.key) !== undefined,
    active: (document) => document.status === 'active',
    archived: (document) => document.status === 'archived',
  },
  defaults: documentDefaults,
})

function documentDefaults(given: Columns<DocumentRow> & Row, world: World): Columns<DocumentRow> {
  const entity = world.table(crmEntities).get(given.entityId ?? '1')
  return {
    fileName: `document-${given.id}.txt`,
    contentType: 'text/plain',
    size: 0,
    status: 'pending',
    tenantSlug: entity?.tenantSlug,
    entityType: entity?.type,
    entityId: entity?.id,
    uploadedBy: world.table(crmUsers).find('ofTenant', entity?.tenantSlug ?? '')?.id,
    key: world.ids.uuid('crm_blob'),
  }
}

/** Bytes that were uploaded, by their key. In a scenario they are written as base64. */
export const crmBlobs = defineTable({
  name: 'crm_blobs',
  kind: 'crm_blob',
  row: z.object({ id: z.string(), bytes: z.union([z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array), z.base64()]) }),
})

export const crmBlobRows = defineRows(crmBlobs, {
  defaults: () => ({ bytes: '' }),
})

export function bytesOf({ bytes }: { readonly bytes: Uint8Array | string }): Uint8Array {
  return typeof bytes === 'string' ? fromBase64Url(bytes) : bytes
}

/** How many bytes of a document have arrived. */
export function sizeOf(world: World, { key }: DocumentRow): number {
  const blob = world.table(crmBlobs).get(key)
  return blob ? bytesOf(blob).length : 0
}
