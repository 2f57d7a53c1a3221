/** How much memory all worlds together may take, by estimate. */
import type { Budget } from '../store/transaction.ts'
import { NOTHING, type Weight } from '../store/weight.ts'

/** A world by itself, before anything in it changes. */
const WORLD_BYTES = 4_000

/** What would be more than there is room for. The message says so, and what helps. */
export class OutOfSpace extends Error {}

interface Held {
  readonly weight: Weight
  holders: number
}

export class Ledger {
  readonly #most: Weight
  #used: Weight = NOTHING
  /** What several worlds may share, such as the state that they started from. */
  readonly #held = new Map<object, Held>()

  constructor(most: Weight) {
    this.#most = most
  }

  /** One without limits that counts nothing here. */
  apart(): Ledger {
    return new Ledger({ rows: Number.POSITIVE_INFINITY, files: Number.POSITIVE_INFINITY })
  }

  /** @throws OutOfSpace */
  check({ rows, files }: Weight): void {
    if (this.#used.rows + rows > this.#most.rows)
      throw new OutOfSpace(`${sentence(this.#most.rows, 'data')} Forget or reset a world, or allow more with --max-bytes.`)
    if (this.#used.files + files > this.#most.files)
      throw new OutOfSpace(`${sentence(this.#most.files, 'stored files')} Delete some, or forget or reset a world.`)
  }

  add({ rows, files }: Weight): void {
    this.#used = { rows: this.#used.rows + rows, files: this.#used.files + files }
  }

  /** Counts what is shared while anybody holds it. */
  hold(shared: object, weight: Weight): void {
    const held = this.#held.get(shared)
    if (held) held.holders++
    else {
      this.#held.set(shared, { weight, holders: 1 })
      this.add(weight)
    }
  }

  release(shared: object): void {
    const held = this.#held.get(shared)
    if (!held || --held.holders > 0) return
    this.#held.delete(shared)
    this.add(negative(held.weight))
  }

  holds(shared: object): boolean {
    return this.#held.has(shared)
  }
}

/** What one world takes beside the state that it started from. */
export class Account implements Budget {
  readonly #ledger: Ledger
  /** What the present has more than that state; below zero where rows of it are gone. */
  #growth: Weight = NOTHING
  #shared: object | undefined

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get growth(): Weight {
    return this.#growth
  }

  check(growth: Weight): void {
    this.#ledger.check(minus(counted(plus(this.#growth, growth)), counted(this.#growth)))
  }

  spend(growth: Weight): void {
    const before = counted(this.#growth)
    this.#growth = plus(this.#growth, growth)
    this.#ledger.add(minus(counted(this.#growth), before))
  }

  /**
   * The world is kept from now on.
   * @throws OutOfSpace
   */
  open(shared: object, weight: Weight): void {
    this.#ledger.check(plus({ rows: WORLD_BYTES, files: 0 }, this.#ledger.holds(shared) ? NOTHING : weight))
    this.#ledger.add({ rows: WORLD_BYTES, files: 0 })
    this.#share(shared, weight)
  }

  /** The world starts again, from that state. */
  restart(shared: object, weight: Weight): void {
    this.spend(negative(this.#growth))
    if (this.#shared !== undefined) this.#share(shared, weight)
  }

  /** The world is gone. */
  close(): void {
    this.spend(negative(this.#growth))
    if (this.#shared === undefined) return
    this.#ledger.add({ rows: -WORLD_BYTES, files: 0 })
    this.#ledger.release(this.#shared)
    this.#shared = undefined
  }

  #share(shared: object, weight: Weight): void {
    this.#ledger.hold(shared, weight)
    if (this.#shared !== undefined) this.#ledger.release(this.#shared)
    this.#shared = shared
  }
}

const sentence = (bytes: number, what: string): string =>
  `All worlds together may hold ${bytes.toLocaleString('en-US')} bytes of ${what}, by estimate, and this would be more.`

const plus = (a: Weight, b: Weight): Weight => ({ rows: a.rows + b.rows, files: a.files + b.files })
const negative = ({ rows, files }: Weight): Weight => ({ rows: -rows, files: -files })
const minus = (a: Weight, b: Weight): Weight => plus(a, negative(b))

/** What is gone from a shared state is still there for the others. */
const counted = ({ rows, files }: Weight): Weight => ({ rows: Math.max(0, rows), files: Math.max(0, files) })
