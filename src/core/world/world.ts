/** One complete, isolated state: tables, a clock, a source of ids. `handle` applies a request to it. */

import type { AnyTable, Row, TableDefinition } from '../store/definition.ts'
import { differences } from '../store/differences.ts'
import { Table } from '../store/table.ts'
import { Transactions } from '../store/transaction.ts'
import { emptyVersion, type Version } from '../store/version.ts'
import { NOTHING, type Weight } from '../store/weight.ts'
import { type Clock, type MachineTime, timeOf, toIso } from '../time/clock.ts'
import { type Passed, Timeline, type TimelineEntry, timelineTable } from '../time/timeline.ts'
import { searchable } from '../values/folded.ts'
import { asMeant, type SimRequest, type SimResponse } from '../values/http.ts'
import { refuseStrangers } from '../values/nearest-name.ts'
import type { Callable } from './callable.ts'
import type { CallOf, OperationName } from './calls.ts'
import type { Emitted, EventTypes } from './event-types.ts'
import { faultsTable } from './faults/fault.ts'
import { Faults } from './faults/faults.ts'
import type { SavedWorld, SaveOptions } from './files/world-file.ts'
import { type AnyFollower, followOf } from './follower.ts'
import type { Creation, World as WorldHandle } from './handle.ts'
import { type Harm, type HarmFilter, harmsTable, selectHarms } from './harm.ts'
import type { Identity } from './identity.ts'
import { countersTable, Ids } from './ids.ts'
import { changedRows } from './journal/changed-rows.ts'
import type { ChangedRow, Entry, News } from './journal/entry.ts'
import { type CallFilter, callsOf, type VerifyFilter } from './journal/filter.ts'
import { Journal, type JournalSettings } from './journal/journal.ts'
import { type Times, VerificationError } from './journal/verification.ts'
import { type AnyKeeper, keepOf } from './keeper.ts'
import { Account, counted, Holding, type Ledger } from './ledger.ts'
import { Refreshes } from './refreshes.ts'
import type { AboutRows } from './rows/rows.ts'
import { type Setting, settingOf } from './setting.ts'
import { Snapshots } from './snapshots.ts'
import type { Base, Change } from './state.ts'
import type { Timers } from './timer.ts'
import type { Views } from './view.ts'

export { asStart, type Base, type Change, type Origin, State } from './state.ts'

/** What a world can be taken to: a state, and where a reset goes from there. */
export interface Moment {
  readonly start: Base
  readonly nextBase: () => Base
  readonly present: Base
  /** What the present has more than the start. */
  readonly growth: Weight
}

/** What a file holds. */
export interface Loaded {
  readonly base: Base
  /** What it has more than the rows of its scenario. */
  readonly growth: Weight
}

/** Worlds as files. */
interface Files {
  save(base: Base, options?: SaveOptions): SavedWorld
  /** @throws WorldFileError, or OutOfSpace */
  load(file: unknown): Loaded
}

/** What all worlds of a simulator have in common. */
export interface Common {
  readonly timers: Timers
  readonly followers: readonly AnyFollower[]
  readonly keepers: readonly AnyKeeper[]
  readonly machine: MachineTime
  readonly views: Views
  readonly secret: string
  readonly ledger: Ledger
  readonly journal: JournalSettings
  readonly about: ReadonlyMap<AnyTable, AboutRows>
  /** What can be called, and go wrong. */
  readonly callable: readonly Callable[]
  /** Who may call an API in a world; any unless told. */
  readonly callers: (world: World, api?: string) => readonly Identity[]
  /** The names of the rules of harm. */
  readonly harmRules: readonly string[]
  readonly files: Files
  readonly answer: (world: World, request: SimRequest) => SimResponse
  readonly emit: (world: World, type: string, body: unknown) => Emitted
  /** What was due could not happen. */
  readonly failed: (error: unknown, entry: TimelineEntry) => void
}

/** The same for a world that nobody meets, such as one that others start from: it takes no room of theirs, and what happens in it is not told. */
export const apart = (common: Common): Common => ({
  ...common,
  ledger: common.ledger.apart(),
  journal: { ...common.journal, listeners: new Set() },
})

export class World implements WorldHandle {
  readonly id: string
  /** Made anew where another seed comes with another state. */
  ids: Ids
  readonly transactions: Transactions
  readonly account: Account
  isBeingMade = false
  readonly #clock: Timeline
  readonly #faults: Faults
  readonly #journal: Journal
  readonly #common: Common
  readonly #refreshes = new Refreshes()
  #nextBase: () => Base
  /** Those that were asked for; the others are as in the base. */
  readonly #tables = new Map<AnyTable, Table>()
  /** What it started from; nothing once it was removed. */
  #from: Base | undefined
  /** How each state that it started from is made again. */
  readonly #nextOf = new WeakMap<Base, () => Base>()
  /** What time it was when it started from each of them, in milliseconds since 1970. */
  readonly #startedAt = new WeakMap<Base, number>()
  #snapshots: Snapshots<Moment> | undefined
  /** What it was made as, which can be made again: a file that it started from later cannot. */
  #madeAs: () => Base
  /** The present as a base, as of the last time that somebody asked. */
  #present: Base | undefined
  #presentAt = 0

  /** @param nextBase what the world starts as, and what a reset goes back to */
  constructor(id: string, common: Common, nextBase: () => Base) {
    this.id = id
    this.#common = common
    this.#madeAs = nextBase
    this.#nextBase = nextBase
    this.#from = nextBase()
    this.#nextOf.set(this.base, nextBase)
    this.#present = this.base
    this.account = new Account(common.ledger)
    this.transactions = new Transactions(this.account, this.#refreshes)
    this.ids = this.#makeIds()
    this.#faults = new Faults(this.table(faultsTable), this, this.transactions, common.callable)
    this.#journal = new Journal(this, common.journal)
    this.#clock = new Timeline(this.base.clock, {
      machine: common.machine,
      transactions: this.transactions,
      entries: this.table(timelineTable),
      happen: (entry) => common.timers.run(this, entry),
      summarize: (entry) => this.summaryOf(entry),
      check: () => this.#checkMade('its clock moves'),
      watch: (from, work) => this.journal.watch(work, (passed) => this.#moved(from, passed), from),
      report: common.failed,
    })
    this.#startedAt.set(this.base, this.clock.ms)
  }

  /** @throws Error where it was removed */
  get base(): Base {
    if (this.#from) return this.#from
    throw new Error(`The world "${this.id}" was removed.`)
  }

  get clock(): Timeline {
    return this.#ofPresent(this.#clock)
  }

  /** What goes wrong with calls. */
  get faults(): Faults {
    return this.#ofPresent(this.#faults)
  }

  /** What happened to it. */
  get journal(): Journal {
    return this.#ofPresent(this.#journal)
  }

  /** What a reset goes back to now. */
  get start(): Base {
    return this.#nextBase()
  }

  /** What time it was when it started, ISO 8601 in UTC. */
  get startedAt(): string {
    return toIso(this.#startedAt.get(this.base) as number)
  }

  /** Whether its scenario is being told, and of no other day. */
  get isAtItsBeginning(): boolean {
    return this.isBeingMade && this.clock.ms === this.#startedAt.get(this.base)
  }

  /** How many bytes it takes beside what it started from, by estimate. */
  get size(): number {
    const { rows, files } = counted(this.account.growth)
    return rows + files
  }

  /** Named states, to come back to. */
  get snapshots(): Snapshots<Moment> {
    this.#snapshots ??= new Snapshots<Moment>(this)
    return this.#snapshots
  }

  get isBeingEdited(): boolean {
    return this.transactions.isSeeding
  }

  get isBeingCalled(): boolean {
    return this.#journal.isCalling
  }

  get secret(): string {
    return this.#common.secret
  }

  get tables(): readonly AnyTable[] {
    return [...this.base.state.tables()]
  }

  /** Whether it is what it was made as. */
  get isUntouched(): boolean {
    if (this.#nextBase !== this.#madeAs || this.#snapshots?.size) return false
    if (this.clock.version !== this.base.clock) return false
    for (const [definition, { version }] of this.#tables) if (version !== this.base.state.get(definition)) return false
    return true
  }

  table<R extends Row, Index extends string>(definition: TableDefinition<R, Index>): Table<R, Index> {
    if (this.#refreshes.size) this.#refreshes.of(definition)
    const table = this.#tables.get(definition) ?? this.#open(definition)
    return table as unknown as Table<R, Index>
  }

  refresh(definition: AnyTable, id: string, work: (world: WorldHandle, id: string) => void): void {
    this.#refreshes.add(definition, id, (id) => work(this, id))
  }

  setting<Value extends string>(setting: Setting<Value>): Value {
    return settingOf(setting, this.base.settings)
  }

  show<R extends Row, Shown>(definition: TableDefinition<R, string, Shown>, row: R): Shown {
    return this.#common.views.show(this, definition, row)
  }

  finds<R extends Row>(definition: TableDefinition<R>, search: string): (row: R) => boolean {
    const wanted = searchable(search.trim())
    return (row) => this.#common.views.text(this, definition, row).includes(wanted)
  }

  create<R extends Row, New>(
    definition: TableDefinition<R, string, unknown, New>,
    values: NoInfer<New>,
    { id = this.ids.next(definition), at = this.clock.now() }: Creation = {},
  ): R {
    const { created, updated } = definition.stamps
    const stamps = { ...(created && { [created]: at }), ...(updated && { [updated]: at }) }
    const row = { id, ...definition.defaults, ...values, ...stamps }
    return this.table(definition).put(row as unknown as R)
  }

  /** Replaces a row, changed now. */
  save<R extends Row>(definition: TableDefinition<R>, row: R): R
  /**
   * The whole world as plain JSON: the rows that differ from the scenario's; all of them on demand, and where it came from such a file.
   *
   * @throws TypeError for an option that there is not, Error in a scenario
   * @example
   * writeFileSync('late-payer.json', JSON.stringify(world.save()))
   */
  save(options?: SaveOptions): SavedWorld
  save(what?: AnyTable | SaveOptions, row?: Row): Row | SavedWorld {
    if (!row) {
      this.#checkMade('it is saved')
      refuseStrangers(what ?? {}, ['whole'])
      return this.#common.files.save(this.freeze(), what as SaveOptions)
    }
    const definition = what as AnyTable
    const { updated } = definition.stamps
    return this.table(definition).put(updated ? { ...row, [updated]: this.clock.now() } : row)
  }

  /** Who may call an API; any unless told. */
  callers(api?: string): readonly Identity[] {
    return this.#common.callers(this, api)
  }

  /** What rows of a table are made and judged by, beside its schema. */
  about(definition: AnyTable): AboutRows | undefined {
    return this.#common.about.get(definition)
  }

  /** The table whose rows something due happens to. */
  tableOf(event: string): AnyTable | undefined {
    return this.#common.timers.tableOf(event)
  }

  /** What something due is, in words. */
  summaryOf(entry: TimelineEntry): string {
    return this.#common.timers.summaryOf(this, entry)
  }

  /**
   * Answers a request, by a path without the prefix of a world. Synchronous; a refused one leaves the world as it was.
   * @throws TypeError for a body that is neither text nor bytes
   */
  handle(request: SimRequest): SimResponse {
    // Read for what it throws.
    void this.base
    return this.#common.answer(this, asMeant(request))
  }

  /**
   * Lets the other side act: a customer, a mail server, an accounting system, the agent. Synchronous, all or nothing.
   *
   * @returns what came of it, with the rows that changed
   * @throws EventError for what cannot happen; the message says why
   * @example
   * world.emit('customer.replied', { customer: customer.id, body: 'We paid this morning.' })
   */
  emit<Type extends keyof EventTypes>(type: Type, body: EventTypes[Type]['given']): Emitted<EventTypes[Type]['told']> {
    return this.#common.emit(this, type, body) as Emitted<EventTypes[Type]['told']>
  }

  /**
   * Back to its base, its clock too.
   * @throws what the scenario throws, where it is to play on another day now; then nothing has changed
   */
  reset(): void {
    this.#checkMade('it is reset')
    const base = this.#nextBase()
    this.account.restart(base.holding)
    this.#set(base, base)
    this.#startedAt.set(base, this.clock.ms)
    this.journal.reset()
  }

  /**
   * Becomes the world of a file, its clock, seed and settings too. A reset goes back to that.
   *
   * @param file what `save` returned, or a file of it as JSON reads it
   * @throws WorldFileError for what does not hold, OutOfSpace where there is no room; then nothing has changed
   */
  load(file: unknown): void {
    this.#checkMade('it loads a file')
    const { base } = this.#common.files.load(file)
    this.account.replace(base.holding, NOTHING)
    this.steer('state-loaded', () => {
      this.#nextBase = () => base
      this.#set(base, base)
    })
  }

  /** Does something to the world that is no call, and tells its journal, and to what. */
  steer<T>(action: string, work: () => T, subject?: (result: T) => unknown): T {
    return this.journal.watch(work, (result) => ({ kind: 'control', action, subject: subject?.(result) }))
  }

  /** What the world can be taken back to. */
  moment(): Moment {
    this.#checkMade('it has snapshots')
    return { start: this.base, nextBase: this.#nextBase, present: this.freeze(), growth: this.account.growth }
  }

  /**
   * Goes to a moment that this world had, or another process.
   * @throws OutOfSpace; then nothing has changed
   */
  goTo({ start, nextBase, present, growth }: Moment): void {
    this.account.replace(start.holding, growth)
    this.#nextBase = nextBase
    this.#set(start, present)
  }

  /**
   * Makes a moment of this world the present: what it started from then too.
   * @param clock as it is now where it was so then
   */
  restore(present: Base, clock: Clock = present.clock): void {
    this.#checkMade('something is undone')
    const isStart = this.#nextOf.has(present)
    const start = isStart ? present : (present.start ?? present)
    this.account.replace(start.holding, isStart ? NOTHING : (present.growth ?? NOTHING))
    this.#nextBase = this.#nextOf.get(start) ?? this.#nextBase
    this.#set(start, clock === present.clock ? present : { ...present, start, clock })
  }

  /** It was removed: it lets go of its rows, also where somebody still holds it, and says so whoever asks for them. */
  close(): void {
    this.account.close()
    this.#journal.close()
    for (const [definition, table] of this.#tables) table.version = emptyVersion(definition)
    this.#tables.clear()
    this.#from = this.#present = this.#snapshots = undefined
    this.#nextBase = this.#madeAs = () => this.base
  }

  /** The present as a base for other worlds; the same one for as long as nothing changes. */
  freeze(): Base {
    const { changes, isUnderWay } = this.transactions
    if (this.#present && this.#presentAt === changes) return this.#present
    const state = this.base.state.with(this.#tables)
    const { growth } = this.account
    const holding = new Holding(counted(growth), this.base.holding, true)
    const { scenario, seed, settings, origin } = this.base
    // Written out: a spread would be the most of what a change costs here.
    const present = { scenario, seed, state, holding, growth, start: this.base, clock: this.clock.version, settings, origin }
    if (isUnderWay) return present
    this.#presentAt = changes
    this.#present = present
    return present
  }

  /**
   * The calls of an operation, the newest last.
   *
   * @throws JournalError for a name or a filter that nothing can fit
   * @example
   * world.calls('approveAction', { status: '4xx' })
   */
  calls<Name extends OperationName>(operation: Name, filter?: CallFilter): CallOf<Name>[] {
    return this.journal.calls(operation, filter)
  }

  /**
   * Checks that such calls were made: at least one, or as often as told.
   *
   * @throws VerificationError where they were not; its message names the nearest ones
   * @throws JournalError as `calls` does
   * @example
   * world.verify('approveAction', { status: 200 }, 1)
   */
  verify(operation: OperationName, filter: VerifyFilter = {}, times?: Times): void {
    const verification = this.journal.verify(callsOf(operation, filter, true), times)
    if (!verification.passed) throw new VerificationError(verification)
  }

  /**
   * What calls did to the readers of letters and to the books although each was answered with success, the newest last.
   *
   * @throws JournalError for a rule that there is not
   * @example
   * world.harms({ rule: 'dunned-paid' })
   */
  harms(filter: HarmFilter = {}): Harm[] {
    return selectHarms(this.table(harmsTable).all(), this.#common.harmRules, filter, () => this.journal.told())
  }

  /**
   * Takes the world back to before an entry of its journal: the newest that changed something, unless told.
   *
   * @returns the entries that were undone, the newest last; none where nothing has changed
   * @throws JournalError where there is no such entry, none are kept, or no way leads back to it
   */
  undo(options?: { readonly to?: number | undefined }): Entry[] {
    return this.journal.undo(options)
  }

  /** The rows that differ from the base, by table; tables that do not differ are left out, and those that follow from others. */
  changes(): Change[] {
    return [...this.base.state].flatMap(([definition, version]) => {
      const table = this.#tables.get(definition)
      if (definition.isDerived || !table) return []
      const change = differences(version.rows, table.version.rows)
      return change ? [{ table: definition.name, ...change }] : []
    })
  }

  /** Does some work in one transaction, and tells which rows of the APIs it changed; of those that follow from others, none. */
  watch<T>(work: () => T): { readonly result: T; readonly rows: readonly ChangedRow[] } {
    const { state } = this.freeze()
    const result = this.transactions.run(work)
    const rows = changedRows(state, (table) => this.#tables.get(table)?.version, this.#common.journal.tells)
    return { result, rows }
  }

  /** @throws Error where it was removed */
  #ofPresent<Part>(part: Part): Part {
    // Read for what it throws.
    void this.base
    return part
  }

  /** What a scenario tells is a start, and that has no past and no future. */
  #checkMade(what: string): void {
    if (this.isBeingMade) throw new Error(`A world is made before ${what}: in a scenario there are rows, events and calls.`)
  }

  /** The one place where another state takes the place of all there is: by a reset, from a file, or of a moment before. */
  #set(base: Base, present: Base): void {
    const isOtherSeed = base.seed !== this.base.seed
    this.#from = base
    this.#nextOf.set(base, this.#nextBase)
    if (!this.#startedAt.has(base)) this.#startedAt.set(base, timeOf(base.clock, this.#common.machine))
    for (const [definition, table] of this.#tables) table.version = present.state.get(definition) as Version<Row>
    // Tables are opened as they are in the base.
    if (present !== base) for (const definition of present.state.tables()) this.#show(definition, present)
    this.clock.version = present.clock
    if (isOtherSeed) this.ids = this.#makeIds()
    this.transactions.changed()
    this.#present = present
    this.#presentAt = this.transactions.changes
  }

  #show(definition: AnyTable, { state }: Base): void {
    const version = state.get(definition) as Version<Row>
    if (version !== this.base.state.get(definition)) this.table(definition).version = version
  }

  #moved(from: number, passed: Passed): News {
    const { ms, mode } = this.clock
    return { kind: 'clock', from: toIso(from), to: toIso(ms), mode, ...passed }
  }

  #makeIds(): Ids {
    return new Ids({ seed: this.base.seed, secret: this.#common.secret }, this.table(countersTable))
  }

  #open(definition: AnyTable): Table {
    const version = this.base.state.get(definition)
    if (!version) throw new Error(`This world has no table "${definition.name}".`)
    const { timers, followers, keepers } = this.#common
    const setTimers = timers.follow(definition, () => this.clock)
    const follows = [setTimers, followOf(this, followers, definition)]
    const table = new Table(definition, this.transactions, version, follows, keepOf(this, keepers, definition))
    this.#tables.set(definition, table)
    return table
  }
}
