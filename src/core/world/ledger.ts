/** How much memory all worlds together may take, by estimate. */
import type { Budget } from '../store/transaction.ts'
import { NOTHING, type Weight } from '../store/weight.ts'

/** A world by itself, with what reading in it makes, before anything changes. */
const WORLD: Weight = { rows: 12_000, files: 0 }

/** What would be more than there is room for. The message says so, and what helps. */
export class OutOfSpace extends Error {
  override get name(): string {
    return 'OutOfSpace'
  }
}

/** What a world keeps alive, and others may too: the state it started from, and what that was made of. */
export type Holdings = readonly (readonly [shared: object, weight: Weight])[]

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

  /** One with the same limits, in which nothing counts yet. */
  empty(): Ledger {
    return new Ledger(this.#most)
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

  /** What is free once one of its holders lets go. */
  freedBy(shared: object): Weight {
    const held = this.#held.get(shared)
    return held?.holders === 1 ? held.weight : NOTHING
  }
}

/** What one world takes beside the state that it started from. */
export class Account implements Budget {
  readonly #ledger: Ledger
  /** What the present has more than that state; below zero where rows of it are gone. */
  #growth: Weight = NOTHING
  #holdings: Holdings = []
  /** What is kept beside the world, as often as it is. */
  #kept: Holdings[] = []
  #isOpen = false

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get growth(): Weight {
    return this.#growth
  }

  /** What is kept beside the world. */
  get kept(): readonly Holdings[] {
    return this.#kept
  }

  check(growth: Weight): void {
    const { rows, files } = this.#growth
    this.#ledger.check({ rows: added(rows, growth.rows), files: added(files, growth.files) })
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
  open(holdings: Holdings): void {
    this.#ledger.check(this.#missing(holdings).reduce(plus, WORLD))
    this.#ledger.add(WORLD)
    this.#isOpen = true
    this.#hold(holdings)
  }

  /** The world starts again, from that. */
  restart(holdings: Holdings): void {
    this.spend(negative(this.#growth))
    if (this.#isOpen) this.#hold(holdings)
  }

  /**
   * The world goes on from another state: one that was saved, or that it had before.
   *
   * @param growth what that has more than its start
   * @throws OutOfSpace; then all is as it was
   */
  replace(holdings: Holdings, growth: Weight): void {
    const kept = new Set(holdings.map(([shared]) => shared))
    const freed = this.#holdings.filter(([shared]) => !kept.has(shared)).map(([shared]) => this.#ledger.freedBy(shared))
    const needed = this.#missing(holdings).reduce(plus, minus(counted(growth), counted(this.#growth)))
    this.#ledger.check(freed.reduce(minus, needed))
    this.spend(minus(growth, this.#growth))
    this.#hold(holdings)
  }

  /**
   * Something is kept beside the world.
   * @throws OutOfSpace
   */
  keep(holdings: Holdings): void {
    this.#ledger.check(this.#missing(holdings).reduce(plus, NOTHING))
    for (const [shared, weight] of holdings) this.#ledger.hold(shared, weight)
    this.#kept = [...this.#kept, holdings]
  }

  /** It is kept no more. */
  drop(holdings: Holdings): void {
    const at = this.#kept.indexOf(holdings)
    if (at < 0) return
    this.#kept = this.#kept.toSpliced(at, 1)
    for (const [shared] of holdings) this.#ledger.release(shared)
  }

  /** The world is gone. */
  close(): void {
    this.spend(negative(this.#growth))
    for (const holdings of this.#kept) this.drop(holdings)
    this.#hold([])
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#ledger.add(negative(WORLD))
  }

  #missing(holdings: Holdings): Weight[] {
    return holdings.filter(([shared]) => !this.#ledger.holds(shared)).map(([, weight]) => weight)
  }

  #hold(holdings: Holdings): void {
    for (const [shared, weight] of holdings) this.#ledger.hold(shared, weight)
    for (const [shared] of this.#holdings) this.#ledger.release(shared)
    this.#holdings = holdings
  }
}

const sentence = (bytes: number, what: string): string =>
  `All worlds together may hold ${bytes.toLocaleString('en-US')} bytes of ${what}, by estimate, and this would be more.`

export const plus = (a: Weight, b: Weight): Weight => ({ rows: a.rows + b.rows, files: a.files + b.files })
const negative = ({ rows, files }: Weight): Weight => ({ rows: -rows, files: -files })
const minus = (a: Weight, b: Weight): Weight => plus(a, negative(b))

/** What counts of it more than before. */
const added = (before: number, more: number): number => Math.max(0, before + more) - Math.max(0, before)

/** What is gone from a shared state is still there for the others. */
export const counted = ({ rows, files }: Weight): Weight => ({ rows: Math.max(0, rows), files: Math.max(0, files) })
