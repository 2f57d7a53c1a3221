import * as z from 'zod'
import { Content } from '../../core/values/http.ts'
import { notFound } from '../conventions/refusals.ts'
import { fileOf } from '../documents/document.ts'
import { defineOperation, documentOf, NO_FILE, NOTHING_ARRIVED, Signed } from './conventions.ts'
import { filed, getAddress } from './examples.ts'

export const getFile = defineOperation({
  id: 'getFile',
  route: 'GET /{key}',
  summary: 'Download the bytes of a document',
  description: 'From the `url` of `downloadDocument`.',
  source: 'arsim',
  openTo: 'embedding',
  query: Signed,
  responses: { 200: z.instanceof(Content) },
  refuses: { 'not-found': NO_FILE },

  handle({ world, path, reply }) {
    const document = documentOf(world, path.key)
    const file = fileOf(world, document)
    if (!file) throw notFound(NOTHING_ARRIVED)
    return reply(200, new Content(document.contentType, file), {
      'content-disposition': attachment(document.fileName),
      'x-content-type-options': 'nosniff',
    })
  },

  examples: [
    {
      name: 'gives the bytes back, to be saved under their name',
      mark: 'C',
      given: (world) => filed(world, 'active'),
      ...getAddress,
      expect: {
        status: 200,
        headers: { 'content-type': 'text/plain', 'content-disposition': "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt" },
      },
    },
    {
      name: 'refuses another signature',
      mark: 'C',
      given: (world) => filed(world, 'active'),
      ...getAddress,
      query: { ...getAddress.query, signature: 'x' },
      expect: { status: 403, body: { success: false, error: { code: 'FORBIDDEN', message: 'Access denied' } } },
    },
    {
      name: 'a file that was deleted is not found',
      mark: 'C',
      ...getAddress,
      expect: { status: 404, body: { success: false, error: { code: 'NOT_FOUND' } } },
    },
  ],
})

/** In the notation of RFC 8187, which has room for any name. */
function attachment(fileName: string): string {
  const text = encodeURIComponent(fileName)
  return `attachment; filename*=UTF-8''${text.replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`
}
