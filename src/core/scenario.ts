/** A scenario: the rows a world starts with, with ids and dates relative, so that one recipe serves every seed and every day. */
import { addDays, inWords } from './day.ts'
import { countersTable, idOf } from './ids.ts'
import type { AnyTable, Row } from './store/definition.ts'
import { emptyVersion, settledVersion } from './store/table.ts'
import { timelineTable } from './timeline.ts'
import { type Base, type Setting, type State, World } from './world.ts'

/**
 * Rows by table. In values, these texts stand for something else:
 * `#customer/3` for the id of the third customer; `@-12` for the date 12 days before the scenario's;
 * `@-12T09:30:00` for a UTC time on that date; and, inside longer texts, `{@-12}` for that date in words.
 */
export type Recipe = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

export interface Scenario {
  readonly name: string
  /** The date and time of a frozen world, ISO 8601 in UTC. */
  readonly now: string
  /** The rows for a seed. Deterministic. */
  readonly recipe: (seed: number) => Recipe
}

/** Builds the tables of a scenario, with its dates moved so that it plays on the given day, `YYYY-MM-DD`. */
export function buildState(setting: Setting, scenario: Scenario, seed: number, today: string): State {
  const tables = [countersTable, timelineTable, ...setting.apis.flatMap((api) => api.tables)]
  const empty: Base = {
    scenario: scenario.name,
    seed,
    state: new Map(tables.map((table) => [table, emptyVersion(table)])),
    clock: { mode: 'frozen', value: Date.parse(`${today}T00:00:00Z`) },
    settings: {},
  }
  const world = new World('base', setting, () => empty)
  world.transactions.seed(() => fill(world, tables, scenario.recipe(seed)))
  return new Map([...world.freeze().state].map(([table, version]) => [table, settledVersion(version)]))
}

function fill(world: World, tables: readonly AnyTable[], recipe: Recipe): void {
  const expand = expander(world, tables)
  const numbers = new Map<string, number>()
  for (const table of tables)
    for (const row of recipe[table.name] ?? []) {
      const [, kind, n] = reference.exec(String(row.id)) ?? []
      if (kind) numbers.set(kind, Math.max(numbers.get(kind) ?? 0, Number(n)))
      world.table(table).put(expand(row) as Row)
    }
  for (const [kind, last] of numbers) world.table(countersTable).put({ id: kind, last })
}

const reference = /^#([a-z_]+)\/(\d+)$/
const date = /^@(-?\d+)(T\d\d:\d\d:\d\d)?$/
const dateInText = /\{@(-?\d+)\}/g

/** Replaces what stands for ids and dates in a value of a recipe. */
function expander(world: World, tables: readonly AnyTable[]): (value: unknown) => unknown {
  const byKind = new Map(tables.map((table) => [table.kind, table]))
  const ids = new Map<string, string>()
  const today = world.clock.today()
  const day = (offset: string) => addDays(today, Number(offset))

  const toId = (text: string): string => {
    const [, kind, n] = reference.exec(text) ?? []
    if (!kind) return text
    const table = byKind.get(kind)
    if (!table) throw new Error(`The recipe refers to "${text}", but no table holds a ${kind}.`)
    return idOf(table, world.ids.seed, Number(n))
  }
  const toDate = (text: string): string => {
    const [, offset, time] = date.exec(text) ?? []
    if (!offset) return text
    return time ? `${day(offset)}${time}Z` : day(offset)
  }
  const expandText = (text: string): string => {
    if (text.startsWith('#')) {
      let id = ids.get(text)
      if (id === undefined) ids.set(text, (id = toId(text)))
      return id
    }
    if (text.startsWith('@')) return toDate(text)
    return text.includes('{@') ? text.replace(dateInText, (_, offset: string) => inWords(day(offset))) : text
  }
  const expand = (value: unknown): unknown => {
    if (typeof value === 'string') return expandText(value)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(expand)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item)]))
  }
  return expand
}
