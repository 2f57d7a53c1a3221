/** Answers one request of an API: up the ladder of checks, then the handler, all in one transaction. */
import type { Api } from './api.ts'
import { Call } from './call.ts'
import { Content, type SimRequest, type SimResponse } from './http.ts'
import { toJson } from './json.ts'
import type { Operation, Reply } from './operation.ts'
import { type Refusal, Refused } from './refusal.ts'
import type { Row } from './store/definition.ts'
import { toHeaderValues, WARNING_HEADER } from './warning.ts'
import type { World } from './world.ts'

/** @param route the path below the API's base */
export function answer(api: Api, world: World, request: SimRequest, route: string, search: string): SimResponse {
  const match = api.router.find(route)
  if (!match) return refuse(api, { kind: 'unknown-path', hint: unknownPath(api) })
  const call = new Call(api, world, request, match, search)
  try {
    return respond(
      call,
      world.transactions.run(() => climb(call)),
    )
  } catch (error) {
    return refuse(api, toRefusal(error), call)
  }
}

function climb(call: Call): Reply {
  for (const rung of call.api.ladder) {
    const refusal = rung(call)
    if (refusal) throw new Refused(refusal)
  }
  const operation = call.operation as Operation
  return call.isRepeat ? repeat(operation, call) : operation.handle(call)
}

/** A repeat is answered with the row as it is. */
function repeat({ responses }: Operation, call: Call): Reply {
  const shown = call.show(call.target as Row)
  return call.reply(Number(Object.keys(responses)[0]), call.api.envelope?.(shown) ?? shown)
}

const unknownPath = ({ title, name, document }: Api): string =>
  `No operation of the ${title} has this path.${document ? ` They are listed in /openapi/${name}.json.` : ''}`

function respond(call: Call, { status, body, headers }: Reply): SimResponse {
  const operation = call.operation?.id
  if (body === undefined) return { status, headers: withWarnings({ ...headers }, call.warnings), body: '', operation }
  const type = body instanceof Content ? body.type : 'application/json'
  const all = withWarnings({ 'content-type': type, ...headers }, call.warnings)
  return { status, headers: all, ...dataFor(call, body), operation }
}

function refuse(api: Api, refusal: Refusal, call?: Call): SimResponse {
  const { status, body, headers } = api.refuse(refusal)
  const warnings = [...(call?.warnings ?? []), ...(refusal.hint ? [refusal.hint] : [])]
  const type = body instanceof Content ? body.type : 'application/json'
  const all = withWarnings({ 'content-type': type, ...headers }, warnings)
  return { status, headers: all, ...dataFor(call, body), operation: call?.operation?.id }
}

function dataFor(call: Call | undefined, body: unknown): Pick<SimResponse, 'body' | 'bytes'> {
  if (call?.request.method === 'HEAD') return { body: '' }
  if (!(body instanceof Content)) return { body: toJson(body) }
  return typeof body.data === 'string' ? { body: body.data } : { body: '', bytes: body.data }
}

function withWarnings(headers: Record<string, string>, warnings: readonly string[] | undefined): SimResponse['headers'] {
  return warnings?.length ? { ...headers, [WARNING_HEADER]: toHeaderValues(warnings) } : headers
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal
  return { kind: 'bug', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
}
