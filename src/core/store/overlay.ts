/** Values by key: those of a base in a map that never changes, and beside it what is different. */
import { BTree } from './btree.ts'
import { compareIds } from './compare.ts'

/** Values by key, in the order of their keys. */
export interface Values<V> extends Iterable<[string, V]> {
  readonly size: number
  get(key: string): V | undefined
  has(key: string): boolean
  keys(): Iterable<string>
}

/** What never changes: read when it is first asked for. */
class Base<V> {
  #read: (() => Values<V>) | undefined
  #values: Values<V> | undefined
  #keys: readonly string[] | undefined

  constructor(read: () => Values<V>) {
    this.#read = read
  }

  get isRead(): boolean {
    return this.#values !== undefined
  }

  get values(): Values<V> {
    return this.#values ?? this.#look()
  }

  /** In order. */
  get keys(): readonly string[] {
    this.#keys ??= [...this.values.keys()]
    return this.#keys
  }

  #look(): Values<V> {
    this.#values = this.#read?.() ?? new Map<string, V>()
    this.#read = undefined
    return this.#values
  }
}

export class Overlay<V extends object> {
  readonly base: Base<V>
  /** What the base does not have, or has otherwise; null for what is gone. */
  #changed: BTree<string, V | null>
  /** The same, of what has changed since this was cloned: put in order once somebody asks for that. */
  #recent: Map<string, V | null> | undefined
  /** So many more than the base has. */
  #more: number

  private constructor(base: Base<V>, changed: BTree<string, V | null>, more: number) {
    this.base = base
    this.#changed = changed
    this.#more = more
  }

  static empty<V extends object>(): Overlay<V> {
    return Overlay.over(() => new Map())
  }

  /** @param read the values of the base: asked once, when something is looked for */
  static over<V extends object>(read: () => Values<V>): Overlay<V> {
    return new Overlay(new Base(read), new BTree<string, V | null>(undefined, compareIds), 0)
  }

  /** Whether anything was looked for. */
  get isRead(): boolean {
    return this.base.isRead
  }

  get size(): number {
    return this.base.values.size + this.#more
  }

  /** What the base does not have, or has otherwise; null for what is gone. */
  get changed(): BTree<string, V | null> {
    if (this.#recent) {
      const changed = this.#changed.clone()
      for (const [key, value] of this.#recent)
        if (value || this.base.values.has(key)) changed.set(key, value)
        else changed.delete(key)
      this.#changed = changed
      this.#recent = undefined
    }
    return this.#changed
  }

  get(key: string): V | undefined {
    let change = this.#recent?.get(key)
    if (change === undefined && this.#changed.size) change = this.#changed.get(key)
    return change === undefined ? this.base.values.get(key) : (change ?? undefined)
  }

  /** Whether the value at a key is still the one of the base. */
  isBase(key: string, value: V): boolean {
    // To look into a large base is to wait for memory.
    return !this.#recent?.has(key) && this.base.values.get(key) === value
  }

  /** The value at a key is what it was: where that is the one of the base, nothing stands beside it. */
  restored(key: string, value: V): void {
    if (this.#changed.get(key) === undefined && this.base.values.get(key) === value) this.#recent?.delete(key)
  }

  /** @param isNew whether there is nothing at the key: whoever sets a value has looked already */
  set(key: string, value: V, isNew: boolean): void {
    if (isNew) this.#more++
    this.#change(key, value)
  }

  /** @param key of a value that is there */
  delete(key: string): void {
    this.#more--
    this.#change(key, null)
  }

  #change(key: string, value: V | null): void {
    this.#recent ??= new Map()
    this.#recent.set(key, value)
  }

  /** In the order of the keys. */
  *entries(): Generator<[string, V], undefined> {
    if (!this.changed.size) return yield* this.base.values
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
    return new Overlay(this.base, this.changed.clone(), this.#more)
  }

  /** The same as a base of its own. */
  settled(): Overlay<V> {
    const values = new Map(this.entries())
    return Overlay.over(() => values)
  }
}
