/** A world of a simulator that listens somewhere, as tests use it: the control API as methods. */

import type { EventTypes } from '../core/world/event-types.ts'
import type { NewFault } from '../core/world/fault.ts'
import {
  type CallOf,
  type Entry,
  type Fault,
  type Fired,
  type Harm,
  type HarmFilter,
  type OperationName,
  type SavedWorld,
  type Times,
  type Verification,
  VerificationError,
} from '../index.ts'
import { type Caller, callerOf, type Guide } from './caller.ts'

/** Which calls are meant. */
export interface RemoteFilter {
  readonly method?: string
  readonly path?: string
  /** `200`, or `4xx`. */
  readonly status?: number | string
}

export class RemoteWorld {
  readonly id: string
  /** The address of the simulator with the world's prefix: what an app takes as its base. */
  readonly url: string
  #guide: Promise<Guide> | undefined

  private constructor(id: string, url: string) {
    this.id = id
    this.url = url
  }

  /** A new one. */
  static async make(server: string): Promise<RemoteWorld> {
    const { id } = await send(`${server}/__sim/worlds`, 'POST', {})
    return new RemoteWorld(id, `${server}/~${id}`)
  }

  /** Companies with members, their passwords and tokens, and samples of everything. */
  guide(): Promise<Guide> {
    this.#guide ??= this.#send('GET', '')
    return this.#guide
  }

  /** A member of a company by id, name, username or role, or a user of the CRM by id or address; the first member unless told. */
  async as(who?: string): Promise<Caller> {
    return callerOf(await this.guide(), who)
  }

  /** Moves the clock on, such as by `P3D`; returns what happened on the way. */
  async advance(period: string): Promise<readonly Fired[]> {
    return (await this.#send('PATCH', '/clock', { advance: period })).fired
  }

  /** The other side acts. Returns the entry, and the rows that it changed. */
  emit<Type extends keyof EventTypes>(type: Type, body: EventTypes[Type]['given']): Promise<Record<string, unknown>> {
    return this.#send('POST', '/events', { type, ...(body as object) })
  }

  /** Arms a fault: from now on the calls that match it go wrong. */
  fail(fault: NewFault): Promise<Fault> {
    return this.#send('POST', '/faults', fault)
  }

  /** The calls of an operation so far, the newest last. */
  async calls<Name extends OperationName>(operation: Name, filter: RemoteFilter = {}): Promise<readonly CallOf<Name>[]> {
    const query = new URLSearchParams({ kind: 'call', operation, ...toTexts(filter) })
    return this.#send('GET', `/journal?${query}`)
  }

  /** What calls did to the readers of letters although each was answered with success, the newest last. */
  harms(filter: HarmFilter = {}): Promise<readonly Harm[]> {
    return this.#send('GET', `/harms?${new URLSearchParams(toTexts(filter))}`)
  }

  /** All that happened to the world so far, the newest last. */
  entries(): Promise<readonly Entry[]> {
    return this.#send('GET', '/journal')
  }

  /**
   * Checks that such calls were made: at least one, or as often as told.
   * @throws VerificationError that says what was expected, and what came nearest
   */
  async verify(operation: OperationName, filter: RemoteFilter = {}, times?: Times): Promise<void> {
    const asked = { operation, ...filter, ...(times !== undefined && { times }) }
    const verification: Verification = await this.#send('POST', '/verify', asked)
    if (!verification.passed) throw new VerificationError(verification)
  }

  /** Back to its start, its clock too. */
  async reset(): Promise<void> {
    await this.#send('POST', '/reset', {})
  }

  /** The whole world as plain JSON. */
  save(): Promise<SavedWorld> {
    return this.#send('GET', '/state')
  }

  /** The world is gone, with all there is in it. */
  async forget(): Promise<void> {
    const { origin } = new URL(this.url)
    await send(`${origin}/__sim/worlds/${this.id}`, 'DELETE', {})
  }

  #send(method: string, path: string, body?: object) {
    return send(`${this.url}/__sim${path}`, method, body)
  }
}

const toTexts = (filter: object): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]))

/** @throws Error with what the simulator has against it */
// biome-ignore lint/suspicious/noExplicitAny: each call knows what it answers
async function send(url: string, method: string, body?: object): Promise<any> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const answer = text === '' ? undefined : JSON.parse(text)
  if (!response.ok) throw new Error([answer?.error?.message, ...(answer?.error?.details ?? []).map(inWords)].join(' '))
  return answer
}

const inWords = ({ field, message }: { field: string; message: string }): string => `${field}: ${message}`
