/** Where calls meet faults: once the operation is known, and who calls. */
import { Content, isMediaType } from '../values/http.ts'
import { carriesOut, type Fault } from '../world/faults/fault.ts'
import type { Facts } from '../world/faults/faults.ts'
import { toQuery } from '../world/journal/record.ts'
import type { Answer, Api, Rung } from './api.ts'
import { readJson } from './body.ts'
import type { CallInProgress } from './call.ts'
import { isObserver } from './observer.ts'
import type { Operation } from './operation.ts'
import type { Refusal } from './refusal.ts'

/** Thrown where a fault keeps a call from being carried out. */
export class Struck extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(`This is the fault "${fault.id}".`)
    this.fault = fault
  }
}

/**
 * A check after which calls meet faults, whether it refuses them or not: an API that is down does not say who may call it.
 * What finds no operation meets none.
 */
export const meetingFaults = (rung: Rung): Rung => ({
  ...rung,
  check(call, api) {
    const refusal = rung.check(call, api)
    if (!call.world.faults.isEmpty && call.matched && !isObserver(call.request, call.host.controlToken))
      meet(call, call.matched, api)
    return refusal
  },
})

function meet(call: CallInProgress, operation: Operation, api: Api): void {
  call.meeting = call.world.faults.meet(factsOf(call, operation, api))
  const { hit } = call.meeting
  if (hit && !carriesOut(hit)) throw new Struck(hit)
}

function factsOf(call: CallInProgress, { id }: Operation, api: Api): Facts {
  const { sentTo, search, request } = call
  let query: ReturnType<typeof toQuery> | undefined
  return {
    api: api.name,
    operation: id,
    method: request.method,
    path: sentTo.endsWith('/') ? sentTo.slice(0, -1) : sentTo,
    query: () => (query ??= toQuery(search)),
    headers: request.headers,
    caller: () => api.callerOf?.(call),
    body: () => {
      const reading = isMediaType(request.headers['content-type'], 'application/json') && readJson(request, api.bodyLimit)
      return reading && 'fields' in reading ? reading.fields : undefined
    },
  }
}

/** What a fault answers: its own words, or else those of the API. */
export function answerOf({ answer }: Fault, api: Api): Answer | undefined {
  if (!answer) return undefined
  const { status, body } = answer
  const given = Object.fromEntries(Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  const after = given['retry-after'] ?? String(WAIT)
  const wait = /^\d{1,9}$/.test(after) ? Number(after) : undefined
  const own = body === undefined && status >= 400 ? api.refuse(toRefusal(status, wait)) : { status, body: toBody(body, given) }
  const later = status === 429 || status === 503 ? { 'retry-after': after } : {}
  return { status, body: own.body, headers: { ...later, ...own.headers, ...given } }
}

/** Seconds after which it is worth another try, unless told. */
const WAIT = 1

/** Statuses for which an API has words of its own. */
function toRefusal(status: number, wait: number | undefined): Refusal {
  if (status === 401) return { kind: 'unauthenticated' }
  if (status === 403) return { kind: 'forbidden' }
  return status === 404 ? { kind: 'not-found' } : { kind: 'failing', status, wait }
}

const toBody = (body: unknown, headers: Readonly<Record<string, string>>): unknown =>
  typeof body === 'string' ? new Content(headers['content-type'] ?? 'text/plain; charset=utf-8', body) : body
