/** Calls of pages: which origins may call, and how a request of somebody else's page is recognised. The one place for both. */
import type { SimRequest } from '../values/http.ts'
import type { Operation } from './operation.ts'

const loopback = /^https?:\/\/(localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/** Whether a host, as in a URL and without its port, is this machine. */
export const isLoopbackHost = (host: string): boolean => loopback.test(`http://${host}`)

/** What is wrong with an origin that somebody names, in a sentence; undefined where nothing is: pages tell theirs in one spelling. */
export function originProblem(text: unknown, takesAll: boolean): string | undefined {
  if (takesAll && text === '*') return undefined
  if (typeof text === 'string' && /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text) return undefined
  return `An origin is like "https://app.example" or "http://localhost:5173"${takesAll ? ', or * for all' : ''}.`
}

/** @param named origins to allow instead of loopback ones; `*` allows all */
export function allowsOrigin(origin: string, named: readonly string[]): boolean {
  return named.length ? named.includes('*') || named.includes(origin) : loopback.test(origin)
}

/** Whether an address is below an origin: `http://127.0.0.1:4010/~one` below `http://127.0.0.1:4010`, but not below `…:401`. */
export const isBelow = (address: string, origin: string): boolean => address === origin || address.startsWith(`${origin}/`)

/**
 * Whether a request comes from a page that may not call: its origin is not allowed, and the browser says that it is
 * another site, or is too old to say anything.
 *
 * @param root where the simulator is mounted
 */
export function isForeign({ headers }: SimRequest, root: string, named: readonly string[]): boolean {
  const { origin } = headers
  if (origin !== undefined && (allowsOrigin(origin, named) || isBelow(root, origin))) return false
  const site = headers['sec-fetch-site']
  return site === undefined ? origin !== undefined : site === 'cross-site'
}

/** Whether an operation is open to a request of any page: one that leads a person there, or loads what it answers without reading it. */
export function isOpenTo({ method, headers }: SimRequest, operation: Operation | undefined): boolean {
  if (method !== 'GET' || !operation?.openTo) return false
  const mode = headers['sec-fetch-mode']
  if (mode === 'navigate') return headers['sec-fetch-dest'] === 'document'
  return mode === 'no-cors' && operation.openTo === 'embedding'
}

/** The headers of an answer to a call from another origin. */
export function corsHeaders({ headers }: SimRequest, named: readonly string[]): Record<string, string> {
  const { origin } = headers
  if (origin === undefined) return {}
  if (!allowsOrigin(origin, named)) return { vary: 'Origin' }
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'X-Sim-Warning, WWW-Authenticate, Allow, Content-Disposition, Retry-After',
    vary: 'Origin',
  }
}

export function isPreflight({ method, headers }: SimRequest): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined
}

/** What the answer to a preflight adds, where the origin is allowed. */
export function preflightHeaders({ headers }: SimRequest): Record<string, string> {
  const asked = headers['access-control-request-headers'] ?? ''
  return {
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': /^[\w, -]+$/.test(asked) ? asked : 'Authorization, Content-Type, X-Sim-World',
    'access-control-max-age': '600',
  }
}
