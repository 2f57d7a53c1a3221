/** What the document says of this API beside its operations. */
import * as z from 'zod'
import type { ApiDocument } from '../../core/api.ts'
import type { Operation } from '../../core/operation.ts'
import { inWords } from '../../core/rungs.ts'

const Detail = z.object({ detail: z.string() }).meta({ id: 'Detail' })
const FieldErrors = z
  .record(z.string(), z.union([z.array(z.string()), z.record(z.string(), z.unknown())]))
  .meta({ id: 'FieldErrors', description: 'Messages by field; for items of a list by index.' })

/** What an operation can refuse with follows from what it declares. */
function refusals(operation: Operation): Record<number, string> {
  const { isPublic, path, target, forbids, body, query, rules, fires, method } = operation
  const isScoped = path.includes('{company_id}')
  const conflict = rules.find(({ status }) => status === 409)
  const reasons: Record<number, (string | false | undefined)[]> = {
    400: [
      (body || query) && 'Some fields are not valid.',
      fires &&
        `The status does not allow it: only ${fires.lifecycle.statuses.filter((s) => fires.lifecycle.find(fires.name, s)).join(', ')}.`,
      ...rules.filter(({ status = 400 }) => status === 400).map(({ refuse }) => refuse),
      method !== 'GET' && 'The body is not a JSON object.',
    ],
    401: [!isPublic && 'No valid token.'],
    403: [
      isScoped && 'Not a member of the company.',
      ...[...forbids, ...rules.filter(({ status }) => status === 403)].map(({ refuse }) => refuse),
    ],
    404: [target ? `No such company or ${inWords(target.table, { name: 'ar' })}.` : isScoped && 'No such company.'],
    409: [conflict?.refuse],
    413: [method !== 'GET' && 'The body exceeds 1,000,000 bytes.'],
    415: [method !== 'GET' && 'The body is not `application/json`.'],
  }
  return Object.fromEntries(
    Object.entries(reasons).flatMap(([status, texts]) => {
      const said = texts.filter(Boolean)
      return said.length ? [[status, said.join(' ')]] : []
    }),
  )
}

export const document: ApiDocument = {
  version: '1.0.0',
  security: {
    name: 'token',
    scheme: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token <token>`, from `POST /auth/login`.' },
  },
  idSchema: { type: 'string', format: 'uuid' },
  refusals,
  refusalSchema: (status) => (status === 400 ? z.union([Detail, FieldErrors]) : Detail),
}
