/** Cross-origin calls: answered for loopback origins, or for those that were named. */
import type { SimRequest } from './http.ts'

const loopback = /^https?:\/\/(localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/** Whether a host, as in a URL and without its port, is this machine. */
export const isLoopbackHost = (host: string): boolean => loopback.test(`http://${host}`)

/** @param named origins to allow instead of loopback ones; `*` allows all */
export function allowsOrigin(origin: string, named: readonly string[]): boolean {
  return named.length ? named.includes('*') || named.includes(origin) : loopback.test(origin)
}

/** The headers of an answer to a call from another origin. */
export function corsHeaders({ headers }: SimRequest, named: readonly string[]): Record<string, string> {
  const { origin } = headers
  if (origin === undefined) return {}
  if (!allowsOrigin(origin, named)) return { vary: 'Origin' }
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'X-Sim-Warning, WWW-Authenticate, Allow, Content-Disposition',
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
