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

  /** The id of a new row. */
  next(table: AnyTable): string {
    return idOf(table, this.source, this.count(table.kind))
  }

  /** The next UUID of a kind that has no table. */
  uuid(kind: string): string {
    return seededUuid(this.source.seed, kind, this.count(kind))
  }

  /** The same, for what nobody may guess. */
  secretUuid(kind: string): string {
    return seededUuid(this.source.seed, this.source.secret + kind, this.count(kind))
  }
}
