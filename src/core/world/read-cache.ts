/** Answers to reads, given again for as long as nothing has changed that they were made from. Worlds of the same state share them. */
import type { Timeline } from '../time/timeline.ts'
import { encodeText } from '../values/encoded-text.ts'
import type { SimRequest, SimResponse } from '../values/http.ts'
import { Queue } from '../values/queue.ts'
import type { Called, Journal } from './journal/journal.ts'
import type { Asked } from './journal/record.ts'
import type { Base } from './state.ts'

/** The world that is read. */
export interface Readable {
  readonly clock: Timeline
  readonly journal: Journal
  /** The present: the same one for as long as nothing changes. */
  freeze(): Base
}

interface CachedRead extends Called {
  /** What it asked of the clock holds before this time, in milliseconds since 1970. */
  readonly until: number
}

/** Answers by who asks, and then by what is asked for. */
type Reads = Map<string, Map<string, CachedRead>>

/** What somebody who asks again and again was answered in one state of a world. */
interface Asking<World> {
  readonly headers: object
  readonly origin: string
  readonly world: World
  readonly state: Base
  readonly answers: ReadonlyMap<string, CachedRead>
}

/** Where an answer is, to take it away again. */
interface Place {
  readonly reads: Reads
  readonly asker: string
  readonly url: string
  readonly bytes: number
}

/** What an answer takes beside its texts. */
const READ_BYTES = 800
/** A character of an answer is kept in a text, in up to two bytes, and encoded, in one. */
const CHARACTER_BYTES = 3

export class ReadCache<World extends Readable> {
  readonly #most: number
  readonly #byState = new WeakMap<Base, Reads>()
  /** The oldest first. */
  readonly #places = new Queue<Place>()
  #bytes = 0
  readonly #askers = new Askers()
  /** Who was answered from here last. */
  #asking: Asking<World> | undefined

  /** @param most how many bytes it may hold, by estimate */
  constructor(most: number) {
    this.#most = most
  }

  /** Carries out a call, which never throws; a read that was answered before in this state is answered the same. The journal keeps both. */
  read(world: World, asked: Asked, answer: () => SimResponse): SimResponse {
    const { clock, journal } = world
    const { method, url, headers, origin, body } = asked.request
    if (method !== 'GET' || body?.length) return journal.call(asked, answer).response
    const state = world.freeze()
    const asker = this.#askers.of(asked)
    const answers = this.#byState.get(state)?.get(asker)
    const cached = answers?.get(url)
    const { ms } = clock
    if (answers && cached && isFresh(cached, clock, ms)) {
      if (isAskedAgain(asked)) this.#asking = { headers, origin, world, state, answers }
      return given(cached, journal, ms, state)
    }
    let until = 0
    const called = journal.call(asked, () => {
      clock.look()
      const response = answer()
      until = clock.until
      return response
    })
    if (isCacheable(called.response) && world.freeze() === state) this.#keep(state, asker, url, { ...called, until })
    return called.response
  }

  /**
   * The answer to a read of whoever was answered from here last, in the same state; undefined where it is to be looked for.
   * The journal keeps it.
   *
   * @param isThere whether nothing has to happen first to the world that is asked, at this time of it
   */
  again(
    { method, url, headers, origin, apis }: SimRequest,
    isThere: (world: World, ms: number) => boolean,
  ): SimResponse | undefined {
    const asking = this.#asking
    if (!asking || asking.headers !== headers || asking.origin !== origin || method !== 'GET' || apis) return undefined
    const { world, state, answers } = asking
    const { clock, journal } = world
    const { ms } = clock
    const cached = answers.get(url)
    const isKnown = cached && !isElsewhere(url) && isThere(world, ms) && world.freeze() === state && isFresh(cached, clock, ms)
    return isKnown ? given(cached, journal, ms, state) : undefined
  }

  #keep(state: Base, asker: string, url: string, read: CachedRead): void {
    const bytes = READ_BYTES + asker.length + url.length + CHARACTER_BYTES * read.response.body.length
    if (bytes * 8 > this.#most) return
    freeze(read.response)
    const reads = made(this.#byState, state)
    const own = made(reads, asker)
    if (!own.has(url)) {
      this.#places.push({ reads, asker, url, bytes })
      this.#bytes += bytes
    }
    own.set(url, read)
    while (this.#bytes > this.#most) this.#forgetOldest()
  }

  #forgetOldest(): void {
    const { reads, asker, url, bytes } = this.#places.shift() as Place
    const own = reads.get(asker)
    own?.delete(url)
    if (own?.size === 0) reads.delete(asker)
    this.#bytes -= bytes
  }
}

const isFresh = ({ until }: CachedRead, { mode }: Timeline, ms: number): boolean => mode === 'frozen' || ms < until

function given({ call, response }: CachedRead, journal: Journal, ms: number, state: Base): SimResponse {
  journal.again(call, ms, state)
  encodeText(response)
  return response
}

/** Whoever asks the same gets the same answer: nobody may change it. */
function freeze(response: SimResponse): void {
  Object.freeze(response)
  Object.freeze(response.headers)
  Object.values(response.headers).forEach(Object.freeze)
}

/** The path names another world than the headers do. */
const isElsewhere = (url: string): boolean => url.startsWith('/~')

/** Whether the same headers can come again: nothing changes them any more, and the answer to them gets none for a page of another origin. */
const isAskedAgain = ({ request: { url, headers, apis } }: Asked): boolean =>
  Object.isFrozen(headers) && headers.origin === undefined && !apis && !isElsewhere(url)

interface Maps<Key, Value> {
  get(key: Key): Map<string, Value> | undefined
  set(key: Key, map: Map<string, Value>): unknown
}

/** The map of a key, which has one from then on. */
function made<Key, Value>(maps: Maps<Key, Value>, key: Key): Map<string, Value> {
  const known = maps.get(key)
  if (known) return known
  const map = new Map<string, Value>()
  maps.set(key, map)
  return map
}

/** Names for all that an answer can depend on beside the world and the address: the API, the origin, the headers. */
class Askers {
  /** Headers that cannot change any more come again and again with those who serve. */
  #last: { readonly headers: object; readonly origin: string; readonly api: string; readonly name: string } | undefined

  of({ api, request: { origin, headers } }: Asked): string {
    const last = this.#last
    if (last?.headers === headers && last.origin === origin && last.api === api) return last.name
    let name = `${api} ${origin}`
    for (const header in headers) name += `\n${header}:${headers[header]}`
    if (Object.isFrozen(headers)) this.#last = { headers, origin, api, name }
    return name
  }
}

const isCacheable = ({ status, bytes, stream, fault }: SimResponse): boolean =>
  status >= 200 && status < 300 && !bytes && !stream && fault === undefined
