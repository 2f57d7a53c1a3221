/** What the document says of this API beside its operations. */
import * as z from 'zod'
import type { ApiDocument } from '../../core/api.ts'
import type { LifecycleEvent } from '../../core/lifecycle.ts'
import type { Operation } from '../../core/operation.ts'
import { inWords } from '../../core/rungs.ts'
import { codes } from './refusals.ts'

const Failure = z
  .object({
    success: z.literal(false),
    error: z.object({
      code: z.enum(Object.values(codes)),
      message: z.string(),
      details: z.array(z.object({ field: z.string(), message: z.string() })),
    }),
  })
  .meta({ id: 'Error' })

/** What an operation can refuse with follows from what it declares. */
function refusals({ isPublic, target, params, body, query, fires, rules, method, refuses }: Operation): Record<number, string> {
  const hasBody = method !== 'GET'
  const reasons: Record<number, (string | false | undefined)[]> = {
    400: [(body || query || params) && 'Some fields are not valid.', hasBody && 'The body is not a JSON object.'],
    401: [!isPublic && 'No valid access token.'],
    404: [target && `No such ${inWords(target.table, { name: 'crm' })}.`],
    409: [fires && `The status does not allow it: only ${allowed(fires).join(', ')}.`],
    413: [hasBody && 'The body exceeds 1,000,000 bytes.'],
    415: [hasBody && 'The body is not `application/json`.'],
  }
  for (const { status = 409, refuse } of rules) reasons[status] = [...(reasons[status] ?? []), refuse]
  for (const [status, why] of Object.entries(refuses)) reasons[Number(status)] = [...(reasons[Number(status)] ?? []), why]
  return Object.fromEntries(
    Object.entries(reasons).flatMap(([status, texts]) => {
      const said = texts.filter(Boolean)
      return said.length ? [[status, said.join(' ')]] : []
    }),
  )
}

const allowed = ({ lifecycle, name }: LifecycleEvent): string[] =>
  lifecycle.statuses.filter((status) => lifecycle.find(name, status))

export const document: ApiDocument = {
  version: '1.0.0',
  security: {
    name: 'bearer',
    scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The `accessToken` of `POST /auth/login`.' },
  },
  idSchema: { type: 'integer', minimum: 1 },
  refusals,
  refusalSchema: () => Failure,
}
