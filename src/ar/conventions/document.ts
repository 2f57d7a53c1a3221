/** What the document says of this API beside its operations. */
import * as z from 'zod'
import type { ApiDocument } from '../../core/call/api.ts'
import { sharedWords } from './shared.words.ts'

const ApiError = z.object({ detail: z.string() }).meta({ id: 'ApiError' })
const FieldErrors = z
  .record(z.string(), z.union([z.array(z.string()), z.record(z.string(), z.unknown())]))
  .meta({ id: 'FieldErrors', description: 'Messages by field; for items of a list by index.' })

const InvalidRequest = z.union([ApiError, FieldErrors]).meta({ id: 'InvalidRequest' })

export const document: ApiDocument = {
  words: sharedWords,
  version: '1.0.0',
  security: {
    name: 'token',
    scheme: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token <token>`, from `POST /auth/login`.' },
  },
  idSchema: { type: 'string', format: 'uuid' },
  shortPage: { page_size: '2', limit: '2' },
  refusalSchema: (status) => (status === 400 ? InvalidRequest : ApiError),
}
