/** Values by key: those of a base in a map that never changes, and beside it what is different. */
import { BTree } from './btree.ts'
import { compareIds } from './compare.ts'

interface Base<V> {
  readonly values: ReadonlyMap<string, V>
  /** In order. */
  readonly keys: readonly string[]
}

export class Overlay<V extends object> {
  readonly base: Base<V>
  /** What the base does not have, or has otherwise; null for what is gone. */
  readonly changed: BTree<string, V | null>
  #size: number

  private constructor(base: Base<V>, changed: BTree<string, V | null>, size: number) {
    this.base = base
    this.changed = changed
    this.#size = size
  }

  static empty<V extends object>(): Overlay<V> {
    return Overlay.#of(new Map())
  }

  /** @param values in the order of their keys */
  static #of<V extends object>(values: ReadonlyMap<string, V>): Overlay<V> {
    return new Overlay({ values, keys: [...values.keys()] }, new BTree<string, V | null>(undefined, compareIds), values.size)
  }

  get size(): number {
    return this.#size
  }

  get(key: string): V | undefined {
    const change = this.changed.size ? this.changed.get(key) : undefined
    return change === undefined ? this.base.values.get(key) : (change ?? undefined)
  }

  /** Whether the value at a key is still the one of the base. */
  isBase(key: string, value: V): boolean {
    return this.base.values.get(key) === value
  }

  /** @param isNew whether there is nothing at the key: whoever sets a value has looked already */
  set(key: string, value: V, isNew: boolean): void {
    if (isNew) this.#size++
    this.changed.set(key, value)
  }

  /** @param key of a value that is there */
  delete(key: string): void {
    this.#size--
    if (this.base.values.has(key)) this.changed.set(key, null)
    else this.changed.delete(key)
  }

  /** In the order of the keys. */
  *entries(): Generator<[string, V], undefined> {
    const changes = this.changed.entries()
    let change = changes.next()
    for (const key of this.base.keys) {
      for (; !change.done && compareIds(change.value[0], key) < 0; change = changes.next())
        if (change.value[1]) yield [change.value[0], change.value[1]]
      if (change.done || change.value[0] !== key) yield [key, this.base.values.get(key) as V]
    }
    for (; !change.done; change = changes.next()) if (change.value[1]) yield [change.value[0], change.value[1]]
  }

  *values(): Generator<V, undefined> {
    for (const [, value] of this.entries()) yield value
  }

  clone(): Overlay<V> {
    return new Overlay(this.base, this.changed.clone(), this.#size)
  }

  /** The same as a base of its own. */
  settled(): Overlay<V> {
    return Overlay.#of(new Map(this.entries()))
  }
}
