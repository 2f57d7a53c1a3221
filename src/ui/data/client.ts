/** Sends calls, as somebody who only looks on: what the page reads is not in the journal. */

import type { OpenApiDocument } from '../../serve/openapi.ts'
import { type Call, isRead, pathOf } from './call.ts'
import type { Place, Sent } from './transport.ts'

/** A call that was refused, or could not be made. */
export class CallError extends Error {
  override readonly name = 'CallError'
  /** 0 where nobody answered. */
  readonly status: number
  /** What is wrong with which field. */
  readonly details: readonly { readonly field: string; readonly message: string }[]

  constructor(status: number, message: string, details: CallError['details'] = []) {
    super(message)
    this.status = status
    this.details = details
  }
}

const NO_ANSWER = 'The simulator does not answer. Is it still running?'
const MAYBE_DONE = 'No answer came. It may have been done all the same: look before you do it again.'
const KEY = 'arsim.control-token'

export class Client {
  readonly origin: string
  readonly #place: Place
  #token: string | undefined

  constructor(place: Place) {
    this.#place = place
    this.origin = place.origin
    // A page that is only rendered has no session.
    this.#token = globalThis.sessionStorage?.getItem(KEY) ?? undefined
  }

  /** What the control API wants to hear, where it wants something. It is kept for the session. */
  get token(): string | undefined {
    return this.#token
  }

  set token(token: string | undefined) {
    this.#token = token
    if (token === undefined) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, token)
  }

  /** @throws CallError */
  async send<Got>(call: Call<Got>, signal?: AbortSignal): Promise<Got> {
    const response = await this.open(call, signal)
    return (response.status === 204 ? undefined : await response.json()) as Got
  }

  /** What is read at once, where that can be: what cannot is sent for. */
  readNow<Got>(call: Call<Got>): Got | undefined {
    const answer = this.#place.sendNow?.(pathOf(call), this.#request(call, this.#extra(call, true)))
    return answer?.status === 200 ? JSON.parse(answer.body) : undefined
  }

  /**
   * The same for whoever reads the answer as it comes.
   * @throws CallError
   */
  async open(call: Call, signal?: AbortSignal): Promise<Response> {
    const response = await this.#answer(call, isRead(call), { ...(signal && { signal }) })
    if (response.ok) return response
    throw await toError(response)
  }

  /**
   * Calls as an app does: the call is in the journal, meets faults, and whatever is answered is an answer, a redirect too.
   * @throws CallError where nobody answers
   */
  tryOut(call: Call, signal?: AbortSignal): Promise<Response> {
    return this.#answer(call, false, { redirect: 'manual', ...(signal && { signal }) })
  }

  /** The OpenAPI document of an API, with the address of a world. */
  document(world: string, api: string): Promise<OpenApiDocument> {
    return this.#place.document(world, api).catch(() => {
      throw new CallError(0, 'This document cannot be read. Is the simulator still running?')
    })
  }

  #answer(call: Call, isObserver: boolean, how: Pick<Sent, 'signal' | 'redirect'>): Promise<Response> {
    const request = this.#request(call, this.#extra(call, isObserver))
    return this.#place.send(pathOf(call), { ...request, ...how }).catch((error: Error) => {
      if (how.signal?.aborted) throw error
      throw new CallError(0, isRead(call) ? NO_ANSWER : MAYBE_DONE)
    })
  }

  #request({ method, headers, body }: Call, extra: Readonly<Record<string, string>>): Sent {
    return { method, headers: { ...headers, ...extra }, ...(body !== undefined && { body: JSON.stringify(body) }) }
  }

  #extra({ operation }: Call, isObserver: boolean): Record<string, string> {
    const observes: Record<string, string> = isObserver ? { 'x-sim-observer': '1' } : {}
    if (this.#token === undefined) return observes
    if (operation.startsWith('sim.')) return { ...observes, authorization: `Bearer ${this.#token}` }
    return isObserver ? { ...observes, 'x-sim-token': this.#token } : {}
  }
}

interface Said {
  readonly message?: string | undefined
  readonly details?: CallError['details']
}

interface Refused {
  readonly message?: string
  readonly detail?: string
  readonly error?: string | Said
}

/** Each API says in its own way what is wrong. */
async function toError(response: Response): Promise<CallError> {
  const said = (await response.json().catch(() => ({}))) as Refused
  const error: Said = typeof said.error === 'object' ? said.error : { message: said.error }
  const message = error.message ?? said.message ?? said.detail ?? `The simulator answered ${response.status}.`
  return new CallError(response.status, message, Array.isArray(error.details) ? error.details : [])
}
