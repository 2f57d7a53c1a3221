/** How much the journals of all worlds together may keep, by estimate. */
import type { JournalRecord } from './record.ts'

/** As long as states take more than this part of the room, the oldest of them go; then the oldest entries do. */
const STATES_MOST = 1 / 4

export class JournalRoom {
  readonly #most: number
  #used = 0
  #ofStates = 0
  #oldest: JournalRecord | undefined
  #newest: JournalRecord | undefined
  /** The oldest one that may still have a state of weight. */
  #oldestState: JournalRecord | undefined

  /** @param most bytes */
  constructor(most: number) {
    this.#most = most
  }

  get used(): number {
    return this.#used
  }

  add(record: JournalRecord): void {
    record.older = this.#newest
    if (this.#newest) this.#newest.newer = record
    else this.#oldest = record
    this.#newest = record
    this.#oldestState ??= record
    this.#used += record.weight + record.stateWeight
    this.#ofStates += record.stateWeight
    if (this.#used > this.#most) this.#makeRoom()
  }

  remove(record: JournalRecord): void {
    const { older, newer } = record
    if (older) older.newer = newer
    else this.#oldest = newer
    if (newer) newer.older = older
    else this.#newest = older
    if (this.#oldestState === record) this.#oldestState = newer
    record.older = record.newer = undefined
    this.#used -= record.weight
    this.#dropState(record)
  }

  #makeRoom(): void {
    while (this.#used > this.#most && this.#oldest) {
      if (this.#ofStates > this.#most * STATES_MOST && this.#oldestState) {
        this.#dropState(this.#oldestState)
        this.#oldestState = this.#oldestState.newer
      } else this.#oldest.owner.forgetOldest()
    }
  }

  #dropState(record: JournalRecord): void {
    if (!record.found) return
    record.found = undefined
    this.#used -= record.stateWeight
    this.#ofStates -= record.stateWeight
  }
}
