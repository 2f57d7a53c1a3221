/** How the simulator itself is spoken to, under `/__sim`. */
import type { Answer, Rung } from '../core/api.ts'
import { ClockError } from '../core/clock.ts'
import { operationsOf } from '../core/operation.ts'
import { type Refusal, Refused } from '../core/refusal.ts'
import { type Simulator, SimulatorError } from '../core/simulator.ts'

/** What handlers get: the simulator that holds the world. */
export interface Scope {
  readonly simulator: Simulator
  /** Where this world is mounted, its prefix included. */
  readonly origin: string
  /** Where the simulator is mounted. */
  readonly root: string
}

export const defineOperation = operationsOf<Scope>()

/** Pages of other sites may not steer the simulator. */
export const sameOrigin: Rung = ({ request }) => {
  const { origin } = request.headers
  if (origin === undefined || request.origin === origin || request.origin.startsWith(`${origin}/`)) return undefined
  return { kind: 'forbidden', hint: `Pages of ${origin} may not call the control API.` }
}

/** A call that changes something says so with `application/json`, which a form of another site cannot. */
export const jsonOnly: Rung = ({ request }) => {
  const type = request.headers['content-type']
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  return isRead || /^application\/json\s*(;|$)/i.test(type ?? '') ? undefined : { kind: 'media-type', type: type ?? '' }
}

/** Runs what the caller may have asked wrongly: what the simulator says no to is a refusal, not a bug. */
export function granted<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof SimulatorError || error instanceof ClockError) throw new Refused({ kind: 'state', why: error.message })
    throw error
  }
}

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
      return answerOf(401, 'Not allowed.')
    case 'forbidden':
      return answerOf(403, refusal.hint ?? 'Not allowed.')
    case 'method-not-allowed':
      return answerOf(405, `${refusal.method} is not possible here.`, {}, { allow: refusal.allow.join(', ') })
    case 'too-large':
      return answerOf(413, `The body exceeds ${refusal.limit} bytes.`)
    case 'media-type':
      return answerOf(415, 'Send the header Content-Type: application/json.')
    case 'syntax':
      return answerOf(400, `The body is not JSON: ${refusal.reason}.`)
    case 'not-an-object':
      return answerOf(400, 'The body must be a JSON object.')
    case 'invalid':
      return answerOf(400, 'Some fields are not valid.', {
        details: refusal.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
      })
    case 'state':
      return answerOf(refusal.status ?? 400, refusal.why)
    case 'bug':
      return answerOf(500, `This is a bug in arsim, please report it. ${refusal.message}`)
  }
}
