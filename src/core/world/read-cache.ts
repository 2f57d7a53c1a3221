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

/** Where an answer is, to take it away again. */
interface Place {
  readonly reads: Map<string, CachedRead>
  readonly key: string
  readonly bytes: number
}

/** What an answer takes beside its texts. */
const READ_BYTES = 800
/** As text and as bytes. */
const CHARACTER_BYTES = 3

export class ReadCache {
  readonly #most: number
  readonly #byState = new WeakMap<Base, Map<string, CachedRead>>()
  /** The oldest first. */
  readonly #places = new Queue<Place>()
  #bytes = 0

  /** @param most how many bytes it may hold, by estimate */
  constructor(most: number) {
    this.#most = most
  }

  /** Carries out a call, which never throws; a read that was answered before in this state is answered the same. The journal keeps both. */
  read(world: Readable, asked: Asked, answer: () => SimResponse): SimResponse {
    const { clock, journal } = world
    const key = keyOf(asked)
    if (key === undefined) return journal.call(asked, answer).response
    const state = world.freeze()
    const cached = this.#byState.get(state)?.get(key)
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
    if (isCacheable(called.response) && world.freeze() === state) this.#keep(state, key, { ...called, until })
    return called.response
  }

  #keep(state: Base, key: string, read: CachedRead): void {
    const bytes = READ_BYTES + key.length + CHARACTER_BYTES * read.response.body.length
    if (bytes * 8 > this.#most) return
    let reads = this.#byState.get(state)
    if (!reads) this.#byState.set(state, (reads = new Map()))
    if (!reads.has(key)) {
      this.#places.push({ reads, key, bytes })
      this.#bytes += bytes
    }
    reads.set(key, read)
    while (this.#bytes > this.#most) this.#forgetOldest()
  }

  #forgetOldest(): void {
    const { reads, key, bytes } = this.#places.shift() as Place
    reads.delete(key)
    this.#bytes -= bytes
  }
}

/** All that an answer can depend on, beside the world; undefined for what is no read. */
function keyOf({ api, request: { method, url, origin, headers, body } }: Asked): string | undefined {
  if (method !== 'GET' || body?.length) return undefined
  let key = `${api} ${origin}${url}`
  for (const name in headers) key += `\n${name}:${headers[name]}`
  return key
}

const isCacheable = ({ status, bytes, stream, fault }: SimResponse): boolean =>
  status >= 200 && status < 300 && !bytes && !stream && fault === undefined
