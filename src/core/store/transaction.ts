/** All or nothing: a table keeps its old version until the transaction has ended well. */
import type { Table, Version } from './table.ts'

/** What a version of a table is marked with; only its own transaction may change it. */
export type Transaction = Readonly<Record<never, never>>

export class Transactions {
  #current: Transaction | undefined
  // biome-ignore lint/suspicious/noExplicitAny: tables of rows of any kind
  #kept: [Table<any>, Version<any>][] = []
  /** While a world is made or edited by its owner, statuses may be set freely. */
  isSeeding = false

  get current(): Transaction {
    if (!this.#current) throw new Error('A table may only be changed inside a transaction.')
    return this.#current
  }

  /** Whether a version is still being changed. */
  isChanging({ transaction }: { readonly transaction: Transaction | undefined }): boolean {
    return transaction !== undefined && transaction === this.#current
  }

  // biome-ignore lint/suspicious/noExplicitAny: see above
  keep(table: Table<any>, version: Version<any>): void {
    this.#kept.push([table, version])
  }

  /** Runs the work; where it throws, every table is as it was. Inside another transaction it is part of that one. */
  run<T>(work: () => T): T {
    if (this.#current) return work()
    this.#current = {}
    try {
      return work()
    } catch (error) {
      for (const [table, version] of this.#kept) table.version = version
      throw error
    } finally {
      this.#current = undefined
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
