/** Answers to reads, given again for as long as nothing has changed that they were made from. Worlds of the same state share them. */
import type { Timeline } from '../time/timeline.ts'
import { encodeText } from '../values/encoded-text.ts'
import type { SimResponse } from '../values/http.ts'
import { Queue } from '../values/queue.ts'
import type { Called, Journal } from './journal.ts'
import type { Asked } from './journal-record.ts'
import type { Base } from './state.ts'

/** The world that is read. */
interface Readable {
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

/** Where an answer is, to take it away again. */
interface Place {
  readonly reads: Reads
  readonly asker: string
  readonly url: string
  readonly bytes: number
}

/** What an answer takes beside its texts. */
const READ_BYTES = 800
/** As text and as bytes. */
const CHARACTER_BYTES = 3

export class ReadCache {
  readonly #most: number
  readonly #byState = new WeakMap<Base, Reads>()
  /** The oldest first. */
  readonly #places = new Queue<Place>()
  #bytes = 0
  readonly #askers = new Askers()

  /** @param most how many bytes it may hold, by estimate */
  constructor(most: number) {
    this.#most = most
  }

  /** Carries out a call, which never throws; a read that was answered before in this state is answered the same. The journal keeps both. */
  read(world: Readable, asked: Asked, answer: () => SimResponse): SimResponse {
    const { clock, journal } = world
    const { method, url, body } = asked.request
    if (method !== 'GET' || body?.length) return journal.call(asked, answer).response
    const state = world.freeze()
    const asker = this.#askers.of(asked)
    const cached = this.#byState.get(state)?.get(asker)?.get(url)
    if (cached && (clock.mode === 'frozen' || clock.ms < cached.until)) {
      journal.again(cached.call)
      encodeText(cached.response)
      return cached.response
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

  #keep(state: Base, asker: string, url: string, read: CachedRead): void {
    const bytes = READ_BYTES + asker.length + url.length + CHARACTER_BYTES * read.response.body.length
    if (bytes * 8 > this.#most) return
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
