/** Reads a journal entry by entry, at its own speed. */
import type { Entry } from './journal-entry.ts'
import { type JournalRecord, toEntry } from './journal-record.ts'

/** What else may happen to the list of entries. */
export type Mark =
  /** All up to the last one are gone. */
  | { readonly event: 'reset'; readonly last: number }
  /** Those from there to the last one are gone. */
  | { readonly event: 'undo'; readonly to: number; readonly last: number }

/** What a reader comes upon. */
export type Signal =
  | { readonly event: 'entry'; readonly entry: Entry }
  | Mark
  /** Those up to the last one went before they were read. */
  | { readonly event: 'gap'; readonly last: number }

/** A journal, as its readers see it. */
export interface Readable {
  /** The number of the newest entry there has been. */
  readonly last: number
  /** The last number of those that went because there was no room, or somebody cleared the list. */
  readonly gone: number
  /** The newest, which are counted over the life of the world. */
  readonly marks: readonly Mark[]
  /** How many there were before these. */
  readonly marksGone: number
  firstAfter(number: number): JournalRecord | undefined
}

export class JournalReader {
  readonly #journal: Readable
  #after: number
  /** So many marks were read. */
  #marks: number

  /** @param after the last number that was read before; without it what has been is left out */
  constructor(journal: Readable, after: number | undefined) {
    this.#journal = journal
    this.#after = after ?? journal.last
    const missed = after === undefined ? -1 : journal.marks.findIndex(({ last }) => last >= after)
    this.#marks = journal.marksGone + (missed < 0 ? journal.marks.length : missed)
  }

  /** What comes next; undefined as long as there is nothing. */
  next(): Signal | undefined {
    const { marks, marksGone, gone } = this.#journal
    const at = Math.max(this.#marks, marksGone)
    const mark = marks[at - marksGone]
    if (mark) {
      this.#marks = at + 1
      return mark
    }
    if (this.#after < gone) {
      this.#after = gone
      return { event: 'gap', last: gone }
    }
    const record = this.#journal.firstAfter(this.#after)
    if (!record) return undefined
    this.#after = record.number
    return { event: 'entry', entry: toEntry(record) }
  }
}
