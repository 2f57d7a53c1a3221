/** All or nothing: what can be changed keeps its old version until the transaction has ended well. */
import type { AnyTable, Row } from './definition.ts'
import { growth, NOTHING, remains, type Weight } from './weight.ts'

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

/** What is put off while a transaction, or a part of it, goes on. */
export interface PutOff {
  /** Does it, at the end of what went well. */
  all(): void
  /** Leaves it, where the transaction fails. */
  clear(): void
}

/** Where rows are. */
export interface Holder {
  readonly definition: AnyTable
  /** How many rows have arrived so far. */
  readonly arrivals: number
  get(id: string): Row | undefined
  /** Puts a row back as it was, without what follows from it; undefined for one that was new. */
  putBack(id: string, before: Row | undefined, arrivals: number): void
}

/** A row as it was before a change, and how many had arrived. */
interface Undo {
  readonly holder: Holder
  readonly id: string
  readonly before: Row | undefined
  readonly arrivals: number
}

/** How rows were before they were changed; undefined for those that are new. */
type Before = Map<string, Row | undefined>

export interface Touched {
  /** Of the tables that are told; undefined for any other. */
  readonly rows: Map<Holder, Before | undefined>
  /** How many bytes of them nothing of the present holds, by estimate. */
  left: number
}

type Kept = Map<Versioned<unknown>, unknown>

function restore(kept: Kept): void {
  for (const [it, version] of kept) it.version = version
}

/** The newest first. */
function takeBack(undos: readonly Undo[]): void {
  for (const { holder, id, before, arrivals } of undos.toReversed()) holder.putBack(id, before, arrivals)
}

const unlimited: Budget = { check() {}, spend() {} }
const nothing: PutOff = { all() {}, clear() {} }

export class Transactions {
  readonly #budget: Budget
  readonly #putOff: PutOff
  #current: Transaction | undefined
  /** What has changed, with the version it had before. */
  #kept: Kept = new Map()
  /** Whether something had changed before the part that is attempted now. */
  #hasChangedBefore = false
  #growth: Weight = NOTHING
  #changes = 0
  /** Which tables are told while somebody watches. */
  #tells: ((table: AnyTable) => boolean) | undefined
  #touched: Touched | undefined
  /** What the part that is attempted now has changed, in order; undefined outside of one. */
  #undos: Undo[] | undefined
  /** What waits for the transaction to end well. */
  #waiting: (() => void)[] = []
  /** While a world is made or edited by its owner, statuses may be set freely. */
  isSeeding = false

  constructor(budget: Budget = unlimited, putOff: PutOff = nothing) {
    this.#budget = budget
    this.#putOff = putOff
  }

  get current(): Transaction {
    if (!this.#current) throw new Error('A table may only be changed inside a transaction.')
    return this.#current
  }

  /** How often something has changed: as long as it is the same, so is everything. */
  get changes(): number {
    return this.#changes
  }

  /** Whether a transaction has changed something, and has not ended. */
  get isUnderWay(): boolean {
    return this.#kept.size > 0 || this.#hasChangedBefore
  }

  /** Something has changed that was not changed by a transaction. */
  changed(): void {
    this.#changes++
  }

  /**
   * Remembers from now on how rows were before they were changed.
   * @param tells the tables whose rows are remembered
   */
  watch(tells: (table: AnyTable) => boolean): void {
    this.#tells = tells
    this.#touched = undefined
  }

  /** What was remembered; undefined where nothing was changed. */
  unwatch(): Touched | undefined {
    const touched = this.#touched
    this.#tells = undefined
    this.#touched = undefined
    return touched
  }

  /**
   * A row is about to change.
   * @param isShared whether the row before belongs to a base, which keeps it
   * @throws where the world may not grow so much
   */
  change(holder: Holder, id: string, before: Row | undefined, after: Row | undefined, isShared: boolean): void {
    this.grow(growth(after, before, isShared))
    this.#undos?.push({ holder, id, before, arrivals: holder.arrivals })
    if (!this.#tells) return
    this.#touched ??= { rows: new Map(), left: 0 }
    const rows = this.#beforeIn(holder, this.#touched, this.#tells)
    if (rows && !rows.has(id)) rows.set(id, before)
    if (before && !isShared) this.#touched.left += remains(after, before)
  }

  #beforeIn(holder: Holder, { rows }: Touched, tells: (table: AnyTable) => boolean): Before | undefined {
    let before = rows.get(holder)
    if (!before && !rows.has(holder)) rows.set(holder, (before = tells(holder.definition) ? new Map() : undefined))
    return before
  }

  /** Does something once the transaction has ended well, at once outside of one. */
  afterwards(work: () => void): void {
    if (this.#current) this.#waiting.push(work)
    else work()
  }

  /** Whether a version is still being changed. */
  isChanging({ transaction }: { readonly transaction: Transaction | undefined }): boolean {
    return transaction !== undefined && transaction === this.#current
  }

  /** Remembers a version, for the case that the transaction fails. */
  keep<Version>(it: Versioned<Version>, version: Version): void {
    if (!this.#kept.has(it)) this.#kept.set(it, version)
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
    let waiting: readonly (() => void)[] = []
    try {
      const result = work()
      this.#putOff.all()
      if (this.#growth !== NOTHING) this.#budget.spend(this.#growth)
      if (this.#kept.size) this.#changes++
      if (this.#waiting.length) waiting = this.#waiting
      return result
    } catch (error) {
      this.#putOff.clear()
      restore(this.#kept)
      this.#touched = undefined
      throw error
    } finally {
      this.#current = undefined
      this.#growth = NOTHING
      if (this.#kept.size) this.#kept = new Map()
      if (this.#waiting.length) this.#waiting = []
      for (const each of waiting) each()
    }
  }

  /** A part of the transaction under way: where the work throws, all is as it was before it, and the transaction goes on. */
  attempt<T>(work: () => T): T {
    this.#putOff.all()
    const [kept, undos, growth, waiting] = [this.#kept, this.#undos, this.#growth, this.#waiting.length]
    const hadChanged = this.#hasChangedBefore
    this.#hasChangedBefore = this.isUnderWay
    this.#kept = new Map()
    this.#undos = []
    try {
      const result = work()
      this.#putOff.all()
      for (const [it, version] of this.#kept) if (!kept.has(it)) kept.set(it, version)
      for (const undo of this.#undos) undos?.push(undo)
      return result
    } catch (error) {
      this.#putOff.clear()
      takeBack(this.#undos)
      restore(this.#kept)
      this.#waiting.length = waiting
      this.#growth = growth
      throw error
    } finally {
      this.#kept = kept
      this.#undos = undos
      this.#hasChangedBefore = hadChanged
    }
  }

  /** Runs the work to see what comes of it, and takes back what it changed. */
  rehearse<T>(work: () => T): T {
    let rehearsed: { readonly result: T } | undefined
    try {
      return this.run(() => {
        rehearsed = { result: work() }
        throw rehearsed
      })
    } catch (error) {
      if (rehearsed && error === rehearsed) return rehearsed.result
      throw error
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
