/** How this API says no. */

import type { Answer } from '../../core/call/api.ts'
import type { Example } from '../../core/call/operation.ts'
import { type Refusal, Refused } from '../../core/call/refusal.ts'
import { reasonOf } from '../../core/call/status.ts'
import { bugSentence } from '../../core/values/message-of.ts'

export const codes: Readonly<Record<number, string>> = {
  400: 'VALIDATION_ERROR',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  500: 'INTERNAL_ERROR',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
  504: 'GATEWAY_TIMEOUT',
  507: 'INSUFFICIENT_STORAGE',
}

interface Detail {
  readonly field: string
  readonly message: string
}

/** A status that has no code of its own, of a fault, has that of its class. */
const codeOf = (status: number): string | undefined => codes[status] ?? codes[status < 500 ? 400 : 500]

/** The body of a refusal. */
const failure = (status: number, message: string, details: readonly Detail[] = []) => ({
  success: false,
  error: { code: codeOf(status), message, details },
})

const answerOf = (
  status: number,
  message: string,
  details: readonly Detail[] = [],
  headers?: Record<string, string>,
): Answer => ({
  status,
  body: failure(status, message, details),
  ...(headers && { headers }),
})

export function refuse(refusal: Refusal): Answer {
  switch (refusal.kind) {
    case 'unknown-path':
      return answerOf(404, 'Route not found')
    case 'not-found':
      return answerOf(404, 'Resource not found')
    case 'unauthenticated':
      return answerOf(401, 'Authentication required', [], { 'www-authenticate': 'Bearer' })
    case 'forbidden':
      return answerOf(403, 'Access denied')
    case 'method-not-allowed':
      return answerOf(405, `Method ${refusal.method} not allowed`, [], { allow: refusal.allow.join(', ') })
    case 'too-large':
      return answerOf(413, `The body exceeds ${refusal.limit} bytes`)
    case 'media-type':
      return answerOf(415, 'Send application/json')
    case 'syntax':
      return answerOf(400, `The body is not JSON: ${refusal.reason}`)
    case 'not-an-object':
      return answerOf(400, 'The body must be a JSON object')
    case 'invalid':
      return answerOf(400, 'Validation failed', refusal.issues.map(toDetail))
    case 'bad-request':
      return answerOf(400, refusal.why)
    case 'bad-credentials':
      return answerOf(401, refusal.why)
    case 'missing':
      return answerOf(404, refusal.why)
    case 'not-possible':
    case 'conflict':
      return answerOf(409, refusal.why)
    case 'no-space':
      return answerOf(507, refusal.why)
    case 'failing':
      return answerOf(refusal.status, reasonOf(refusal.status))
    case 'bug':
      return answerOf(500, bugSentence(refusal.message))
  }
}

const toDetail = ({ path, message }: { path: readonly PropertyKey[]; message: string }): Detail => ({
  field: path.join('.'),
  message,
})

/** Thrown where only the handler can find that something is missing. */
export const notFound = (hint: string): Refused => new Refused({ kind: 'not-found', hint })

/** An example of a call for a row that only a colleague of the caller sees. */
export const ofColleagueExample = (what: string, body?: object): Example => ({
  name: `the ${what} of a colleague is not found`,
  mark: 'C',
  path: { id: 'of_colleague' },
  ...(body && { body }),
  expect: { status: 404, body: { error: { code: 'NOT_FOUND' } } },
})
