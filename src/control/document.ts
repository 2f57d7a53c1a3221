/** What the document says of the control API beside its operations. */
import * as z from 'zod'
import type { ApiDocument } from '../core/call/api.ts'
import { VERSION } from '../version.ts'
import { sharedWords } from './shared.words.ts'

const Detail = z.object({ field: z.string(), message: z.string() }).meta({ id: 'ErrorDetail' })

const ApiError = z
  .object({
    error: z.object({
      message: z.string(),
      details: z.array(Detail).optional(),
    }),
  })
  .meta({ id: 'ApiError' })

export const document: ApiDocument = {
  version: VERSION,
  words: sharedWords,
  security: {
    name: 'controlToken',
    isOptional: true,
    scheme: { type: 'http', scheme: 'bearer', description: 'Only where the simulator was started with a control token.' },
  },
  idSchema: { type: 'string' },
  shortPage: { page_size: '2', limit: '2' },
  refusalSchema: () => ApiError,
}
