/** What the document says of this API beside its operations. */
import * as z from 'zod'
import type { ApiDocument } from '../../core/call/api.ts'

const Detail = z.object({ detail: z.string() }).meta({ id: 'Detail' })
const FieldErrors = z
  .record(z.string(), z.union([z.array(z.string()), z.record(z.string(), z.unknown())]))
  .meta({ id: 'FieldErrors', description: 'Messages by field; for items of a list by index.' })

export const document: ApiDocument = {
  version: '1.0.0',
  security: {
    name: 'token',
    scheme: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token <token>`, from `POST /auth/login`.' },
  },
  idSchema: { type: 'string', format: 'uuid' },
  refusalSchema: (status) => (status === 400 ? z.union([Detail, FieldErrors]) : Detail),
}
