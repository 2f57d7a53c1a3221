import * as z from 'zod'
import { type Columns, defineTable, type Row } from '../../core/store/definition.ts'
import { fromBase64Url } from '../../core/values/base64-url.ts'
import { PathId } from '../../core/values/path-id.ts'
import type { World } from '../../core/world/handle.ts'
import { defineRows } from '../../core/world/rows/rows.ts'
import { crmUsers } from '../auth/user.ts'
import { FilledText, Id, Instant, RowId } from '../conventions/values.ts'
import { crmEntities, EntityType, findEntity } from '../entities/entity.ts'
import { documentLifecycle } from './document.lifecycle.ts'
import { fileOfSize, smallFile } from './file.ts'

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

/** Whether nothing in it ends the line or turns what follows, and no letter is half. */
const isPlain = (name: string): boolean => !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u.test(name)
/** Whether there is something to see. */
const isVisible = (name: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(name)

/** A name that is safe to save a file under. What keeps it from being one is told once, whatever else does. */
export const FileName = z
  .string()
  .regex(/^[^/\\]*$/, { error: NO_FILE_NAME, abort: true })
  .refine(isPlain, { error: NO_FILE_NAME, abort: true })
  .trim()
  .min(1)
  .max(255)
  .refine((name) => name !== '.' && name !== '..' && isVisible(name), { error: NO_FILE_NAME })

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
  fileName: FileName,
  size: z.int().min(0).max(MAX_FILE_SIZE),
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
  rules: [
    {
      column: 'entityId',
      refuse: 'It must be a record of this type, of the same tenant.',
      when: ({ tenantSlug, entityType, entityId }, world) => !findEntity(world, tenantSlug, entityType, entityId),
    },
    {
      column: 'uploadedBy',
      refuse: 'It must be a user of the same tenant.',
      when: ({ tenantSlug, uploadedBy }, world) => world.table(crmUsers).get(uploadedBy)?.tenantSlug !== tenantSlug,
    },
  ],
})

/** How the names of files of each type end; the first is the usual one. */
const endings: Readonly<Record<DocumentRow['contentType'], readonly string[]>> = {
  'application/pdf': ['pdf'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/msword': ['doc'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
}

const typeOf = (fileName = ''): DocumentRow['contentType'] | undefined => {
  const ending = fileName.split('.').at(-1)?.toLowerCase() ?? ''
  return allowedContentTypes.find((type) => endings[type].includes(ending))
}

/** One that is about to be uploaded for the first record of its tenant; one that has a size is there. */
function documentDefaults(given: Columns<DocumentRow> & Row, world: World): Columns<DocumentRow> {
  const user = world.table(crmUsers).get(given.uploadedBy ?? '')
  const { tenantSlug = user?.tenantSlug ?? world.table(crmUsers).find('inOrder', 'all')?.tenantSlug ?? '' } = given
  const records = world.table(crmEntities).list('ofTenant', tenantSlug)
  const first = records.find(({ type }) => type === (given.entityType ?? type))
  const entity = given.entityId === undefined ? first : world.table(crmEntities).get(given.entityId)
  const { contentType = typeOf(given.fileName) ?? 'text/plain', key = world.ids.uuid('crm_blob') } = given
  const { status = given.size ? 'active' : 'pending', fileName = `document-${given.id}.${endings[contentType][0]}` } = given
  return {
    fileName,
    contentType,
    size: status === 'pending' ? 0 : (storedOf(world, key) ?? smallFile({ contentType, fileName })).length,
    status,
    tenantSlug: entity?.tenantSlug,
    entityType: entity?.type,
    entityId: entity?.id,
    uploadedBy: world.table(crmUsers).find('ofTenant', entity?.tenantSlug ?? '')?.id,
    key,
  }
}

/** Bytes that were uploaded, by their key. In a scenario they are written as base64. */
const Base64 = z.base64()

/** In JSON base64. */
const Bytes = z
  .custom<Uint8Array | string>((value) => value instanceof Uint8Array || Base64.safeParse(value).success, {
    error: 'Must be base64.',
  })
  .meta({
    type: 'string',
    contentEncoding: 'base64',
  })

export const crmBlobs = defineTable({ name: 'crm_blobs', kind: 'crm_blob', row: z.object({ id: PathId, bytes: Bytes }) })

export const crmBlobRows = defineRows(crmBlobs, {
  defaults: () => ({ bytes: '' }),
})

export function bytesOf({ bytes }: { readonly bytes: Uint8Array | string }): Uint8Array {
  return typeof bytes === 'string' ? fromBase64Url(bytes) : bytes
}

/** The bytes that have arrived under a key. */
export function storedOf(world: World, key: string): Uint8Array | undefined {
  const blob = world.table(crmBlobs).get(key)
  return blob && bytesOf(blob)
}

/** The file of a document: what has arrived of it. One that is there without any has a small file, as long as it says. */
export const fileOf = (world: World, document: DocumentRow): Uint8Array | undefined =>
  storedOf(world, document.key) ?? (document.status === 'pending' ? undefined : fileOfSize(document))
