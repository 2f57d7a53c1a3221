/** Rows by id: those of the base in a map that never changes, and beside it what is different. */
import { BTree } from './btree.ts'
import { compareIds } from './compare.ts'
import type { Row } from './definition.ts'

interface Base<R extends Row> {
  readonly rows: ReadonlyMap<string, R>
  readonly ids: readonly string[]
}

export class ById<R extends Row> {
  readonly base: Base<R>
  /** Rows that the base does not have, or has otherwise; null for those that are gone. */
  readonly changed: BTree<string, R | null>
  #size: number

  private constructor(base: Base<R>, changed: BTree<string, R | null>, size: number) {
    this.base = base
    this.changed = changed
    this.#size = size
  }

  /** @param rows by id, each id once */
  static of<R extends Row>(rows: Iterable<R>): ById<R> {
    const map = new Map<string, R>()
    for (const row of rows) map.set(row.id, row)
    return new ById({ rows: map, ids: [...map.keys()] }, new BTree<string, R | null>(undefined, compareIds), map.size)
  }

  get size(): number {
    return this.#size
  }

  get(id: string): R | undefined {
    const change = this.changed.size ? this.changed.get(id) : undefined
    return change === undefined ? this.base.rows.get(id) : (change ?? undefined)
  }

  set(row: R): void {
    if (!this.get(row.id)) this.#size++
    this.changed.set(row.id, row)
  }

  /** @param id of a row that is there */
  delete(id: string): void {
    this.#size--
    if (this.base.rows.has(id)) this.changed.set(id, null)
    else this.changed.delete(id)
  }

  /** By id. */
  *values(): Generator<R, undefined> {
    const changes = this.changed.entries()
    let change = changes.next()
    for (const id of this.base.ids) {
      for (; !change.done && change.value[0] < id; change = changes.next()) if (change.value[1]) yield change.value[1]
      if (change.done || change.value[0] !== id) yield this.base.rows.get(id) as R
    }
    for (; !change.done; change = changes.next()) if (change.value[1]) yield change.value[1]
  }

  clone(): ById<R> {
    return new ById(this.base, this.changed.clone(), this.#size)
  }

  /** The same rows as a base of their own. */
  settled(): ById<R> {
    return ById.of(this.values())
  }
}
