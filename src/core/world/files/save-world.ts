/** A world becomes a file. */
import { arrivalOf } from '../../store/arrival.ts'
import type { AnyTable, Row } from '../../store/definition.ts'
import { type Differences, differences } from '../../store/differences.ts'
import { isSame } from '../../values/same.ts'
import { danglingIds } from '../rows/check-row.ts'
import { toPlain } from '../rows/plain-row.ts'
import { type Base, type Common, type State, World } from '../world.ts'
import { hashOf } from './base-hash.ts'
import { FORMAT, type SavedWorld, type SaveOptions } from './world-file.ts'

/** What is written of each table. */
class Parts {
  readonly rows: Record<string, Row[]> = {}
  readonly changed: Record<string, Row[]> = {}
  readonly removed: Record<string, string[]> = {}
  readonly arrived: Record<string, number[]> = {}

  add<T>(part: Record<string, T[]>, { name }: AnyTable, item: T): void {
    const items = (part[name] ??= [])
    // Rows are shared with the world: a file is its reader's own.
    items.push(JSON.parse(JSON.stringify(item)) as T)
  }
}

/** @param base the world as it is now */
export function saveWorld(common: Common, version: string, base: Base, { whole = false }: SaveOptions = {}): SavedWorld {
  const { scenario, seed, settings, clock, state } = base
  // What is not made by a scenario alone has no other rows than its own.
  const origin = whole ? undefined : base.origin
  const before = origin?.taken?.state ?? origin?.state
  const world = new World('saved', common, () => base)
  const parts = new Parts()
  for (const table of state.tables()) {
    if (table.isDerived) continue
    addRows(parts, table, differ(base, before, table))
    const arrivals = state.get(table)?.arrivals ?? 0
    if (arrivals !== (before?.get(table)?.arrivals ?? 0) || parts.rows[table.name]) parts.add(parts.arrived, table, arrivals)
  }
  addGone(parts, world)
  return {
    format: FORMAT,
    arsim: version,
    scenario,
    seed,
    settings: JSON.parse(JSON.stringify(settings)),
    clock: { mode: clock.mode, value: clock.value },
    base: origin
      ? { day: origin.today, hash: hashOf(origin.state), now: origin.now, ...(origin.taken && { at: origin.taken.at }) }
      : null,
    rows: parts.rows,
    changed: parts.changed,
    removed: parts.removed,
    arrived: parts.arrived,
  }
}

const nothing: Differences = { added: [], changed: [], removed: [] }

function differ({ state }: Base, origin: State | undefined, table: AnyTable): Differences {
  const rows = state.get(table)?.rows
  const before = origin?.get(table)?.rows
  if (!rows) return nothing
  return before ? (differences(before, rows) ?? nothing) : { ...nothing, added: [...rows.values()] }
}

function addRows(parts: Parts, table: AnyTable, { added, changed, removed }: Differences): void {
  const addWhole = (row: Row): void => {
    parts.add(parts.rows, table, toPlain(table, row))
    parts.add(parts.arrived, table, arrivalOf(row) as number)
  }
  for (const row of added) addWhole(row)
  for (const { before, after } of changed) {
    const columns = changedColumns(before, after)
    if (!columns || arrivalOf(before) !== arrivalOf(after)) addWhole(after)
    else if (columns.length) parts.add(parts.changed, table, toPlain(table, { id: after.id, ...Object.fromEntries(columns) }))
  }
  for (const { id } of removed) parts.add(parts.removed, table, id)
}

/** The columns that differ; undefined where one is gone, which only a whole row can tell. */
function changedColumns(before: Row, after: Row): [string, unknown][] | undefined {
  const isGone = (column: string) => after[column as keyof Row] === undefined && before[column as keyof Row] !== undefined
  if (Object.keys(before).some(isGone)) return undefined
  return Object.entries(after).filter(([column, value]) => !isSame(value, before[column as keyof Row]))
}

/** Rows may name others that are gone. Those are named too, so that they are told from mistakes. */
function addGone(parts: Parts, world: World): void {
  const known = new Map<AnyTable, Set<string>>()
  for (const table of world.tables)
    for (const { id: named } of [...(parts.rows[table.name] ?? []), ...(parts.changed[table.name] ?? [])])
      for (const { other, id } of danglingIds(world, table, world.table(table).get(named) as Row)) {
        const gone = known.get(other) ?? new Set(parts.removed[other.name])
        if (!gone.has(id)) parts.add(parts.removed, other, id)
        known.set(other, gone.add(id))
      }
}
