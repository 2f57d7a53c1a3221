/** Where and how to send the bytes of a document. */
import * as z from 'zod'
import type { World } from '../../core/world/handle.ts'
import { Id, Instant } from '../conventions/values.ts'
import { presigned } from '../storage/presigned.ts'
import type { DocumentRow } from './document.ts'

export const Upload = z
  .object({
    documentId: Id,
    uploadUrl: z.string().meta({ format: 'uri' }),
    method: z.literal('PUT'),
    headers: z.object({ 'Content-Type': z.string() }),
    expiresAt: Instant,
  })
  .meta({ id: 'Upload' })

/** An address that is good from now on, for a while. */
export function uploadOf(world: World, origin: string, document: DocumentRow): z.output<typeof Upload> {
  const { url: uploadUrl, expiresAt } = presigned(world, origin, 'PUT', document)
  const headers = { 'Content-Type': document.contentType }
  return { documentId: Number(document.id), uploadUrl, method: 'PUT', headers, expiresAt }
}
