/** Answers one request of an API: up the ladder of checks, then the handler, all in one transaction. */
import type { Row } from '../store/definition.ts'
import type { EventStream } from '../values/event-stream.ts'
import { Content, type SimRequest, type SimResponse } from '../values/http.ts'
import { toJson } from '../values/json.ts'
import type { Meeting } from '../world/faults/faults.ts'
import { OutOfSpace } from '../world/ledger.ts'
import type { World } from '../world/world.ts'
import type { Answer, Api } from './api.ts'
import { CallInProgress } from './call.ts'
import { answerOf, Struck } from './faults.ts'
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
  /** Where the world is mounted. */
  readonly origin: string
  /** As it was sent, without the prefix of the world. */
  readonly path: string
  /** The path below the API's base. */
  readonly route: string
  readonly search: string
  /** What it changes is taken back. */
  readonly isRehearsal: boolean
  /** Hears of errors of arsim itself. */
  readonly report: (error: unknown, request: SimRequest) => void
}

export function answer(arrival: Arrival): SimResponse {
  const { api, route } = arrival
  const match = api.router.find(route)
  if (!match) return refuse(api, { kind: 'unknown-path', hint: unknownPath(api) })
  const call = new CallInProgress(arrival, match, api.readId)
  const response = answerCall(call, arrival)
  return call.meeting ? hit(response, arrival, call.meeting) : response
}

function answerCall(call: CallInProgress, { api, world, request, report, isRehearsal }: Arrival): SimResponse {
  try {
    const work = () => climb(call, api)
    const reply = isRehearsal ? world.transactions.rehearse(work) : world.transactions.run(work)
    return reply.refusal ? refuse(api, reply.refusal, call) : toResponse(api, call, reply, call.warnings)
  } catch (error) {
    if (error instanceof Struck) return struck(api, call, error)
    if (isBug(error)) report(error, request)
    return refuse(api, toRefusal(error), call)
  }
}

/** The answer of a fault; nothing where it leaves nothing. */
function struck(api: Api, call: CallInProgress, { fault, message }: Struck): SimResponse {
  const own = answerOf(fault, api)
  if (!own) return { status: 0, headers: {}, body: '', api: api.name, operation: call.matched?.id }
  call.warn(message)
  return toResponse(api, call, own, call.warnings)
}

/** Counts the faults that a call met, whatever has come of the call, and says how its answer is to be delivered. */
function hit(response: SimResponse, { world: { faults } }: Arrival, meeting: Meeting): SimResponse {
  faults.count(meeting)
  return meeting.hit ? { ...response, fault: meeting.hit.id, delivery: faults.deliveryOf(meeting.hit) } : response
}

function climb(call: CallInProgress, api: Api): Reply {
  for (const rung of api.ladder) {
    const refusal = rung.check(call, api)
    if (refusal) throw new Refused(refusal)
  }
  const reply = call.isRepeat ? repeat(call, api) : call.operation.handle(call)
  if (!(reply instanceof Reply)) throw new Error(`${call.operation.id} answers with something that "reply" has not made.`)
  return reply
}

/** A repeat is answered with the row as it is. */
function repeat(call: CallInProgress, { envelope }: Api): Reply {
  const shown = call.show(call.target as Row)
  return call.reply(Number(Object.keys(call.operation.responses)[0]), envelope?.(shown) ?? shown)
}

const unknownPath = ({ title, name, document }: Api): string =>
  `No operation of the ${title} has this path.${document ? ` They are listed in /openapi/${name}.json.` : ''}`

function refuse(api: Api, refusal: Refusal, call?: CallInProgress): SimResponse {
  const warnings = call?.warnings ?? new Warnings()
  if (refusal.hint) warnings.add(refusal.hint)
  return toResponse(api, call, api.refuse(refusal), warnings)
}

function toResponse(
  api: Api,
  call: CallInProgress | undefined,
  { status, body, headers }: Answer,
  warnings: Warnings | undefined,
): SimResponse {
  if (isStream(body)) return { ...toResponse(api, call, { status, body: undefined, headers }, warnings), stream: body }
  const content = body instanceof Content ? body : undefined
  const bytes = content && typeof content.data !== 'string' ? content.data : undefined
  const text = content ? (bytes ? '' : (content.data as string)) : body === undefined ? '' : toJson(body)
  const type = body === undefined ? NO_TYPE : content ? { 'content-type': content.type } : JSON_TYPE
  const own = headers ? { ...type, ...headers } : type
  const all = warnings && !warnings.isEmpty ? { ...own, [WARNING_HEADER]: warnings.toHeaders() } : own
  const caller = call && api.callerOf?.(call)
  return { status, headers: all, body: text, bytes, api: api.name, operation: call?.matched?.id, caller }
}

const isStream = (body: unknown): body is EventStream => typeof body === 'object' && body !== null && 'listen' in body

const JSON_TYPE: SimResponse['headers'] = { 'content-type': 'application/json' }
const NO_TYPE: SimResponse['headers'] = {}

const isBug = (error: unknown): boolean => !(error instanceof Refused || error instanceof OutOfSpace)

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal
  if (error instanceof OutOfSpace) return { kind: 'no-space', why: error.message }
  return { kind: 'bug', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
}
