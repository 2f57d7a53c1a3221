/** A scenario: the rows a world starts with, with ids and dates relative, so that one recipe serves every seed and every day. */
import { compareInstants, type Key } from '../../store/compare.ts'
import type { AnyTable, Row } from '../../store/definition.ts'
import { emptyVersion, settledVersion } from '../../store/version.ts'
import { NOTHING, type Weight } from '../../store/weight.ts'
import { messageOf } from '../../values/message-of.ts'
import { hint } from '../../values/nearest-name.ts'
import { synchronously } from '../../values/synchronously.ts'
import type { World as Handle } from '../handle.ts'
import { countersTable } from '../ids.ts'
import { counted, plus } from '../ledger.ts'
import type { Values } from '../rows/attempt.ts'
import { givenColumns, look, withReasons } from '../rows/check-row.ts'
import { CollectionError } from '../rows/collection-error.ts'
import { brokenRules } from '../rows/row-rules.ts'
import { type Setting, type Settings, shapeOf } from '../setting.ts'
import { apart, type Base, type Common, State, World } from '../world.ts'
import { type Completed, toState, weightOf } from './completed.ts'
import { expander, numberIn } from './expand.ts'

/**
 * Rows by table. In values, these texts stand for something else:
 * `#customer/3` for the id of the third customer; `@-12` for the date 12 days before the scenario's;
 * `@-12T09:30:00` for a UTC time on that date; and, inside longer texts, `{@-12}` for that date in words. `@-12w` is the next
 * working day from there on, `@-12b` the last one until then, `@-12t` the next Thursday, and `@-12w+30` is 30 days later.
 */
export type Recipe = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

export interface Scenario {
  readonly name: string
  /** The date and time of a frozen world, ISO 8601 in UTC. */
  readonly now: string
  /** The rows for a seed. Deterministic. */
  readonly recipe: (seed: number) => Recipe
  /** Its rows fit their tables and are the same each time, as a test shows: they are not looked at again, and made once in a process. */
  readonly isChecked?: boolean | undefined
  /** The rows with all that follows from them, where somebody has worked that out before. The same as what the recipe leads to. */
  readonly completed?: ((start: Start) => Completed | undefined) | undefined
  /** What is done once the rows are there, at midnight (UTC) of the day on which it plays. Deterministic. */
  readonly prepare?: ((world: World) => void) | undefined
}

/** What a world of a scenario starts as. */
interface Start {
  readonly seed: number
  /** The day on which it plays, `YYYY-MM-DD`. */
  readonly today: string
  /** The names of all tables, in their order. */
  readonly tables: readonly string[]
  /** The values of the settings that shape a start. */
  readonly shape: string
}

/** A scenario that goes on from another one. */
export interface NextScenario {
  readonly name: string
  /** The one that it begins as, or its name. */
  readonly from: string | Scenario | NextScenario
  /** The date and time of a frozen world, ISO 8601 in UTC; that of the other scenario unless told. */
  readonly now?: string | undefined
  /** @param start when a frozen world starts, in milliseconds since 1970 */
  readonly prepare: (world: World, start: number) => void
}

/** Adds what a scenario's rows imply, such as the records of days gone by. It runs once they are all there. */
export type Completion = (world: Handle) => void

/** What a scenario can be put into. */
export interface Room {
  readonly tables: readonly AnyTable[]
  /** Whether rows of a table that is not among these are left out; otherwise they are refused. */
  readonly passesOver: ((table: string) => boolean) | undefined
  readonly completions: readonly Completion[]
  readonly beginnings: readonly Completion[]
  readonly settings: readonly Setting[]
}

/** What one scenario is made into several starts by. */
export interface Variant {
  readonly seed: number
  /** The day on which it plays, `YYYY-MM-DD`. */
  readonly today: string
  readonly settings: Settings
}

/** The rows of a scenario, and how much they take. */
export interface Built {
  readonly state: State
  /** To know it, all rows are read. */
  readonly weight: () => Weight
}

/** A scenario that is not what it should be. The message says where. */
export class ScenarioError extends Error {
  override get name(): string {
    return 'ScenarioError'
  }
}

/**
 * Builds the tables of a scenario, with its dates moved so that it plays on the given day, `YYYY-MM-DD`.
 * @throws ScenarioError for a table, column or status that does not exist, and for what the scenario itself throws
 */
export function buildState(common: Common, room: Room, scenario: Scenario, variant: Variant): Built {
  const usual = shapeOf(room.settings)
  const shape = shapeOf(room.settings, variant.settings)
  const built = workedOut(common, room, scenario, variant, shape)
  if (built) return built
  const before = workedOut(common, room, scenario, variant, usual) ?? filledState(common, room, scenario, variant)
  return shape === usual ? before : begun(common, room, scenario, variant, before)
}

function workedOut(
  common: Common,
  { tables }: Room,
  scenario: Scenario,
  { seed, today }: Variant,
  shape: string,
): Built | undefined {
  const names = tables.map(({ name }) => name)
  const completed = scenario.prepare ? undefined : scenario.completed?.({ seed, today, tables: names, shape })
  if (!completed) return undefined
  const state = toState(completed, tables, { seed, secret: common.secret }, today)
  return { state, weight: () => weightOf(state) }
}

function filledState(common: Common, room: Room, scenario: Scenario, variant: Variant): Built {
  const empty = State.of(room.tables, emptyVersion)
  return made(common, scenario, variant, { state: empty, weight: () => NOTHING }, (world) => {
    const filled = fill(world, room, scenario, variant.seed)
    if (!scenario.isChecked) checkRows(world, scenario.name, filled)
    blamed(scenario.name, () => synchronously(() => scenario.prepare?.(world)))
    for (const complete of room.completions) complete(world)
  })
}

const begun = (common: Common, { beginnings }: Room, scenario: Scenario, variant: Variant, before: Built): Built =>
  made(common, scenario, variant, before, (world) => {
    for (const begin of beginnings) begin(world)
  })

/** The rows that work in a world leads to, at midnight of its day. */
function made(
  common: Common,
  { name }: Scenario,
  { seed, today, settings }: Variant,
  before: Built,
  work: (world: World) => void,
): Built {
  const clock = { mode: 'frozen', value: Date.parse(`${today}T00:00:00Z`) } as const
  const base: Base = { scenario: name, seed, state: before.state, holding: undefined, clock, settings }
  const world = new World('base', apart(common), () => base)
  world.isBeingMade = true
  world.transactions.seed(() => work(world))
  const state = world
    .freeze()
    .state.map((version, table) => (version === before.state.get(table) ? version : settledVersion(version)))
  return { state, weight: sumOf(before.weight, counted(world.account.growth)) }
}

/** What is kept of a start holds on to no world, nor to what all of that have in common. */
const sumOf = (before: () => Weight, more: Weight) => (): Weight => plus(before(), more)

/** @returns the rows of each table, as they were put in */
function fill(world: World, { tables, passesOver }: Room, { name, recipe }: Scenario, seed: number): Filled {
  const rowsOf = blamed(name, () => recipe(seed))
  const known = new Map(tables.map((table) => [table.name, table]))
  for (const table of Object.keys(rowsOf))
    if (!known.has(table) && !passesOver?.(table))
      throw new ScenarioError(
        `The scenario "${name}" has rows for "${table}", which is no table.${hint(table, [...known.keys()])}`,
      )
  const expand = expander(tables, world.ids.source, world.clock.today())
  const numbers = new Map<string, number>()
  const given: Given[] = []
  const filled = new Map<AnyTable, readonly Row[]>()
  for (const table of tables) {
    const recipes = rowsOf[table.name] ?? []
    const at = <T>(i: number, work: () => T): T => blamedAt(rowOf(name, table, i), work)
    const rows = recipes.map((row, i) => at(i, () => expand(hasHole(row) ? givenColumns(table, row) : row) as Row))
    const arrivals = arrivalsOf(table, rows)
    filled.set(table, rows)
    for (const [i, values] of rows.entries()) {
      const { kind, n } = numberIn(String(recipes[i]?.id)) ?? {}
      if (kind) numbers.set(kind, Math.max(numbers.get(kind) ?? 0, Number(n)))
      at(i, () => world.table(table).put({ ...table.defaults, ...values }, arrivals[i]))
      for (const column of Object.keys(table.kept)) if (column in values) given.push({ table, values, column, i })
    }
  }
  for (const [kind, last] of numbers) world.table(countersTable).put({ id: kind, last })
  for (const each of given) checkKept(world, name, each)
  return filled
}

const hasHole = (row: object): boolean => Object.values(row).includes(undefined)

type Filled = ReadonlyMap<AnyTable, readonly Row[]>

const rowOf = (name: string, table: AnyTable, i: number): string => `The scenario "${name}", row ${i + 1} of "${table.name}"`

/**
 * Holds rows to their schemas, to the rows they refer to, and to the rules of the world, all of which are there now.
 * @throws ScenarioError for the first that does not fit
 */
function checkRows(world: World, name: string, filled: Filled): void {
  for (const [table, rows] of filled)
    for (const [i, given] of rows.entries()) {
      const row = (world.table(table).get(given.id) ?? given) as unknown as Values
      const attempt = { world, table, refuse: '' }
      const { reasons, data } = look(attempt, row, table.schema)
      const all = withReasons(reasons, reasons.length ? [] : brokenRules(attempt, data))
      if (all.length) throw new ScenarioError(new CollectionError(`${rowOf(name, table, i)} does not fit:`, all).message)
    }
}

/** Rows of a recipe arrive in the order of the times at which they say they were made; those of one moment as they stand there. */
function arrivalsOf({ stamps }: AnyTable, rows: readonly Row[]): number[] {
  const arrivals: number[] = []
  const madeAt = (i: number): Key => (rows[i]?.[stamps.created as keyof Row] as Key | undefined) ?? null
  const inOrder = rows.map((_, i) => i).sort((a, b) => compareInstants(madeAt(a), madeAt(b)))
  for (const [number, i] of inOrder.entries()) arrivals[i] = number + 1
  return arrivals
}

/** A column that follows from other rows, given all the same. */
interface Given {
  readonly table: AnyTable
  readonly values: Row
  readonly column: string
  readonly i: number
}

/** Recipes leave such columns out; what they give must be what follows. */
function checkKept(world: World, name: string, { table, values, column, i }: Given): void {
  const [is, said] = [world.table(table).get(values.id), values].map((row) => JSON.stringify(row?.[column as keyof Row]))
  if (is !== said)
    throw new ScenarioError(
      `${rowOf(name, table, i)}: its ${column} follows from other rows and is ${is}, not ${said}. ${table.kept[column]}`,
    )
}

/** What goes wrong in a scenario is the scenario's. */
const blamed = <T>(name: string, work: () => T): T => blamedAt(`The scenario "${name}" failed`, work)

function blamedAt<T>(where: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof ScenarioError) throw error
    throw new ScenarioError(`${where}: ${messageOf(error)}`, { cause: error })
  }
}
