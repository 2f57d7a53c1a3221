/** What the document says of this API beside its operations. */
import * as z from 'zod'
import type { ApiDocument } from '../../core/call/api.ts'
import { codes } from './refusals.ts'
import { sharedWords } from './shared.words.ts'

const Detail = z.object({ field: z.string(), message: z.string() }).meta({ id: 'ErrorDetail' })

const Failure = z
  .object({
    success: z.literal(false),
    error: z.object({
      code: z.enum(Object.values(codes)).meta({ id: 'ErrorCode' }),
      message: z.string(),
      details: z.array(Detail),
    }),
  })
  .meta({ id: 'ApiError' })

export const document: ApiDocument = {
  words: sharedWords,
  version: '1.0.0',
  security: {
    name: 'bearer',
    scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The `accessToken` of `POST /auth/login`.' },
  },
  idSchema: { type: 'integer', minimum: 1 },
  shortPage: { limit: '2' },
  refusalSchema: () => Failure,
}
