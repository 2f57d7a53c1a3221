/** What the document says of the control API beside its operations. */
import * as z from 'zod'
import type { ApiDocument } from '../core/call/api.ts'
import { VERSION } from '../version.ts'

const Refusal = z
  .object({
    error: z.object({
      message: z.string(),
      details: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    }),
  })
  .meta({ id: 'Refusal' })

export const document: ApiDocument = {
  version: VERSION,
  security: {
    name: 'controlToken',
    scheme: { type: 'http', scheme: 'bearer', description: 'Only where the simulator was started with a control token.' },
  },
  idSchema: { type: 'string' },
  refusalSchema: () => Refusal,
}
