/** The simulator as MSW handlers, in Node and in browsers. */
import { HttpHandler, HttpResponse } from 'msw'
import type { Simulator } from '../core/simulator.ts'
import type { SimRequest, SimResponse } from '../core/values/http.ts'
import { portionsOf } from './portions.ts'
import { toReadable } from './stream.ts'

/** The origin to answer on, for each API by its name, and the world to answer in. */
export interface HandlerOptions {
  readonly ar?: string | undefined
  readonly crm?: string | undefined
  /** Where a request names none: tests that run at the same time have one each. */
  readonly world?: string | { readonly id: string } | undefined
}

/**
 * Handlers for `setupServer` or `setupWorker`: a few that route inside, whatever the number of operations.
 *
 * @param options such as `{ ar: 'https://ar.example.com' }`; without an origin every API answers on any
 * @throws TypeError for an origin that is none, Error for an API that does not exist, SimulatorError for a world that cannot be
 * @example
 * const server = setupServer(...handlers(createSimulator()))
 */
export function handlers(simulator: Simulator, { world, ...origins }: HandlerOptions = {}): HttpHandler[] {
  const id = typeof world === 'string' ? simulator.world(world).id : world?.id
  const byOrigin = new Map<string, string[]>()
  for (const [name, address] of Object.entries(origins)) {
    if (address === undefined) continue
    if (!simulator.apis.some((api) => api.name === name && api.document && !api.steers))
      throw new Error(`There is no API "${name}". There is: ${documented(simulator)}.`)
    const { origin } = new URL(address)
    const parts = simulator.apis.filter(({ partOf }) => partOf === name).map((api) => api.name)
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? steering(simulator)), name, ...parts])
  }
  const all = simulator.apis.map(({ name }) => name)
  return [new SimulatorHandler(simulator, byOrigin.size ? (origin) => byOrigin.get(origin) : () => all, id)]
}

const steering = ({ apis }: Simulator): string[] => apis.filter(({ steers }) => steers).map(({ name }) => name)

/** Answers what has an address in the simulator, and leaves all else to other handlers. */
class SimulatorHandler extends HttpHandler {
  readonly #simulator: Simulator
  readonly #namesOn: (origin: string) => readonly string[] | undefined

  /**
   * @param namesOn the APIs that answer on an origin; undefined for none
   * @param world where a request names none
   */
  constructor(simulator: Simulator, namesOn: (origin: string) => readonly string[] | undefined, world: string | undefined) {
    // Whatever MSW thinks of the path, `predicate` decides. Without capturing groups, which it would decode.
    super(/.*/, /^/, async ({ request }) => {
      const apis = namesOn(new URL(request.url).origin)
      return deliver(simulator.handle(await toSimRequest(request, apis, world)), request.signal)
    })
    this.#simulator = simulator
    this.#namesOn = namesOn
  }

  /** Not a promise: older versions of MSW take the value as it is. */
  override predicate({ request }: { request: Request }): Promise<boolean> {
    const { origin, pathname } = new URL(request.url)
    const names = this.#namesOn(origin)
    const isMine = names !== undefined && this.#simulator.route(pathname, names) !== undefined
    return isMine as unknown as Promise<boolean>
  }
}

const documented = ({ apis }: Simulator): string =>
  apis.flatMap(({ name, document, steers }) => (document && !steers ? [name] : [])).join(', ')

async function toSimRequest(
  request: Request,
  apis: readonly string[] | undefined,
  world: string | undefined,
): Promise<SimRequest> {
  const { origin, pathname, search } = new URL(request.url)
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined
  const headers = { ...(world !== undefined && { 'x-sim-world': world }), ...Object.fromEntries(request.headers) }
  return { method: request.method, url: pathname + search, origin, headers, body, apis }
}

/** An answer as it is to be delivered. What happens to a connection is a network error here. */
async function deliver(answer: SimResponse, signal: AbortSignal): Promise<Response> {
  const { delivery } = answer
  if (!delivery) return toResponse(answer, signal)
  const { delayMs, bytesPerSecond, connection, lose } = delivery
  if (delayMs) await passed(delayMs, signal)
  if (connection || lose) return HttpResponse.error()
  return bytesPerSecond && (answer.bytes ?? answer.body).length
    ? slowly(answer, bytesPerSecond, signal)
    : toResponse(answer, signal)
}

/** Waits so many milliseconds, or until the caller has given up. */
const passed = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })

/** An answer whose body comes in portions, as fast as it is read and not faster. */
function slowly(answer: SimResponse, bytesPerSecond: number, signal: AbortSignal): Response {
  const { status, headers } = toResponse(answer, signal)
  const all = answer.bytes ?? new TextEncoder().encode(answer.body)
  const { size, everyMs } = portionsOf(bytesPerSecond)
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (at > 0) await passed(everyMs, signal)
      controller.enqueue(all.slice(at, at + size))
      at += size
      if (at >= all.length) controller.close()
    },
  })
  return new Response(body, { status, headers })
}

function toResponse({ status, headers, body, bytes, stream }: SimResponse, signal: AbortSignal): Response {
  const all = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : value.map((v) => [name, v]),
  )
  return new Response((stream ? toReadable(stream, signal) : (bytes ?? (body === '' ? null : body))) as BodyInit | null, {
    status,
    headers: all as [string, string][],
  })
}
