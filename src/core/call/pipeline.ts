/** Answers one request of an API: up the ladder of checks, then the handler, all in one transaction. */
import type { Row } from '../store/definition.ts'
import { Content, type SimRequest, type SimResponse } from '../values/http.ts'
import { toJson } from '../values/json.ts'
import { OutOfSpace } from '../world/ledger.ts'
import type { World } from '../world/world.ts'
import type { Api } from './api.ts'
import { CallInProgress } from './call.ts'
import type { Host } from './host.ts'
import { Reply } from './operation.ts'
import { type Refusal, Refused } from './refusal.ts'
import { WARNING_HEADER, Warnings } from './warning.ts'

/** A request that has found its API. */
export interface Arrival {
  readonly host: Host
  readonly api: Api
  readonly world: World
  readonly request: SimRequest
  /** Where the simulator is mounted. */
  readonly root: string
  /** The path below the API's base. */
  readonly route: string
  readonly search: string
  /** Hears of errors of arsim itself. */
  readonly report: (error: unknown, request: SimRequest) => void
}

export function answer(arrival: Arrival): SimResponse {
  const { api, world, request, route, report } = arrival
  const match = api.router.find(route)
  if (!match) return refuse(api, { kind: 'unknown-path', hint: unknownPath(api) })
  const call = new CallInProgress(arrival, match)
  try {
    const reply = world.transactions.run(() => climb(call, api))
    return reply.refusal ? refuse(api, reply.refusal, call) : respond(api, call, reply)
  } catch (error) {
    if (isBug(error)) report(error, request)
    return refuse(api, toRefusal(error), call)
  }
}

function climb(call: CallInProgress, api: Api): Reply {
  for (const rung of api.ladder) {
    const refusal = rung.check(call, api)
    if (refusal) throw new Refused(refusal)
  }
  const reply = call.isRepeat ? repeat(call, api) : call.operation.handle(call)
  if (!Reply.isMade(reply)) throw new Error(`${call.operation.id} answers with something that "reply" has not made.`)
  return reply
}

/** A repeat is answered with the row as it is. */
function repeat(call: CallInProgress, { envelope }: Api): Reply {
  const shown = call.show(call.target as Row)
  return call.reply(Number(Object.keys(call.operation.responses)[0]), envelope?.(shown) ?? shown)
}

const unknownPath = ({ title, name, document }: Api): string =>
  `No operation of the ${title} has this path.${document ? ` They are listed in /openapi/${name}.json.` : ''}`

function respond(api: Api, call: CallInProgress, { status, body, headers }: Reply): SimResponse {
  const operation = call.operation.id
  if (body === undefined)
    return { status, headers: withWarnings({ ...headers }, call.warnings), body: '', api: api.name, operation }
  const type = body instanceof Content ? body.type : 'application/json'
  const all = withWarnings({ 'content-type': type, ...headers }, call.warnings)
  return { status, headers: all, ...dataOf(body), api: api.name, operation }
}

function refuse(api: Api, refusal: Refusal, call?: CallInProgress): SimResponse {
  const { status, body, headers } = api.refuse(refusal)
  const warnings = call?.warnings ?? new Warnings()
  if (refusal.hint) warnings.add(refusal.hint)
  const type = body instanceof Content ? body.type : 'application/json'
  const all = withWarnings({ 'content-type': type, ...headers }, warnings)
  return { status, headers: all, ...dataOf(body), api: api.name, operation: call?.matched?.id }
}

function dataOf(body: unknown): Pick<SimResponse, 'body' | 'bytes'> {
  if (!(body instanceof Content)) return { body: toJson(body) }
  return typeof body.data === 'string' ? { body: body.data } : { body: '', bytes: body.data }
}

function withWarnings(headers: Record<string, string>, warnings: Warnings | undefined): SimResponse['headers'] {
  return warnings && !warnings.isEmpty ? { ...headers, [WARNING_HEADER]: warnings.toHeaders() } : headers
}

const isBug = (error: unknown): boolean => !(error instanceof Refused || error instanceof OutOfSpace)

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal
  if (error instanceof OutOfSpace) return { kind: 'no-space', why: error.message }
  return { kind: 'bug', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
}
