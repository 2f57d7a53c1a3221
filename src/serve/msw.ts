/** The simulator as MSW handlers, in Node and in browsers. */

import { HttpHandler, HttpResponse } from 'msw'
import { split } from '../core/address.ts'
import { servedApis } from '../core/call/api.ts'
import type { Simulator } from '../core/simulator.ts'
import { mountOf, pathAlone, type SimRequest } from '../core/values/http.ts'
import { noSuch } from '../core/values/nearest-name.ts'
import type { World } from '../core/world/world.ts'
import { nothingAt } from './nothing.ts'
import { toResponse } from './to-response.ts'

/** The address to answer on, for each API by its name, and the world to answer in. */
export interface HandlerOptions {
  readonly ar?: string | undefined
  readonly crm?: string | undefined
  /** Where a request names none: tests that run at the same time have one each. A world itself, or the one that has a name then. */
  readonly world?: string | World | undefined
}

/**
 * Handlers for `setupServer` or `setupWorker`: a few that route inside, whatever the number of operations.
 *
 * @param options such as `{ ar: 'https://ar.example.com' }`. Without an address every API answers on any origin, but only paths
 *   that it has: all else is left to other handlers. At an address that is named, it answers all below `/api`
 * @throws TypeError for an address that is none, Error for an API that does not exist, SimulatorError for a world that cannot be
 * @example
 * const server = setupServer(...handlers(createSimulator()))
 */
export function handlers(simulator: Simulator, { world, ...addresses }: HandlerOptions = {}): HttpHandler[] {
  if (!simulator?.apis) throw new TypeError('handlers takes a simulator: handlers(createSimulator()).')
  if (typeof world === 'string') simulator.world(world)
  return [new SimulatorHandler(simulator, mountsOf(simulator, addresses), world)]
}

/** Some APIs at an address. */
interface Mount {
  /** Undefined for any: then what has a path of theirs is theirs, and nothing else. */
  readonly origin: string | undefined
  /** What their paths begin with: `/v2`. */
  readonly prefix: string
  readonly apis: readonly string[]
  /** Where each API is, by its name; where the mount answers on any origin, all are at that of the call. */
  readonly origins: Readonly<Record<string, string>> | undefined
}

/** The longest prefixes first. */
function mountsOf(simulator: Simulator, addresses: Readonly<Record<string, string | undefined>>): Mount[] {
  if (Object.values(addresses).every((address) => address === undefined))
    return [{ origin: undefined, prefix: '', apis: simulator.apis.map(({ name }) => name), origins: undefined }]
  const steering = simulator.apis.filter(({ steers }) => steers).map(({ name }) => name)
  const served = servedApis(simulator.apis).map((api) => api.name)
  const mounts = new Map<string, Mount>()
  const origins: Record<string, string> = {}
  for (const [name, address] of Object.entries(addresses)) {
    if (address === undefined) continue
    if (!served.includes(name)) throw new Error(noSuch('API', name, served))
    const { origin, prefix } = readAddress(name, address)
    const parts = simulator.apis.filter(({ partOf }) => partOf === name).map((api) => api.name)
    origins[name] = origin + prefix
    const { apis } = mounts.get(origin + prefix) ?? { apis: steering }
    mounts.set(origin + prefix, { origin, prefix, apis: [...apis, name, ...parts], origins })
  }
  return [...mounts.values()].toSorted((a, b) => b.prefix.length - a.prefix.length)
}

/** The path of an API at its host, or its beginning: that comes behind the address. */
const WITH_API = /^\/api(\/v1(\/integrations)?)?\/?$/

function readAddress(name: string, address: string): { readonly origin: string; readonly prefix: string } {
  if (!URL.canParse(address) || !/^https?:/.test(address) || WITH_API.test(new URL(address).pathname))
    throw new TypeError(
      `"${address}" is no address for "${name}": it is like "https://${name}.example", or with a path before /api.`,
    )
  const { origin, pathname } = new URL(address)
  return { origin, prefix: mountOf(pathname) }
}

/** At the address of an API these paths are the simulator's, whether it has them or not. */
const UNDER_API = /^\/api(\/|$)/

/** Answers what has an address in the simulator, and leaves all else to other handlers. */
class SimulatorHandler extends HttpHandler {
  readonly #simulator: Simulator
  readonly #mounts: readonly Mount[]

  /** @param world where a request names none */
  constructor(simulator: Simulator, mounts: readonly Mount[], world: string | World | undefined) {
    // Whatever MSW thinks of the path, `predicate` decides. Without capturing groups, which it would decode.
    super(/.*/, /^/, async ({ request }) => {
      const mount = this.#mountOf(new URL(request.url)) as Mount
      const asked = await toSimRequest(simulator, request, mount, typeof world === 'string' ? world : world?.id)
      const address = simulator.route(asked.url, asked.apis)
      if (!address) return HttpResponse.json(nothingAt(simulator, pathAlone(asked.url)), { status: 404 })
      const isItsOwn = address.worldId === undefined && !request.headers.has('x-sim-world')
      // Another world may have its name by now: read for what it throws.
      if (typeof world === 'object' && isItsOwn) void world.base
      return toResponse(simulator.handle(asked, address), request.signal)
    })
    this.#simulator = simulator
    this.#mounts = mounts
  }

  /** Not a promise: older versions of MSW take the value as it is. */
  override predicate({ request }: { request: Request }): Promise<boolean> {
    return (this.#mountOf(new URL(request.url)) !== undefined) as unknown as Promise<boolean>
  }

  #mountOf({ origin, pathname }: URL): Mount | undefined {
    return this.#mounts.find((mount) => {
      const isBelow = mount.prefix === '' || pathname.startsWith(`${mount.prefix}/`)
      if (!isBelow || (mount.origin !== undefined && mount.origin !== origin)) return false
      const path = pathname.slice(mount.prefix.length)
      const address = this.#simulator.route(path, mount.apis)
      if (mount.origin !== undefined) return address || UNDER_API.test(split(path).path)
      return address?.places.some(({ api, route }) => api.router.find(route))
    })
  }
}

async function toSimRequest(
  simulator: Simulator,
  request: Request,
  mount: Mount,
  world: string | undefined,
): Promise<SimRequest> {
  const { prefix, apis } = mount
  const { origin, pathname, search } = new URL(request.url)
  const origins =
    mount.origins ?? Object.fromEntries(simulator.apis.flatMap(({ name, steers }) => (steers ? [] : [[name, origin]])))
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined
  // Where the `Headers` of a page are no browser's, names may be spelt as they were given.
  const sent = Array.from(request.headers, ([name, value]) => [name.toLowerCase(), value])
  const headers = { ...(world !== undefined && { 'x-sim-world': world }), ...Object.fromEntries(sent) }
  const url = pathname.slice(prefix.length) + search
  return { method: request.method, url, origin: origin + prefix, origins, headers, body, apis }
}
