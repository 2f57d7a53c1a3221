/** Ids derive from the seed, the kind of row and its number; the numbers are rows of the world. */
import * as z from 'zod'
import { type AnyTable, defineTable } from '../store/definition.ts'
import type { Table } from '../store/table.ts'
import { numberedUuid, seededHex, seededUuid } from './random.ts'

export const countersTable = defineTable({
  name: 'counters',
  kind: 'counter',
  row: z.object({ id: z.string(), last: z.int() }),
})
type Counter = z.output<typeof countersTable.schema>

/** What ids are made from. */
export interface Source {
  readonly seed: number
  /** Mixed into the ids that nobody may guess; empty where they follow from the seed alone. */
  readonly secret: string
}

/** The id of the n-th row of a table, counted from 1. */
export function idOf(table: AnyTable, { seed, secret }: Source, n: number): string {
  if (table.ids === 'integer') return String(n)
  if (table.ids === 'numbered') return numberedUuid(n)
  return table.ids === 'secret' ? seededHex(seed, secret + table.kind, n, 40) : seededUuid(seed, table.kind, n)
}

export class Ids {
  readonly source: Source
  readonly #counters: Table<Counter>
  #cause: { readonly text: string; readonly made: Map<string, number> } | undefined

  constructor(source: Source, counters: Table<Counter>) {
    this.source = source
    this.#counters = counters
  }

  /** How many there have been of a kind. */
  last(kind: string): number {
    return this.#counters.get(kind)?.last ?? 0
  }

  /** The next number of a kind. */
  count(kind: string): number {
    const last = this.last(kind) + 1
    this.#counters.put({ id: kind, last })
    return last
  }

  /**
   * What is made meanwhile gets UUIDs that follow from a cause alone, whatever else has been made before.
   * Ids that count, such as the CRM's, tell the order of arrival all the same.
   */
  because<T>(cause: string, work: () => T): T {
    const outer = this.#cause
    this.#cause = { text: cause, made: new Map() }
    try {
      return work()
    } finally {
      this.#cause = outer
    }
  }

  /** The id of a new row. */
  next(table: AnyTable): string {
    return table.ids === 'uuid' && this.#cause ? this.uuid(table.kind) : idOf(table, this.source, this.count(table.kind))
  }

  /** The next UUID of a kind. */
  uuid(kind: string): string {
    if (!this.#cause) return seededUuid(this.source.seed, kind, this.count(kind))
    const { text, made } = this.#cause
    const n = (made.get(kind) ?? 0) + 1
    made.set(kind, n)
    return seededUuid(this.source.seed, `${kind} because of ${text}`, n)
  }

  /** The same, for what nobody may guess. */
  secretUuid(kind: string): string {
    return seededUuid(this.source.seed, this.source.secret + kind, this.count(kind))
  }
}
