/** The journal of a world as it grows: read once, then followed. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Entry } from '../../core/world/journal/entry.ts'
import { type Call, call } from './call.ts'
import type { Client } from './client.ts'
import { useClient } from './context.ts'
import { listen, type News } from './live.ts'

/** A page keeps so many, as a world does unless it is told otherwise. */
export const MOST_ENTRIES = 1_000
/** Between two times that what came is shown. */
const PAUSE_MS = 150

export const journalOf = (world: string): Call<readonly Entry[]> =>
  call('sim.listJournal', { world, query: { limit: MOST_ENTRIES } })

/** Both together, in order, each once: all up to the one that is held, and the newest behind it. */
export function joined(entries: readonly Entry[], more: readonly Entry[], held = 0): readonly Entry[] {
  const last = entries.at(-1)?.number ?? 0
  const all = [...entries, ...more.filter(({ number }) => number > last)]
  const kept = all.filter(({ number }) => number <= held)
  return [...kept, ...all.slice(kept.length).slice(-MOST_ENTRIES)]
}

/** Whether some went to make room, between the one that is held and those behind it. */
export function hasHole(entries: readonly Entry[], held = 0): boolean {
  const next = entries.findIndex(({ number }) => number > held)
  const [before, behind] = next > 0 ? entries.slice(next - 1) : []
  return entries.length >= MOST_ENTRIES && before !== undefined && behind !== undefined && before.number + 1 < behind.number
}

interface Shown {
  readonly data: readonly Entry[] | undefined
  readonly error: Error | null
}

export class Feed {
  readonly #client: Client
  readonly #world: string
  readonly #show: (shown: Shown) => void
  #entries: readonly Entry[] | undefined
  /** What came since it was last read, or shown. */
  #fresh: Entry[] = []
  #reading: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #held: number | undefined
  /** Whether some that there were may have been undone since it was last read. */
  #isUnsure = false

  constructor(client: Client, world: string, show: (shown: Shown) => void) {
    this.#client = client
    this.#world = world
    this.#show = show
  }

  /** Reads all anew: at first, and when something other than an entry happened. */
  async read(): Promise<void> {
    this.end()
    const reading = new AbortController()
    this.#reading = reading
    this.#fresh = []
    try {
      const got = await this.#client.send(journalOf(this.#world), reading.signal)
      if (reading.signal.aborted) return
      this.#entries = [...this.#stayingBefore(got), ...got]
      this.#isUnsure = false
      this.#reading = undefined
      this.#flush()
    } catch (error) {
      if (reading.signal.aborted) return
      this.#reading = undefined
      this.#show({ data: this.#entries, error: error as Error })
    }
  }

  hear(news: readonly News[]): void {
    for (const each of news) {
      if (each.event !== 'entry') {
        this.#isUnsure ||= each.event !== 'gap'
        void this.read()
        continue
      }
      this.#fresh.push(each.entry)
    }
    if (!this.#reading) this.#timer ??= setTimeout(() => this.#flush(), PAUSE_MS)
  }

  /** Keeps what there is up to this number, whatever comes. */
  hold(number: number | undefined): void {
    if (number === this.#held) return
    this.#held = number
    if (this.#entries && !this.#reading) this.#flush()
  }

  end(): void {
    this.#reading?.abort()
    this.#reading = undefined
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Those that are held, and older than what was read. What is before one that there still is was not undone. */
  #stayingBefore(got: readonly Entry[]): readonly Entry[] {
    const known = new Set(this.#entries?.map(({ number }) => number))
    const [first] = got
    if (!first || (this.#isUnsure && !got.some(({ number }) => known.has(number)))) return []
    return this.#entries?.filter(({ number }) => number <= (this.#held ?? 0) && number < first.number) ?? []
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#entries = joined(this.#entries ?? [], this.#fresh, this.#held)
    this.#fresh = []
    this.#show({ data: this.#entries, error: null })
  }
}

interface Journal extends Shown {
  readonly refetch: () => void
  /** Keeps what there is up to this number while somebody reads it. */
  readonly hold: (number: number | undefined) => void
}

/** All that happened in a world, the oldest first, as it happens. */
export function useJournal(world: string): Journal {
  const client = useClient()
  const [shown, setShown] = useState<Shown>({ data: undefined, error: null })
  const [attempt, setAttempt] = useState(0)
  const current = useRef<Feed>(undefined)
  const hold = useCallback((number: number | undefined) => current.current?.hold(number), [])
  useEffect(() => {
    const feed = new Feed(client, world, setShown)
    current.current = feed
    const stop = listen(world, (news) => feed.hear(news))
    void feed.read()
    return () => {
      stop()
      feed.end()
    }
  }, [client, world, attempt])
  return { ...shown, hold, refetch: () => setAttempt((before) => before + 1) }
}
