/** What the examples of the storage share: one file, and its addresses as the default world of the first seed signs them. */
import type { World } from '../../core/world/handle.ts'
import { crmUsers } from '../auth/user.ts'
import { crmBlobs, crmDocuments, type DocumentRow } from '../documents/document.ts'
import { crmEntities } from '../entities/entity.ts'

const KEY = '00000000-0000-4000-8000-00000000f11e'
const BYTES = 'R3LDvMOfZQ=='
const terms = { contentType: 'text/plain', expires: '2026-06-01T14:15:00Z' }

export const putAddress = {
  path: { key: KEY },
  query: { ...terms, signature: 'HKndAMcGsvBZqk7NDem7ItpuGtKETq69d7oBuDbPCgY' },
  headers: { 'content-type': 'text/plain' },
  rawBody: 'Grüße',
}

export const getAddress = {
  path: { key: KEY },
  query: { ...terms, signature: 'fw3-6kRwkyp8PUhaut7p3RaV3SQoSfkCtl69MdZSssA' },
}

/** The first tenant has the file. */
export function filed(world: World, status: DocumentRow['status']): void {
  const user = world.table(crmUsers).find('inOrder', 'all')
  const entity = world.table(crmEntities).find('ofTenant', user?.tenantSlug ?? '')
  world.create(crmDocuments, {
    fileName: 'Grüße.txt',
    contentType: 'text/plain',
    size: 7,
    status,
    tenantSlug: user?.tenantSlug ?? '',
    entityType: entity?.type ?? 'account',
    entityId: entity?.id ?? '',
    uploadedBy: user?.id ?? '',
    key: KEY,
  })
  world.table(crmBlobs).put({ id: KEY, bytes: BYTES })
}
