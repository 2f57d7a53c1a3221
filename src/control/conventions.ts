/** How the simulator itself is spoken to, under `/__sim`. */

import * as z from 'zod'
import type { Answer, Rung } from '../core/call/api.ts'
import { hasNoBody } from '../core/call/body.ts'
import type { CallInProgress } from '../core/call/call.ts'
import { EventError } from '../core/call/emit.ts'
import { SimulatorError } from '../core/call/host.ts'
import { isSecret } from '../core/call/observer.ts'
import type { Example } from '../core/call/operation.ts'
import { isBelow } from '../core/call/origins.ts'
import { type Refusal, Refused } from '../core/call/refusal.ts'
import { defineScopes } from '../core/call/scopes.ts'
import { reasonOf } from '../core/call/status.ts'
import { ClockError } from '../core/time/clock.ts'
import { isMediaType } from '../core/values/http.ts'
import { bugSentence } from '../core/values/message-of.ts'
import { ReasonsError } from '../core/values/reasons-error.ts'
import { FaultError } from '../core/world/faults/check.ts'
import { JournalError } from '../core/world/journal/filter.ts'
import { SnapshotError } from '../core/world/snapshots.ts'

/** Handlers get the whole world: they also move its clock and take it back. */
export const { defineOperation, identify } = defineScopes({ everyone: ({ live }: CallInProgress) => ({ world: live }) })

/** Pages of other origins may not steer the simulator, not even those that may call the APIs, unless they are named. */
export const sameOrigin: Rung = {
  check({ request: { headers }, root, host: { controlOrigins } }) {
    const { origin } = headers
    if (origin === undefined || isBelow(root, origin) || controlOrigins.includes(origin)) return undefined
    return {
      kind: 'forbidden',
      hint: `Pages of ${origin} may not call the control API. To let them, name that origin: --control-origin ORIGIN.`,
    }
  },
  refuses: () => [{ kind: 'forbidden', why: 'Pages of other origins may not call the control API.' }],
}

const bearer = /^ *bearer +(\S+) *$/i

/** Where the simulator has a control token, only who knows it may steer. */
export const authorized: Rung = {
  check({ host: { controlToken }, matched, request: { headers } }) {
    if (controlToken === undefined || matched?.isPublic) return undefined
    if (isSecret(bearer.exec(headers.authorization ?? '')?.[1], controlToken)) return undefined
    return { kind: 'unauthenticated', hint: 'Send the header "Authorization: Bearer TOKEN", with the control token.' }
  },
  refuses: ({ isPublic }) =>
    isPublic ? [] : [{ kind: 'unauthenticated', why: 'The simulator has a control token, and this is not it.' }],
}

/** A body says that it is `application/json`, which a form of another site cannot. */
export const jsonOnly: Rung = {
  check({ request }) {
    const type = request.headers['content-type']
    return hasNoBody(request) || isMediaType(type, 'application/json') ? undefined : { kind: 'media-type', type: type ?? '' }
  },
  refuses: ({ method }) => (method === 'GET' ? [] : [{ kind: 'media-type', why: 'The body is not `application/json`.' }]),
}

/** A whole number in a query or a path, of digits only. */
export const wholeNumber = (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, { error: 'Must be a whole number.' })
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .meta({ type: 'integer', minimum: least, ...(most < Number.MAX_SAFE_INTEGER && { maximum: most }) })

const bit = z
  .string()
  .pipe(z.enum(['true', 'false']))
  .transform((text) => text === 'true')

/** `true` or `false`, and which of them unless told. */
export const flag = (usual: boolean, description: string) =>
  bit.default(usual).meta({ type: 'boolean', default: usual, description })

/** How many are told, at most. */
export const limit = (description: string) => wholeNumber(1).optional().meta({ description })

/** Behind which number. */
export const after = (description: string) => wholeNumber(0).optional().meta({ description })

/** An example for lists that are told both. */
export const noNumbersExample: Example = {
  name: 'what is no number is refused in plain words',
  mark: 'C',
  query: { after: 'yesterday', limit: '0' },
  expect: {
    status: 400,
    body: {
      error: {
        details: [
          { field: 'after', message: 'Must be a whole number.' },
          { field: 'limit', message: 'Must be at least 1.' },
        ],
      },
    },
  },
}

/** Runs what the caller may have asked wrongly: what the simulator says no to is a refusal, not a bug. */
export function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const refusal = refusalOf(error)
    throw refusal ? new Refused(refusal) : error
  }
}

/** The one place that knows which errors of the simulator are the caller's. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof EventError) return error.refusal
  if (error instanceof FaultError) return { kind: 'invalid', issues: error.issues }
  if (error instanceof JournalError) return { kind: 'invalid', issues: [{ path: [error.field], message: error.message }] }
  if (error instanceof ReasonsError && error.reasons.length)
    return { kind: 'invalid', issues: error.reasons.map(({ path, message }) => ({ path: [path], message })) }
  return sentences.some((kind) => error instanceof kind) ? { kind: 'bad-request', why: (error as Error).message } : undefined
}

/** Those whose message says it all. */
const sentences = [SimulatorError, ClockError, ReasonsError, SnapshotError]

const answerOf = (status: number, message: string, more: object = {}, headers?: Record<string, string>): Answer => ({
  status,
  body: { error: { message, ...more } },
  ...(headers && { headers }),
})

export function refuse(refusal: Refusal): Answer {
  switch (refusal.kind) {
    case 'unknown-path':
      return answerOf(404, 'The control API has no such path. See GET /__sim.')
    case 'not-found':
      return answerOf(404, refusal.hint ?? 'Not found.')
    case 'unauthenticated':
      return answerOf(401, refusal.hint ?? 'Not allowed.', {}, { 'www-authenticate': 'Bearer' })
    case 'forbidden':
      return answerOf(403, refusal.hint ?? 'Not allowed.')
    case 'method-not-allowed':
      return answerOf(405, `${refusal.method} is not possible here.`, {}, { allow: refusal.allow.join(', ') })
    case 'too-large':
      return answerOf(413, `The body exceeds ${refusal.limit} bytes.`)
    case 'media-type':
      return answerOf(415, refusal.hint ?? 'Send the header Content-Type: application/json.')
    case 'syntax':
      return answerOf(400, `The body is not JSON: ${refusal.reason}.`)
    case 'not-an-object':
      return answerOf(400, 'The body must be a JSON object.')
    case 'invalid':
      return answerOf(400, 'Some fields are not valid.', {
        details: refusal.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
      })
    case 'bad-request':
    case 'bad-credentials':
    case 'not-possible':
      return answerOf(400, refusal.why)
    case 'missing':
      return answerOf(404, refusal.why)
    case 'conflict':
      return answerOf(409, refusal.why)
    case 'no-space':
      return answerOf(507, refusal.why)
    case 'failing':
      return answerOf(refusal.status, `${reasonOf(refusal.status)}.`)
    case 'bug':
      return answerOf(500, bugSentence(refusal.message))
  }
}
