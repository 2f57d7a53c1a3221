/** A world of a simulator that listens somewhere, as tests use it: the control API as methods. */

import { atPath } from '../core/values/at-path.ts'
import { foreignIn, GIVE_JSON } from '../core/values/json.ts'
import { noSuch } from '../core/values/nearest-name.ts'
import type { Emitted, EventTypes } from '../core/world/event-types.ts'
import type { NewFault } from '../core/world/faults/fault.ts'
import { callsOf, waitOptions } from '../core/world/journal/filter.ts'
import type { Collection } from '../data/collection.ts'
import type { Collections } from '../data/collections.ts'
import type { WorldGuide } from '../guide.ts'
import {
  type CallFilter,
  type CallOf,
  type ClockMode,
  type Entry,
  type EntryFilter,
  type Fault,
  type Fired,
  type Harm,
  type HarmFilter,
  type OperationName,
  type SavedWorld,
  type SaveOptions,
  type Times,
  type Verification,
  VerificationError,
  type VerifyFilter,
  type WaitOptions,
} from '../index.ts'
import type { SettingOptions } from '../settings.ts'
import { type Caller, callerOf } from './caller.ts'
import { certain, type Samples } from './samples.ts'

/** What a new world is like. */
export interface RemoteWorldOptions extends SettingOptions {
  readonly scenario?: string | undefined
  readonly seed?: number | undefined
  readonly clock?: ClockMode | undefined
}

/** A row of a table. */
// biome-ignore lint/suspicious/noExplicitAny: whatever follows from other rows
export type RowIn<Table extends keyof Collections> = Collections[Table] extends Collection<infer Row, any> ? Row : never

/** A value that a column, or an item of one, can be compared with. */
type Sought<V> = V extends readonly (infer Item)[] ? Sought<Item> : Extract<V, string | number | boolean | null>
/** Inside a column, such as `approval_log.action`. */
type Inside<Column> = `${Column & string}.${string}`

/** Values of columns, and how the rows are searched, sorted and paged. */
export type RowQuery<Table extends keyof Collections = keyof Collections> = {
  readonly [Column in keyof RowIn<Table>]?: Sought<RowIn<Table>[Column]> | undefined
} & { readonly [Way in Inside<keyof RowIn<Table>>]?: string | number | boolean | null | undefined } & {
  readonly search?: string | undefined
  /** A column, with a minus for downwards. */
  readonly sort?: Sort<keyof RowIn<Table> & string> | undefined
  readonly page?: number | undefined
  readonly page_size?: number | undefined
}
type Sort<Column> = `${'' | '-'}${(Column & string) | Inside<Column>}`

/** What may be given of a row. */
type Given<Table extends keyof Collections> = Collections[Table] extends { create(values: infer Values): unknown }
  ? NonNullable<Values>
  : never

/** Something that is to happen to a row. */
export interface Due {
  /** ISO 8601, on the world's clock. */
  readonly at: string
  readonly event: string
  readonly table: string | null
  readonly subject: string
  readonly summary: string
  /** Why it could not happen at its time. */
  readonly failed: string | null
}

/** Where a simulator listens, and what it wants to see of who steers. */
export interface RemoteServer {
  readonly url: string
  readonly controlToken?: string | undefined
}

export class RemoteWorld {
  readonly id: string
  /** The address of the simulator with the world's prefix: what an app takes as its base. */
  readonly url: string
  readonly #server: RemoteServer
  #isGone = false

  private constructor(id: string, server: RemoteServer) {
    this.id = id
    this.url = `${server.url}/~${id}`
    this.#server = server
  }

  /** A new one. */
  static async make(server: RemoteServer, options: RemoteWorldOptions = {}): Promise<RemoteWorld> {
    const { id } = await read(await ask(server, `${server.url}/__sim/worlds`, 'POST', options))
    return new RemoteWorld(id, server)
  }

  /** Companies with members, their passwords and tokens, which are good from now on, and samples of everything. */
  guide(): Promise<WorldGuide> {
    return this.#send('GET', '')
  }

  /** The ids of rows worth naming, as the world is now: `(await world.samples()).customers.active`. What there is not throws. */
  async samples(): Promise<Samples> {
    return certain((await this.guide()).samples)
  }

  /**
   * A member of a company by id, name, username or role, or a user of the CRM by id, name or address; the first one unless told.
   */
  async as(who?: string): Promise<Caller> {
    return callerOf(await this.guide(), who)
  }

  /** Moves the clock on, such as by `P3D`; returns what happened on the way. */
  async advance(period: string): Promise<readonly Fired[]> {
    return (await this.#send('PATCH', '/clock', { advance: period })).fired
  }

  /** Moves the clock on to a time, such as `2026-06-05T09:00:00Z`; returns what happened on the way. */
  async moveTo(now: string): Promise<readonly Fired[]> {
    return (await this.#send('PATCH', '/clock', { now })).fired
  }

  /** Lets the clock run, or freezes it at the present. */
  async setMode(mode: ClockMode): Promise<void> {
    await this.#send('PATCH', '/clock', { mode })
  }

  /** What will happen by itself, in order: all of it, or the next few. First what could not happen at its time. */
  timeline(limit?: number): Promise<readonly Due[]> {
    return this.#send('GET', `/timeline?${new URLSearchParams(toTexts({ limit }))}`)
  }

  /** The other side acts. Returns the entry, and the rows that it changed. */
  emit<Type extends keyof EventTypes>(type: Type, body: EventTypes[Type]['given']): Promise<Emitted<EventTypes[Type]['told']>> {
    return this.#send('POST', '/events', { type, ...(body as object) })
  }

  /** Arms a fault: from now on the calls that match it go wrong. */
  async fail(fault: NewFault): Promise<Fault> {
    checkJson(fault, 2)
    return this.#send('POST', '/faults', fault)
  }

  /** The faults that are armed. */
  readonly faults = {
    /** As `fail`. */
    add: (fault: NewFault): Promise<Fault> => this.fail(fault),
    /** In the order in which they apply, with their hits. */
    list: (): Promise<readonly Fault[]> => this.#send('GET', '/faults'),
    remove: async (id: string): Promise<void> => this.#send('DELETE', `/faults/${named('fault', id)}`),
    /** Removes them all. */
    clear: (): Promise<void> => this.#send('DELETE', '/faults'),
  }

  /** Named states of the world, to come back to. */
  readonly snapshots = {
    take: async (name: string): Promise<void> => {
      await this.#send('POST', '/snapshots', { name })
    },
    restore: async (name: string): Promise<void> => {
      await this.#send('POST', `/snapshots/${named('snapshot', name)}/restore`, {})
    },
    /** Their names, the one taken first comes first. */
    list: async (): Promise<readonly string[]> =>
      (await this.#send('GET', '/snapshots')).map(({ name }: { readonly name: string }) => name),
    remove: async (name: string): Promise<void> => this.#send('DELETE', `/snapshots/${named('snapshot', name)}`),
  }

  /**
   * The calls of an operation so far, the newest last.
   * @throws Error for a filter that nothing can fit
   */
  async calls<Name extends OperationName>(operation: Name, filter: CallFilter = {}): Promise<readonly CallOf<Name>[]> {
    checkJson(filter, 1)
    return (await this.entries({ kind: 'call', ...callsOf(operation, filter, false) })) as CallOf<Name>[]
  }

  /**
   * The first call that fits: one that was made already, or else the next one; `after` leaves out earlier ones.
   * Once its `signal` is aborted it is waited for no more.
   *
   * @throws Error for a filter that nothing can fit, and where the world is gone before such a call is made
   */
  waitForCall<Name extends OperationName>(
    operation: Name,
    filter: VerifyFilter = {},
    options: WaitOptions = {},
  ): Promise<CallOf<Name>> {
    const call = this.#firstCall(operation, filter, options)
    // Whoever waits no more need not hear that the world is gone.
    call.catch(() => {})
    return call
  }

  async #firstCall<Name extends OperationName>(
    operation: Name,
    filter: VerifyFilter,
    options: WaitOptions,
  ): Promise<CallOf<Name>> {
    callsOf(operation, filter, true)
    const { after = 0, ...rest } = filter
    const { signal } = waitOptions(options)
    const first = async () => (await this.calls(operation, { ...rest, after, limit: 1 }))[0]
    const stream = await ask(this.#server, `${this.url}/__sim/journal/stream?after=${after}`, 'GET', undefined, signal)
    if (!stream.ok) await read(stream)
    this.#checkThere(stream)
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
    try {
      for (;;) {
        const call = await first()
        if (call) return call
        if ((await reader.read()).done) throw new Error(`The world is gone, and "${operation}" was not called.`)
      }
    } finally {
      await reader.cancel()
    }
  }

  /** Takes back the newest entry of the journal that changed something, or all from one entry on; returns what was undone. */
  async undo(options: { readonly to?: number } = {}): Promise<readonly Entry[]> {
    return (await this.#send('POST', '/undo', options)).undone
  }

  /**
   * The rows of a table as they are stored, a page of 50 unless told, by what the control API takes:
   * `rows('actions', { status: 'proposed', sort: '-urgency_score' })`.
   */
  async rows<Table extends keyof Collections>(table: Table, query: RowQuery<Table> = {}): Promise<readonly RowIn<Table>[]> {
    return (await this.#send('GET', `/tables/${table}?${new URLSearchParams(toTexts(query))}`)).rows
  }

  /** Makes a row. What is left out gets a default. */
  create<Table extends keyof Collections>(table: Table, values: Given<Table>): Promise<RowIn<Table>> {
    return this.#send('POST', `/tables/${table}`, values as object)
  }

  /** Changes columns of a row; returns it as it is now. */
  async update<Table extends keyof Collections>(table: Table, id: string, values: Given<Table>): Promise<RowIn<Table>> {
    return this.#send('PATCH', `/tables/${table}/${named(`row of ${table}`, id)}`, values as object)
  }

  /** Deletes a row. Rows that refer to it stay. */
  async delete(table: keyof Collections, id: string): Promise<void> {
    return this.#send('DELETE', `/tables/${table}/${named(`row of ${table}`, id)}`)
  }

  /** What calls did to the readers of letters and to the books although each was answered with success, the newest last. */
  harms(filter: HarmFilter = {}): Promise<readonly Harm[]> {
    return this.#send('GET', `/harms?${new URLSearchParams(toTexts(filter))}`)
  }

  /** All that happened to the world so far, the newest last; or what of it fits. */
  entries({ query, body, ...rest }: EntryFilter = {}): Promise<readonly Entry[]> {
    const asked = toTexts({ ...rest, query: JSON.stringify(query), body: JSON.stringify(body) })
    return this.#send('GET', `/journal?${new URLSearchParams(asked)}`)
  }

  /**
   * Checks that such calls were made: at least one, or as often as told.
   * @throws VerificationError that says what was expected, and what came nearest
   */
  async verify(operation: OperationName, filter: VerifyFilter = {}, times?: Times): Promise<void> {
    checkJson(filter, 1)
    const asked = { ...callsOf(operation, filter, true), ...(times !== undefined && { times }) }
    const verification: Verification = await this.#send('POST', '/verify', asked)
    if (!verification.passed) throw new VerificationError(verification)
  }

  /** Back to its start, its clock too. */
  async reset(): Promise<void> {
    await this.#send('POST', '/reset', {})
  }

  /** The whole world as plain JSON: the rows that differ from the scenario's, or all of them. */
  save({ whole }: SaveOptions = {}): Promise<SavedWorld> {
    return this.#send('GET', `/state?${new URLSearchParams(toTexts({ whole }))}`)
  }

  /** Becomes the world of a file. A reset goes back to that. */
  async load(file: SavedWorld): Promise<void> {
    await this.#send('PUT', '/state', file)
  }

  /** The world is gone, with all there is in it. */
  async forget(): Promise<void> {
    const response = await ask(this.#server, `${this.#server.url}/__sim/worlds/${this.id}`, 'DELETE', {})
    if (response.status !== 404) await read(response)
  }

  async #send(method: string, path: string, body?: object) {
    const response = await ask(this.#server, `${this.url}/__sim${path}`, method, body)
    this.#checkThere(response)
    return read(response)
  }

  /** @throws Error where the server had no such world any more, and made another one of its name */
  #checkThere({ headers }: Response): void {
    this.#isGone ||= headers.get('x-sim-warning')?.includes(`The world "${this.id}" is new.`) ?? false
    if (this.#isGone) throw new Error(`The world "${this.id}" is gone: it was forgotten, or the server has started again.`)
  }
}

/** What JSON leaves out on the way would be a condition that everything meets. */
function checkJson(given: object, optional: number): void {
  const foreign = foreignIn(given, optional)
  if (foreign) throw new TypeError(`${foreign.join('.')}: ${GIVE_JSON}`)
}

/**
 * One thing, in a path. Without a name, or with dots, the path would be that of them all.
 * @throws Error
 */
function named(what: string, id: string): string {
  if (/^\.{0,2}$/.test(id)) throw new Error(noSuch(what, id, []))
  return encodeURIComponent(id)
}

const toTexts = (filter: object): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))

const ask = (
  { controlToken }: RemoteServer,
  url: string,
  method: string,
  body?: object,
  signal?: AbortSignal,
): Promise<Response> =>
  fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(controlToken !== undefined && { authorization: `Bearer ${controlToken}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })

/** @throws Error with what the simulator has against it */
// biome-ignore lint/suspicious/noExplicitAny: each call knows what it answers
async function read(response: Response): Promise<any> {
  const text = await response.text()
  const isAnswer = text === '' ? response.ok : response.headers.get('content-type')?.startsWith('application/json')
  if (!isAnswer) throw new Error(`No simulator answers at ${response.url}: the status is ${response.status}.`)
  const answer = text === '' ? undefined : JSON.parse(text)
  if (!response.ok) throw new Error([answer?.error?.message, ...(answer?.error?.details ?? []).map(inWords)].join(' '))
  return answer
}

const inWords = ({ field, message }: { field: string; message: string }): string => atPath(field, message)
