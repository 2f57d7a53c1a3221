/** How the control API says no, and which errors of the simulator are the caller’s. */
import type { Answer } from '../../core/call/api.ts'
import { EventError } from '../../core/call/emit.ts'
import { SimulatorError } from '../../core/call/host.ts'
import { type Refusal, Refused } from '../../core/call/refusal.ts'
import { reasonOf } from '../../core/call/status.ts'
import { ClockError } from '../../core/time/clock.ts'
import { bugSentence } from '../../core/values/message-of.ts'
import { ReasonsError } from '../../core/values/reasons-error.ts'
import { FaultError } from '../../core/world/faults/check.ts'
import { JournalError } from '../../core/world/journal/filter.ts'
import { SnapshotError } from '../../core/world/snapshots.ts'

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
