/** How calls travel over the network; `in-page.ts` has another way. */
import type { SimResponse } from '../../core/values/http.ts'
import type { OpenApiDocument } from '../../serve/openapi.ts'

/** Sends a request to a path below the simulator's root. */
type Transport = (path: string, init: Sent) => Promise<Response>

export interface Sent {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
  /** `manual`: what the answer leads to is not called. */
  readonly redirect?: 'manual'
}

export interface Place {
  readonly send: Transport
  /** Answers at once, where the page is only rendered. */
  readonly sendNow?: (path: string, init: Sent) => SimResponse
  readonly document: (world: string, api: string) => Promise<OpenApiDocument>
  /** Where the simulator is, for calls that are copied: `http://localhost:4010`. */
  readonly origin: string
}

/** @param root the path that the simulator is mounted at, without a slash at its end */
export const overNetwork = (root: string): Place => ({
  async document(world, api) {
    const response = await fetch(`${root}/~${world}/openapi/${api}.json`)
    if (!response.ok) throw new Error(response.statusText)
    return response.json()
  },
  send: (path, init) => fetch(root + path, { ...init, credentials: 'omit', cache: 'no-store' }),
  origin: location.origin + root,
})
