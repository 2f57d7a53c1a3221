/** How calls travel to a simulator in the page. */
import type { Simulator } from '../../core/simulator.ts'
import type { SimResponse } from '../../core/values/http.ts'
import type { OpenApiDocument } from '../../serve/openapi.ts'
import { toReadable } from '../../serve/stream.ts'
import type { Place } from './transport.ts'

/** Whose pages these are is known here: no browser has to say it. */
export const own = { 'sec-fetch-site': 'same-origin' }

export function inPage(simulator: Simulator): Place {
  const { origin } = location
  return {
    origin,
    async document(world, api) {
      // It shares its modules with the simulator: they are in the page already.
      const { toOpenApi } = await import('../../serve/openapi.ts')
      return toOpenApi(simulator, api, `${origin}/~${world}`) as OpenApiDocument
    },
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
