/** Values in order, with ends that are cheap. */
export class Queue<T> {
  #items: (T | undefined)[] = []
  #first = 0

  get size(): number {
    return this.#items.length - this.#first
  }

  get last(): T | undefined {
    return this.#items.at(-1)
  }

  push(item: T): void {
    this.#items.push(item)
  }

  pop(): T | undefined {
    return this.size ? this.#items.pop() : undefined
  }

  shift(): T | undefined {
    if (!this.size) return undefined
    const item = this.#items[this.#first]
    this.#items[this.#first++] = undefined
    // Half of it is free: the rest moves up.
    if (this.#first > 64 && this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first)
      this.#first = 0
    }
    return item
  }

  /** The first for which something is so that is so for all behind it. */
  firstSince(test: (item: T) => boolean): T | undefined {
    let [from, to] = [this.#first, this.#items.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if (test(this.#items[middle] as T)) to = middle
      else from = middle + 1
    }
    return this.#items[from]
  }

  all(): T[] {
    return this.#items.slice(this.#first) as T[]
  }
}
