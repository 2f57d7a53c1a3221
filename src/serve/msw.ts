/** The simulator as MSW handlers, in Node and in browsers. */
import { type HttpHandler, http } from 'msw'
import type { SimRequest, SimResponse } from '../core/http.ts'
import type { Simulator } from '../core/simulator.ts'

/** The origin to answer on, for each API by its name. */
export type Origins = Readonly<Record<string, string>>

/**
 * Handlers for `setupServer` or `setupWorker`: a few that route inside, whatever the number of operations.
 *
 * @param origins such as `{ ar: 'https://ar.example.com' }`; without it every API answers on any origin
 * @throws TypeError for an origin that is none, Error for an API that does not exist
 * @example
 * const server = setupServer(...handlers(createSimulator()))
 */
export function handlers(simulator: Simulator, origins?: Origins): HttpHandler[] {
  const names = simulator.apis.map((api) => api.name)
  if (!origins) return [handler(simulator, 'https?://[^/]+', names)]
  const byOrigin = new Map<string, string[]>()
  for (const [name, address] of Object.entries(origins)) {
    const api = simulator.apis.find((each) => each.name === name)
    if (!api?.document) throw new Error(`There is no API "${name}". There is: ${documented(simulator)}.`)
    const { origin } = new URL(address)
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), name, ...(api.companions ?? [])])
  }
  return [...byOrigin].map(([origin, apis]) => handler(simulator, escapeRegExp(origin), [...apis, 'control']))
}

/** No capturing groups: MSW decodes what they capture, and fails for a malformed escape. */
function handler(simulator: Simulator, origin: string, apis: readonly string[]): HttpHandler {
  const bases = simulator.apis.filter(({ name }) => apis.includes(name)).map(({ basePath }) => escapeRegExp(basePath))
  const mine = new RegExp(`^${origin}(?:/~[^/]*)?(?:${bases.join('|')})(?:/|$)`)
  return http.all(mine, async ({ request }) => toResponse(request.method, simulator.handle(await toSimRequest(request, apis))))
}

const documented = ({ apis }: Simulator): string => apis.flatMap(({ name, document }) => (document ? [name] : [])).join(', ')

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

async function toSimRequest(request: Request, apis: readonly string[]): Promise<SimRequest> {
  const { origin, pathname, search } = new URL(request.url)
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined
  return { method: request.method, url: pathname + search, origin, headers: Object.fromEntries(request.headers), body, apis }
}

function toResponse(method: string, { status, headers, body, bytes }: SimResponse): Response {
  const all = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : value.map((v) => [name, v]),
  )
  const content = bytes ?? (body === '' || method === 'HEAD' ? null : body)
  return new Response(content as BodyInit | null, {
    status,
    headers: all as [string, string][],
  })
}
