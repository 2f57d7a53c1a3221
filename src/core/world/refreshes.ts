/** Derived rows that are to be worked out anew: once somebody looks at their table, or what changes others has ended. */
import type { AnyTable } from '../store/definition.ts'

/** Works one derived row out anew, from what there is then. */
export type Refresh = (id: string) => void

export class Refreshes {
  readonly #waiting = new Map<AnyTable, Map<string, Refresh>>()

  /** How many tables have rows that wait. */
  get size(): number {
    return this.#waiting.size
  }

  /** However often a row is named, it is worked out once. */
  add(table: AnyTable, id: string, refresh: Refresh): void {
    const rows = this.#waiting.get(table)
    if (rows) rows.set(id, refresh)
    else this.#waiting.set(table, new Map([[id, refresh]]))
  }

  /** Works out what waits in a table, with what that leads to. */
  of(table: AnyTable): void {
    for (let rows = this.#waiting.get(table); rows; rows = this.#waiting.get(table)) {
      // While these are worked out the table can be looked at.
      this.#waiting.delete(table)
      for (const [id, refresh] of rows) refresh(id)
    }
  }

  all(): void {
    for (const table of this.#waiting.keys()) this.of(table)
  }

  /** What was to be worked out is as it was before. */
  clear(): void {
    this.#waiting.clear()
  }
}
