/** How calls travel: over the network, or to a simulator in the page. */
import type { Simulator } from '../../core/simulator.ts'
import type { SimResponse } from '../../core/values/http.ts'
import { toReadable } from '../../serve/stream.ts'

/** Sends a request to a path below the simulator's root. */
export type Transport = (path: string, init: Sent) => Promise<Response>

export interface Sent {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface Place {
  readonly send: Transport
  /** Where the simulator is, for calls that are copied: `http://localhost:4010`. */
  readonly origin: string
}

/** @param root the path that the simulator is mounted at, without a slash at its end */
export const overNetwork = (root: string): Place => ({
  send: (path, init) => fetch(root + path, { ...init, credentials: 'omit', cache: 'no-store' }),
  origin: location.origin + root,
})

/** Whose pages these are is known here: no browser has to say it. */
const own = { 'sec-fetch-site': 'same-origin' }

export function inPage(simulator: Simulator): Place {
  const { origin } = location
  return {
    origin,
    async send(url, { method, headers, body, signal }) {
      const answer = simulator.handle({ method, url, origin, headers: { ...headers, ...own }, body })
      return toResponse(answer, signal ?? new AbortController().signal)
    },
  }
}

function toResponse({ status, headers, body, bytes, stream }: SimResponse, signal: AbortSignal): Response {
  const flat = Object.entries(headers).map(([name, value]) => [name, String(value)] satisfies [string, string])
  const isEmpty = status === 204 || status === 304
  const content = stream ? toReadable(stream, signal) : (bytes ?? body)
  return new Response(isEmpty ? null : (content as BodyInit), { status, headers: flat })
}
