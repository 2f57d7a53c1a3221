/** All or nothing: what can be changed keeps its old version until the transaction has ended well. */
import { NOTHING, type Weight } from './weight.ts'

/** What a version of a table is marked with; only its own transaction may change it. */
export type Transaction = Readonly<Record<never, never>>

/** What a transaction changes by giving it another version. */
export interface Versioned<Version> {
  version: Version
}

/** Says how much a transaction may add. */
export interface Budget {
  /** @throws where that does not fit */
  check(growth: Weight): void
  /** What a transaction that ended well has added. */
  spend(growth: Weight): void
}

const unlimited: Budget = { check() {}, spend() {} }

export class Transactions {
  readonly #budget: Budget
  #current: Transaction | undefined
  #kept: (() => void)[] = []
  #growth: Weight = NOTHING
  /** While a world is made or edited by its owner, statuses may be set freely. */
  isSeeding = false

  constructor(budget: Budget = unlimited) {
    this.#budget = budget
  }

  get current(): Transaction {
    if (!this.#current) throw new Error('A table may only be changed inside a transaction.')
    return this.#current
  }

  /** Whether a version is still being changed. */
  isChanging({ transaction }: { readonly transaction: Transaction | undefined }): boolean {
    return transaction !== undefined && transaction === this.#current
  }

  /** Remembers a version, for the case that the transaction fails. */
  keep<Version>(it: Versioned<Version>, version: Version): void {
    this.#kept.push(() => {
      it.version = version
    })
  }

  /** @throws where the world may not grow so much */
  grow({ rows, files }: Weight): void {
    this.#growth = { rows: this.#growth.rows + rows, files: this.#growth.files + files }
    if (rows > 0 || files > 0) this.#budget.check(this.#growth)
  }

  /** Runs the work; where it throws, all is as it was. Inside another transaction it is part of that one. */
  run<T>(work: () => T): T {
    if (this.#current) return work()
    this.#current = {}
    try {
      const result = work()
      if (this.#growth !== NOTHING) this.#budget.spend(this.#growth)
      return result
    } catch (error) {
      for (const restore of this.#kept.reverse()) restore()
      throw error
    } finally {
      this.#current = undefined
      this.#growth = NOTHING
      if (this.#kept.length) this.#kept = []
    }
  }

  /** `run`, with statuses free. */
  seed<T>(work: () => T): T {
    const before = this.isSeeding
    this.isSeeding = true
    try {
      return this.run(work)
    } finally {
      this.isSeeding = before
    }
  }
}
