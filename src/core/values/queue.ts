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

  find(test: (item: T) => boolean): T | undefined {
    for (let i = this.#first; i < this.#items.length; i++) if (test(this.#items[i] as T)) return this.#items[i]
    return undefined
  }

  all(): T[] {
    return this.#items.slice(this.#first) as T[]
  }
}
