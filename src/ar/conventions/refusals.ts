/** How this API says no. */

import type { Answer } from '../../core/call/api.ts'
import type { Issue, Refusal } from '../../core/call/refusal.ts'
import { reasonOf } from '../../core/call/status.ts'
import { bugSentence } from '../../core/values/message-of.ts'
import { typeName } from './messages.ts'

const detail = (status: number, text: string, headers?: Record<string, string>): Answer => ({
  status,
  body: { detail: text },
  ...(headers && { headers }),
})

export function refuse(refusal: Refusal): Answer {
  switch (refusal.kind) {
    case 'unknown-path':
    case 'not-found':
      return detail(404, 'Not found.')
    case 'unauthenticated':
      return detail(401, 'Authentication credentials were not provided.', { 'www-authenticate': 'Token' })
    case 'forbidden':
      return detail(403, 'You do not have permission to perform this action.')
    case 'method-not-allowed':
      return detail(405, `Method "${refusal.method}" not allowed.`, { allow: refusal.allow.join(', ') })
    case 'too-large':
      return detail(413, `Request body exceeds ${refusal.limit} bytes.`)
    case 'media-type':
      return detail(415, `Unsupported media type "${refusal.type}" in request.`)
    case 'syntax':
      return detail(400, `JSON parse error - ${refusal.reason}`)
    case 'not-an-object':
      return {
        status: 400,
        body: { non_field_errors: [`Invalid data. Expected a dictionary, but got ${typeName(refusal.value)}.`] },
      }
    case 'invalid':
      return { status: 400, body: fieldErrors(refusal.issues) }
    case 'bad-credentials':
      return { status: 400, body: { non_field_errors: [refusal.why] } }
    case 'bad-request':
    case 'not-possible':
      return detail(400, refusal.why)
    case 'missing':
      return detail(404, refusal.why)
    case 'conflict':
      return detail(409, refusal.why)
    case 'no-space':
      return detail(507, refusal.why)
    case 'failing':
      return detail(refusal.status, failing(refusal.status, refusal.wait))
    case 'bug':
      return detail(500, bugSentence(refusal.message))
  }
}

/** What a server says that cannot answer as it should. */
const failures: Readonly<Record<number, string>> = {
  400: 'Malformed request.',
  406: 'Could not satisfy the request Accept header.',
  500: 'A server error occurred.',
  503: 'Service temporarily unavailable, try again later.',
}

function failing(status: number, wait: number | undefined): string {
  const available = wait === undefined ? '' : ` Expected available in ${wait} second${wait === 1 ? '' : 's'}.`
  if (status === 429) return `Request was throttled.${available}`
  return failures[status] ?? `${reasonOf(status)}.`
}

type Errors = { [field: string]: Errors | string[] }

/** Without a prototype, a field may be called `__proto__`. */
const noErrors = (): Errors => Object.create(null)

/** Messages by field; items of a list by their index. */
function fieldErrors(issues: readonly Issue[]): Errors {
  const errors = noErrors()
  for (const { path, message } of issues) {
    const keys = path.length ? path.map(String) : ['non_field_errors']
    let level = errors
    for (const key of keys.slice(0, -1)) level = (Array.isArray(level[key]) ? undefined : level[key]) ?? (level[key] = noErrors())
    const last = keys.at(-1) as string
    const known = level[last]
    if (Array.isArray(known)) known.push(message)
    else level[last] = [message]
  }
  return errors
}
