/** What stands in several places the same becomes a component, and each place a reference to it. */

interface Group<T> {
  readonly values: T[]
  readonly names: readonly string[]
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
   * @param names what it may be called; the first that is free
   * @param refer puts a reference there instead
   * @param same what has to be the same; the whole value unless told
   */
  add(value: T, names: readonly string[], refer: (reference: { $ref: string }) => void, same: unknown = value): void {
    const key = JSON.stringify(same)
    const group = this.#groups.get(key) ?? { values: [], names, refer: [] }
    group.values.push(value)
    group.refer.push(refer)
    this.#groups.set(key, group)
  }

  /** The components by name: what is met most often has the first choice. What no name is left for stays where it is. */
  finish(taken: ReadonlySet<string>): [string, T][] {
    const found = new Map<string, T>()
    const often = [...this.#groups.values()].filter(({ refer }) => refer.length > 1)
    for (const { values, names, refer } of often.sort((a, b) => b.refer.length - a.refer.length)) {
      const name = names.find((each) => !found.has(each) && !taken.has(each))
      if (name === undefined) continue
      found.set(name, fullest(values))
      for (const put of refer) put({ $ref: `#/components/${this.#section}/${name}` })
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
  }
}

/** What is the same may still say more here than there. */
const fullest = <T>(values: readonly T[]): T =>
  values.reduce((a, b) => (JSON.stringify(b).length > JSON.stringify(a).length ? b : a))
