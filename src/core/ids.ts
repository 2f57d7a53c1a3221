/** Ids derive from the seed, the kind of row and its number; the numbers are rows of the world. */
import * as z from 'zod'
import { numberedUuid, seededHex, seededUuid } from './random.ts'
import { type AnyTable, defineTable } from './store/definition.ts'
import type { Table } from './store/table.ts'

export const countersTable = defineTable({
  name: 'counters',
  kind: 'counter',
  row: z.object({ id: z.string(), last: z.int() }),
})
type Counter = z.output<typeof countersTable.schema>

/** The id of the n-th row of a table, counted from 1. */
export function idOf(table: AnyTable, seed: number, n: number): string {
  if (table.ids === 'integer') return String(n)
  if (table.ids === 'numbered') return numberedUuid(n)
  return table.ids === 'secret' ? seededHex(seed, table.kind, n, 40) : seededUuid(seed, table.kind, n)
}

export class Ids {
  readonly seed: number
  readonly #counters: Table<Counter>

  constructor(seed: number, counters: Table<Counter>) {
    this.seed = seed
    this.#counters = counters
  }

  /** The next number of a kind. */
  count(kind: string): number {
    const last = (this.#counters.get(kind)?.last ?? 0) + 1
    this.#counters.put({ id: kind, last })
    return last
  }

  /** The id of a new row. */
  next(table: AnyTable): string {
    return idOf(table, this.seed, this.count(table.kind))
  }

  /** The next UUID of a kind that has no table. */
  uuid(kind: string): string {
    return seededUuid(this.seed, kind, this.count(kind))
  }
}
