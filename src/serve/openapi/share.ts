/** What stands in several places the same becomes a component, and each place a reference to it. */

interface Group<T> {
  readonly value: T
  /** What all its places may be called. */
  names: readonly string[]
  readonly refer: ((reference: { $ref: string }) => void)[]
}

export class Shared<T extends object> {
  readonly #section: string
  readonly #groups = new Map<string, Group<T>>()

  /** @param section of the components */
  constructor(section: string) {
    this.#section = section
  }

  /**
   * One place.
   * @param names what it may be called; the first that is free, and that all places of the same have
   * @param refer puts a reference there instead
   */
  add(value: T, names: readonly string[], refer: (reference: { $ref: string }) => void): void {
    const key = JSON.stringify(value)
    const group = this.#groups.get(key) ?? { value, names, refer: [] }
    group.names = group.names.filter((name) => names.includes(name))
    group.refer.push(refer)
    this.#groups.set(key, group)
  }

  /** The components by name: what is met most often has the first choice. What no name is left for stays where it is. */
  finish(taken: ReadonlySet<string>): [string, T][] {
    const found = new Map<string, T>()
    const often = [...this.#groups.values()].filter(({ refer }) => refer.length > 1)
    for (const { value, names, refer } of often.sort((a, b) => b.refer.length - a.refer.length)) {
      const name = names.find((each) => !found.has(each) && !taken.has(each))
      if (name === undefined) continue
      found.set(name, value)
      for (const put of refer) put({ $ref: `#/components/${this.#section}/${name}` })
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
  }
}
