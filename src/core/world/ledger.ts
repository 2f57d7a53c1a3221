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

/** What a state takes beside the one that it was made of. Worlds may share both; only a ledger changes it. */
export class Holding {
  weight: Weight
  below: Holding | undefined
  /** Whether it is how a world was: once that has changed or is gone, hardly anybody starts from it any more. */
  readonly isMoment: boolean

  constructor(weight: Weight, below?: Holding, isMoment = false) {
    this.weight = weight
    this.below = below
    this.isMoment = isMoment
  }
}

export class Ledger {
  readonly #most: Weight
  #used: Weight = NOTHING
  /** How many worlds, and states made of it, hold each. */
  readonly #holders = new Map<Holding, number>()

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
  hold(holding: Holding | undefined): void {
    for (let each = holding; each; each = each.below) {
      const holders = this.#holders.get(each) ?? 0
      this.#holders.set(each, holders + 1)
      if (holders) return
      this.add(each.weight)
    }
  }

  release(holding: Holding | undefined): void {
    for (let each = holding; each; each = each.below) {
      const holders = this.#holders.get(each) ?? 0
      if (holders > 1) this.#holders.set(each, holders - 1)
      if (holders > 1 || !this.#holders.delete(each)) return
      this.add(negative(each.weight))
    }
  }

  holds(holding: Holding): boolean {
    return this.#holders.has(holding)
  }

  /** What holding it would add. */
  missing(holding: Holding | undefined): Weight {
    let sum = NOTHING
    for (let each = holding; each && !this.holds(each); each = each.below) sum = plus(sum, each.weight)
    return sum
  }

  /**
   * Moments that nothing else holds become part of it: a chain of forks is no longer than there are worlds in it. Who starts from one
   * of them again has it counted once more.
   */
  settle(holding: Holding | undefined): void {
    if (!holding || !this.holds(holding)) return
    for (let below = holding.below; below?.isMoment && this.#holders.get(below) === 1; below = holding.below) {
      this.#holders.delete(below)
      holding.weight = plus(holding.weight, below.weight)
      holding.below = below.below
    }
  }
}

/** What one world takes beside the state that it started from. */
export class Account implements Budget {
  readonly #ledger: Ledger
  /** What the present has more than that state; below zero where rows of it are gone. */
  #growth: Weight = NOTHING
  #holding: Holding | undefined
  /** What is kept beside the world, as often as it is. */
  #kept: (Holding | undefined)[] = []
  #isOpen = false

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get growth(): Weight {
    return this.#growth
  }

  /** What is kept beside the world. */
  get kept(): readonly (Holding | undefined)[] {
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
  open(holding: Holding | undefined): void {
    this.#ledger.check(plus(WORLD, this.#ledger.missing(holding)))
    this.#ledger.add(WORLD)
    this.#isOpen = true
    this.#hold(holding)
  }

  /** The world starts again, from that. */
  restart(holding: Holding | undefined): void {
    this.spend(negative(this.#growth))
    if (this.#isOpen) this.#hold(holding)
  }

  /**
   * The world goes on from another state: one that was saved, or that it had before.
   *
   * @param growth what that has more than its start
   * @throws OutOfSpace; then all is as it was
   */
  replace(holding: Holding | undefined, growth: Weight): void {
    const [before, grown] = [this.#holding, this.#growth]
    this.#become(holding, growth)
    try {
      this.#ledger.check(NOTHING)
    } catch (error) {
      this.#become(before, grown)
      throw error
    }
  }

  /**
   * Something is kept beside the world.
   * @throws OutOfSpace
   */
  keep(holding: Holding | undefined): void {
    this.#ledger.check(this.#ledger.missing(holding))
    this.#ledger.hold(holding)
    this.#kept = [...this.#kept, holding]
  }

  /** It is kept no more. */
  drop(holding: Holding | undefined): void {
    const at = this.#kept.indexOf(holding)
    if (at < 0) return
    this.#kept = this.#kept.toSpliced(at, 1)
    this.#ledger.release(holding)
  }

  /** The world is gone. */
  close(): void {
    this.spend(negative(this.#growth))
    for (const holding of this.#kept) this.drop(holding)
    this.#hold(undefined)
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#ledger.add(negative(WORLD))
  }

  #become(holding: Holding | undefined, growth: Weight): void {
    this.spend(minus(growth, this.#growth))
    this.#hold(holding)
  }

  #hold(holding: Holding | undefined): void {
    this.#ledger.hold(holding)
    this.#ledger.release(this.#holding)
    this.#holding = holding
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
