/** How calls travel to a simulator in the page. */
import type { Simulator } from '../../core/simulator.ts'
import type { OpenApiDocument } from '../../serve/openapi.ts'
import { toResponse } from '../../serve/to-response.ts'
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
      const response = await toResponse(answer, signal ?? new AbortController().signal)
      if (response.type === 'error') throw new TypeError('Failed to fetch')
      return response
    },
  }
}
