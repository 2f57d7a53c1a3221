/** What happened to a world, in order, and the way back to before it. */
import type { AnyTable } from '../../store/definition.ts'
import type { Touched, Transactions } from '../../store/transaction.ts'
import type { Clock } from '../../time/clock.ts'
import type { SimResponse } from '../../values/http.ts'
import { Queue } from '../../values/queue.ts'
import type { Callable } from '../callable.ts'
import type { CallOf, OperationName } from '../calls.ts'
import type { Identity } from '../identity.ts'
import { asStart, type Base } from '../state.ts'
import { JournalAudience, type Listener } from './audience.ts'
import { changedRows } from './changed-rows.ts'
import type { ChangedRow, Entry, EntryWithRows, News } from './entry.ts'
import {
  type CallFilter,
  type Criterion,
  callsOf,
  checkNames,
  criteriaOf,
  type EntryFilter,
  JournalError,
  portion,
  type VerifyFilter,
  type WaitOptions,
  waitOptions,
  wholeNumber,
} from './filter.ts'
import { JournalReader, type Mark, type Position, type Readable } from './reader.ts'
import { type Asked, type Changed, type Happened, JournalRecord, type KeptCall, toEntry, toKeptCall } from './record.ts'
import type { JournalRoom } from './room.ts'
import { type Times, type Verification, verification } from './verification.ts'

/** The world whose journal it is. */
export interface Journalled {
  /** Who may call an API; any unless told. */
  callers(api?: string): readonly Identity[]
  readonly clock: { readonly ms: number }
  readonly transactions: Transactions
  /** The present. */
  freeze(): Base
  /** Makes that the present. */
  restore(base: Base, clock: Clock): void
}

/** What all journals of a simulator have in common. */
export interface JournalSettings {
  /** How many entries each keeps; 0 for none. */
  readonly most: number
  /** Those who hear what happens in any world beside calls, also where nothing is kept. */
  readonly listeners: ReadonlySet<Listener>
  readonly room: JournalRoom
  /** What calls can be of. */
  readonly apis: readonly Callable[]
  /** The tables whose rows are told of. */
  readonly tells: (table: AnyTable) => boolean
  /** The clock at a time: of a running one the distance from the machine's time is another one then. */
  readonly clockAt: (clock: Clock, ms: number) => Clock
}

/** A call that was carried out, and how it was kept; undefined by a journal that keeps nothing. */
export interface Called {
  readonly response: SimResponse
  readonly call: KeptCall | undefined
}

/** So many are there for readers that are behind. */
const MOST_MARKS = 1_000

export class Journal implements Readable {
  readonly #world: Journalled
  readonly #settings: JournalSettings
  readonly #records = new Queue<JournalRecord>()
  readonly #audience = new JournalAudience()
  readonly #marks: Mark[] = []
  /** How many marks were forgotten. */
  #marksGone = 0
  #last = 0
  /** The last number of those that went because there was no room, or somebody cleared the list. */
  #gone = 0
  /** How many went because there was no room, since somebody last cleared the list or the world began again. */
  #forgotten = 0
  #isWatching = false
  #isCalling = false
  #isClosed = false

  constructor(world: Journalled, settings: JournalSettings) {
    this.#world = world
    this.#settings = settings
  }

  /** The number of the newest entry there has been. */
  get last(): number {
    return this.#last
  }

  /** The number of the newest entry that went before its time. */
  get gone(): number {
    return this.#gone
  }

  get marks(): readonly Mark[] {
    return this.#marks
  }

  get marksGone(): number {
    return this.#marksGone
  }

  /** Whether the world is gone. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Whether a call is being carried out. */
  get isCalling(): boolean {
    return this.#isCalling
  }

  get size(): number {
    return this.#records.size
  }

  /** Whether anybody listens. */
  get isHeard(): boolean {
    return this.#audience.isThere
  }

  /**
   * The entries that fit, the newest last.
   * @throws JournalError for a filter that nothing can fit
   */
  entries(filter: EntryFilter = {}): Entry[] {
    return this.#find(filter).map(toEntry)
  }

  /** An entry with the rows that it changed; undefined for a number that is not in the list. */
  entry(number: number | 'last'): EntryWithRows | undefined {
    const record = number === 'last' ? this.#records.last : this.#recordOf(number)
    return record && { ...toEntry(record), rows: record.rows }
  }

  /** What is said of a number that is not in the list. */
  noEntry(number: number): string {
    return number > this.#gone ? `There is no entry ${number}.` : `Entry ${number} is gone, as are all up to ${this.#gone}.`
  }

  /** All entries there are, by number, with the rows that they changed. */
  told(): readonly { readonly number: number; readonly rows: readonly ChangedRow[] }[] {
    return this.#records.all()
  }

  /**
   * The calls of an operation that fit.
   * @throws JournalError as `entries` does, and where no calls are kept
   */
  calls<Name extends OperationName>(operation: Name, filter: CallFilter = {}): CallOf<Name>[] {
    this.#refuseIdle()
    return this.#find(callsOf(operation, filter, false)).map(toEntry) as CallOf<Name>[]
  }

  /**
   * Whether such calls were made so often: at least once unless told.
   * @throws JournalError as `calls` does, and where it passes only because older entries are gone
   */
  verify(filter: EntryFilter, times?: Times): Verification {
    const criteria = this.#criteria(filter)
    this.#refuseIdle()
    const after = wholeNumber('after', filter.after ?? 0)
    const calls = this.#records.all().filter(({ call, number }) => call && number > after)
    return verification(calls, criteria, times, Math.min(this.#forgotten, Math.max(0, this.#gone - after)))
  }

  /** Empties the list. The world stays as it is. */
  clear(): void {
    if (this.#records.size) this.#gone = this.#last
    this.#forgotten = 0
    this.#empty()
  }

  /**
   * Hears of every entry from now on.
   * @returns ends that
   */
  on(listener: Listener): () => void {
    return this.#audience.on(listener)
  }

  /** Hears that there is something to read. */
  listen(wake: () => void): () => void {
    return this.#audience.listen(wake)
  }

  /**
   * Reads the list, and what else happens to it.
   * @param from how far was read before; without it only what happens from now on
   */
  reader(from?: Position): JournalReader {
    return new JournalReader(this, from)
  }

  firstAfter(number: number): JournalRecord | undefined {
    return this.#records.firstSince((record) => record.number > number)
  }

  /**
   * The next call of an operation that fits: from now on, or the first one behind `after`, which may be there already.
   * It is rejected with a JournalError once the world is gone, and with the reason of `signal` once that is aborted.
   *
   * @throws JournalError as `calls` does
   */
  next<Name extends OperationName>(operation: Name, filter: VerifyFilter = {}, options: WaitOptions = {}): Promise<CallOf<Name>> {
    const wanted = callsOf(operation, filter, true)
    const { signal } = waitOptions(options)
    const { after } = filter
    const [known] = after === undefined || signal?.aborted ? [] : this.calls(operation, { ...filter, limit: 1 })
    if (known) return Promise.resolve(known)
    this.#refuseIdle()
    const next = this.#audience.next(this.#test(wanted), signal)
    if (this.#isClosed) this.#audience.end()
    const call = next.then((record) => toEntry(record) as CallOf<Name>)
    // Whoever waits no more need not hear of it.
    call.catch(() => {})
    return call
  }

  /** Carries out a call, which never throws, and keeps it. */
  call(asked: Asked, answer: () => SimResponse): Called {
    if (!this.#settings.most) return { response: this.#calling(answer), call: undefined }
    const { transactions } = this.#world
    const [found, ms, before] = [this.#world.freeze(), this.#world.clock.ms, transactions.changes]
    this.#isWatching = true
    transactions.watch(this.#settings.tells)
    const response = this.#calling(answer)
    const touched = transactions.unwatch()
    this.#isWatching = false
    const changed = transactions.changes === before ? undefined : this.#changed(found, touched)
    const call = toKeptCall(asked, response)
    this.#keep({ ms, found, foundMs: ms, call, news: undefined, changed })
    return { response, call }
  }

  #calling(answer: () => SimResponse): SimResponse {
    this.#isCalling = true
    try {
      return answer()
    } finally {
      this.#isCalling = false
    }
  }

  /** Keeps a call that was answered like one before, at a time and in a state, and changed nothing. */
  again(call: KeptCall | undefined, ms: number, found: Base): void {
    if (call) this.#keep({ ms, found, foundMs: ms, call, news: undefined, changed: undefined })
  }

  /**
   * Does something, and tells of it; what is done inside of that is part of it.
   * Inside a transaction it is only told once that has ended well.
   *
   * @param ms the time that it finds
   */
  watch<T>(work: () => T, tell: (result: T) => News, ms = this.#world.clock.ms): T {
    if (this.#isIdle || this.#isWatching || this.#isCalling) return work()
    const { transactions } = this.#world
    const [found, before] = [this.#world.freeze(), transactions.changes]
    this.#isWatching = true
    transactions.watch(this.#settings.tells)
    let touched: Touched | undefined
    let result: T
    try {
      result = work()
    } finally {
      this.#isWatching = false
      touched = transactions.unwatch()
    }
    const hasChanged = transactions.changes !== before || transactions.isUnderWay
    this.#record(tell(result), found, ms, hasChanged ? this.#changed(found, touched) : undefined)
    return result
  }

  /** Nothing is kept, and nobody wants to hear of it. */
  get #isIdle(): boolean {
    return !this.#settings.most && !this.#settings.listeners.size
  }

  /** Tells of what changed nothing. */
  record(news: News): void {
    if (!this.#isIdle) this.#record(news, this.#world.freeze(), this.#world.clock.ms, undefined)
  }

  /**
   * The world as it was before an entry.
   * @throws JournalError where there is no such entry, none are kept, or no room was left for its state
   */
  before(number: number, field = 'before'): () => Base {
    const { found, foundMs } = this.#foundBefore(number, field)
    return () => ({ ...asStart(found), clock: this.#settings.clockAt(found.clock, foundMs) })
  }

  #foundBefore(number: number, field: string): { readonly found: Base; readonly foundMs: number } {
    this.#refuseIdle(field)
    const record = this.#recordOf(number)
    if (!record) throw new JournalError(field, this.noEntry(number))
    const { found, foundMs } = record
    if (!found) throw new JournalError(field, `There is no way back to before entry ${number}: there was no room for its state.`)
    return { found, foundMs }
  }

  /**
   * Takes the world back to before an entry: the newest that changed something, unless told.
   *
   * @returns what was undone, the newest last; nothing where nothing has changed
   * @throws JournalError as `before` does
   */
  undo(options: { readonly to?: number | undefined } = {}): Entry[] {
    if (typeof options !== 'object') throw new JournalError('to', 'Say before which entry: `undo({ to: 17 })`.')
    checkNames('option', options, ['to'])
    this.#refuseIdle('to')
    const to = options.to === undefined ? undefined : wholeNumber('to', options.to, 1)
    const number = to ?? this.#records.all().findLast(({ hasChanged }) => hasChanged)?.number
    if (number === undefined) return []
    const { found, foundMs } = this.#foundBefore(number, 'to')
    this.#world.restore(found, this.#settings.clockAt(found.clock, foundMs))
    const undone: JournalRecord[] = []
    for (let newest = this.#records.last; newest && newest.number >= number; newest = this.#records.last) {
      undone.unshift(newest)
      this.#records.pop()
      this.#settings.room.remove(newest)
    }
    this.#mark({ event: 'undo', to: number, last: this.#last })
    return undone.map(toEntry)
  }

  /** The world starts again. */
  reset(): void {
    this.#forgotten = 0
    this.#empty()
    this.#mark({ event: 'reset', last: this.#last })
  }

  /** The world is gone. */
  close(): void {
    this.#empty()
    this.#isClosed = true
    this.#audience.end()
    this.#audience.wake()
  }

  /** There is no room for the oldest one any more. */
  forgetOldest(): void {
    const record = this.#records.shift()
    if (!record) return
    this.#gone = record.number
    this.#forgotten++
    this.#settings.room.remove(record)
  }

  #record(news: News, found: Base, ms: number, changed: Changed | undefined): void {
    const { transactions, clock } = this.#world
    transactions.afterwards(() => this.#keep({ ms: clock.ms, found, foundMs: ms, call: undefined, news, changed }))
  }

  #keep(happened: Happened): void {
    const { most, room, listeners } = this.#settings
    const record = new JournalRecord(this, most ? ++this.#last : this.#last, happened)
    if (happened.news) for (const listener of listeners) listener(toEntry(record))
    if (!most) return
    if (this.#records.size >= most) this.forgetOldest()
    this.#records.push(record)
    room.add(record)
    if (this.isHeard) this.#audience.tell(record)
  }

  #mark(mark: Mark): void {
    this.#marks.push(mark)
    if (this.#marks.length > MOST_MARKS) {
      this.#marks.shift()
      this.#marksGone++
    }
    this.#audience.wake()
  }

  #empty(): void {
    for (let record = this.#records.shift(); record; record = this.#records.shift()) this.#settings.room.remove(record)
  }

  /** Numbers ascend. */
  #recordOf(number: number): JournalRecord | undefined {
    const record = this.firstAfter(number - 1)
    return record?.number === number ? record : undefined
  }

  /** What was never kept can neither be counted nor be taken back. */
  #refuseIdle(field = 'operation'): void {
    if (!this.#settings.most) throw new JournalError(field, 'This simulator keeps no calls: its `journal` is 0.')
  }

  #find(filter: EntryFilter): JournalRecord[] {
    return portion(this.#records.all(), ({ number }) => number, this.#test(filter), filter)
  }

  #test(filter: EntryFilter): (record: JournalRecord) => boolean {
    const criteria: readonly Criterion[] = this.#criteria(filter)
    return (record) => criteria.every(({ fits }) => fits(record))
  }

  #criteria(filter: EntryFilter): Criterion[] {
    // Who called may be gone by now.
    const called = (api?: string) =>
      this.#records.all().flatMap(({ call }) => (call?.api === (api ?? call?.api) && call?.caller) || [])
    return criteriaOf(filter, this.#settings.apis, (api) => [...this.#world.callers(api), ...called(api)])
  }

  /** The rows that differ now from what was found. */
  #changed(found: Base, touched: Touched | undefined): Changed {
    if (touched) return { rows: this.#rowsOf(touched), left: touched.left }
    // The state was not made by changing rows.
    const { state } = this.#world.freeze()
    return { rows: changedRows(found.state, (table) => state.get(table), this.#settings.tells), left: 0 }
  }

  #rowsOf(touched: Touched): ChangedRow[] {
    const changed: ChangedRow[] = []
    for (const [holder, rows] of touched.rows) {
      for (const [id, before] of rows ?? []) {
        const after = holder.get(id)
        if (after !== before) changed.push({ table: holder.definition.name, id, before: before ?? null, after: after ?? null })
      }
    }
    return changed
  }
}
