/** Reads a journal entry by entry, at its own speed. */
import type { Entry } from './entry.ts'
import { type JournalRecord, toEntry } from './record.ts'

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

/** How far somebody has read: to this entry, and behind it so many marks of the life of the world. */
export interface Position {
  readonly after: number
  /** Undefined where the entry was the last that was read: then all marks before it were. */
  readonly marks?: number | undefined
}

/** Entries and marks come in the order in which they happened: a mark behind the entries that there were, and before the next one. */
export class JournalReader {
  readonly #journal: Readable
  #after: number
  /** So many marks were read. */
  #marks: number
  /** Somebody has read what never was in this world: it was made anew. Once it has had as many entries, that cannot be seen. */
  #stranger: number | undefined
  #position: Position

  /** @param from how far was read before; without it what has been is left out */
  constructor(journal: Readable, from: Position | undefined) {
    const { marks, marksGone, last } = journal
    const all = marksGone + marks.length
    const { after, marks: read } = from ?? { after: last, marks: all }
    const isStranger = after > last || (read ?? 0) > all
    if (isStranger) this.#stranger = after
    this.#journal = journal
    this.#position = { after: isStranger ? 0 : after, marks: isStranger ? undefined : read }
    this.#after = this.#position.after
    const unread = marks.findIndex((mark) => mark.last >= this.#after)
    this.#marks = this.#position.marks ?? marksGone + (unread < 0 ? marks.length : unread)
  }

  /** Where to go on from later. */
  get position(): Position {
    return this.#position
  }

  /** What comes next; undefined as long as there is nothing. */
  next(): Signal | undefined {
    if (this.#stranger !== undefined) {
      const last = this.#stranger
      this.#stranger = undefined
      return { event: 'reset', last }
    }
    const { marks, marksGone, gone } = this.#journal
    const at = Math.max(this.#marks, marksGone)
    const mark = marks[at - marksGone]
    if (this.#after < gone && !(mark && mark.last < gone)) {
      this.#position = { after: (this.#after = gone) }
      return { event: 'gap', last: gone }
    }
    const record = this.#journal.firstAfter(this.#after)
    if (mark && !(record && record.number <= mark.last)) {
      this.#marks = at + 1
      this.#after = Math.max(this.#after, mark.last)
      this.#position = { after: this.#after, marks: this.#marks }
      return mark
    }
    if (!record) return undefined
    this.#position = { after: (this.#after = record.number) }
    return { event: 'entry', entry: toEntry(record) }
  }
}
