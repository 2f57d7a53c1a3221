/** Look-ups that calls repeat, such as who is calling: the last answer is kept for as long as the tables it came from are as they were. */
import type { AnyTable } from './store/definition.ts'
import type { World } from './world.ts'

export interface Lookup<T> {
  /** The tables that `find` reads. */
  readonly reads: readonly AnyTable[]
  readonly find: (world: World, key: string, more: string) => T
}

export const defineLookup = <T>(lookup: Lookup<T>): Lookup<T> => lookup

interface Answer {
  readonly key: string
  readonly more: string
  readonly versions: readonly unknown[]
  readonly value: unknown
}

/** One per world. */
export class Lookups {
  readonly #world: World
  readonly #last = new Map<Lookup<unknown>, Answer>()

  constructor(world: World) {
    this.#world = world
  }

  answer<T>(lookup: Lookup<T>, key: string, more = ''): T {
    const last = this.#last.get(lookup)
    if (last && last.key === key && last.more === more && this.#holds(lookup, last)) return last.value as T
    const value = lookup.find(this.#world, key, more)
    this.#last.set(lookup, { key, more, versions: lookup.reads.map((table) => this.#world.table(table).settled), value })
    return value
  }

  #holds({ reads }: Lookup<unknown>, { versions }: Answer): boolean {
    for (let i = 0; i < reads.length; i++) {
      const { settled } = this.#world.table(reads[i] as AnyTable)
      if (settled === undefined || settled !== versions[i]) return false
    }
    return true
  }
}
