/** Who hears of what happens to a world: listeners, readers, and those who wait for one entry. */
import type { Entry } from './entry.ts'
import { JournalError } from './filter.ts'
import { type JournalRecord, toEntry } from './record.ts'

export type Listener = (entry: Entry) => void

export class JournalAudience {
  readonly #listeners = new Set<Listener>()
  /** Those who wait for one entry. */
  readonly #waiting = new Set<(record: JournalRecord | undefined) => void>()
  /** Those who are told that there is something to read. */
  readonly #wakes = new Set<() => void>()

  /** Whether anybody is there. */
  get isThere(): boolean {
    return this.#listeners.size + this.#wakes.size + this.#waiting.size > 0
  }

  /**
   * Hears of every entry from now on.
   * @returns ends that
   */
  on(listener: Listener): () => void {
    return added(this.#listeners, (entry) => listener(entry))
  }

  /** Hears that there is something to read. */
  listen(wake: () => void): () => void {
    return added(this.#wakes, () => wake())
  }

  /** The next record that fits, unless it is waited for no more. */
  next(fits: (record: JournalRecord) => boolean, signal?: AbortSignal): Promise<JournalRecord> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const hear = (record: JournalRecord | undefined): void => {
        if (record && !fits(record)) return
        stop()
        if (record) resolve(record)
        else reject(new JournalError('after', 'The world is gone, and no such call came before.'))
      }
      const giveUp = (): void => {
        stop()
        reject(signal?.reason)
      }
      const stop = (): void => {
        this.#waiting.delete(hear)
        signal?.removeEventListener('abort', giveUp)
      }
      this.#waiting.add(hear)
      signal?.addEventListener('abort', giveUp)
    })
  }

  /** Nothing comes any more. */
  end(): void {
    for (const hear of this.#waiting) hear(undefined)
  }

  tell(record: JournalRecord): void {
    if (this.#listeners.size) {
      const entry = toEntry(record)
      for (const listener of this.#listeners) harmless(() => listener(entry))
    }
    for (const hear of this.#waiting) hear(record)
    this.wake()
  }

  wake(): void {
    for (const wake of this.#wakes) harmless(wake)
  }
}

function added<T>(set: Set<T>, item: T): () => void {
  set.add(item)
  return () => void set.delete(item)
}

/** An error of who listens is theirs: it harms no call. */
function harmless(work: () => void): void {
  try {
    work()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
