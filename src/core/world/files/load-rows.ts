/** The rows of a file, checked and put into a world that is made of them. */
import type { AnyTable, Row } from '../../store/definition.ts'
import { noSuch } from '../../values/nearest-name.ts'
import { selfIssues } from '../faults/check.ts'
import { FAULT_ID, type FaultRow, faultsTable, isFaultId } from '../faults/fault.ts'
import { OutOfSpace } from '../ledger.ts'
import { danglingIds, givenColumns } from '../rows/check-row.ts'
import { checkClock, checkCounters, checkTimeline } from '../rows/check-time.ts'
import { completeRow } from '../rows/complete-row.ts'
import { toPlain } from '../rows/plain-row.ts'
import type { Timers } from '../timer.ts'
import type { State, World } from '../world.ts'
import { Problems } from './problems.ts'
import type { PARTS } from './world-file.ts'

interface FileRow {
  readonly table: AnyTable
  readonly path: string
  readonly row: Row
  /** As which number it arrived; the next where nobody says. */
  readonly arrival: number | undefined
}

type Part = (typeof PARTS)[number]

export class FileRows {
  readonly #world: World
  readonly #timers: Timers
  readonly #origin: State | undefined
  readonly #parts: Readonly<Record<Part, unknown>>
  readonly #problems = new Problems()
  readonly #byName: ReadonlyMap<string, AnyTable>

  /** @param origin what the file differs from; nothing where it holds all rows */
  constructor(world: World, timers: Timers, origin: State | undefined, parts: Readonly<Record<Part, unknown>>) {
    this.#world = world
    this.#timers = timers
    this.#origin = origin
    this.#parts = parts
    this.#byName = new Map(world.tables.map((table) => [table.name, table]))
  }

  /** @throws WorldFileError with all that does not hold, or OutOfSpace */
  fill(): void {
    const removed = this.#removed()
    const arrivals = this.#arrivals()
    const rows = this.#rows(removed, arrivals)
    this.#problems.check()
    for (const [table, ids] of removed) for (const id of ids) this.#world.table(table).delete(id)
    for (const each of rows) this.#put(each)
    for (const [table, numbers] of arrivals) this.#world.table(table).skipTo(numbers.at(-1) as number)
    this.#problems.check()
    for (const each of rows) this.#checkReferences(each, removed)
    for (const each of rows) this.#checkFault(each)
    checkCounters(this.#world, this.#origin, this.#problems)
    checkClock(this.#world, this.#problems)
    checkTimeline(this.#world, this.#timers, this.#problems)
    this.#problems.check()
  }

  #removed(): ReadonlyMap<AnyTable, ReadonlySet<string>> {
    const removed = new Map<AnyTable, ReadonlySet<string>>()
    for (const [table, ids] of this.#tablesOf('removed')) removed.set(table, new Set(this.#ids('removed', table, ids)))
    return removed
  }

  #rows(removed: ReadonlyMap<AnyTable, ReadonlySet<string>>, arrivals: ReadonlyMap<AnyTable, readonly number[]>): FileRow[] {
    const rows: FileRow[] = []
    const known = new Map<AnyTable, Set<string>>()
    for (const part of ['rows', 'changed'] as const)
      for (const [table, given] of this.#tablesOf(part)) {
        const seen = known.get(table) ?? new Set<string>()
        known.set(table, seen)
        for (const [i, value] of given.entries()) {
          const path = `${part}.${table.name}.${i}`
          const row = this.#read(table, path, part === 'changed' ? this.#merged(table, path, value) : value)
          if (!row) continue
          if (seen.has(row.id)) this.#problems.add(path, `The ${table.noun} "${row.id}" is in the file twice.`)
          if (removed.get(table)?.has(row.id))
            this.#problems.add(path, `The ${table.noun} "${row.id}" is also among those removed.`)
          seen.add(row.id)
          rows.push({ table, path, row, arrival: part === 'rows' ? arrivals.get(table)?.[i] : undefined })
        }
      }
    return rows
  }

  /** A row of the scenario with the columns that differ. */
  #merged(table: AnyTable, path: string, columns: unknown): unknown {
    const { id } = (columns ?? {}) as { id?: unknown }
    const before = typeof id === 'string' && this.#origin ? this.#world.table(table).get(id) : undefined
    if (before) return { ...toPlain(table, before), ...givenColumns(table, columns as object) }
    this.#problems.add(path, `The scenario has no ${table.noun} of this id, so there is none to differ from.`)
    return undefined
  }

  #read(table: AnyTable, path: string, value: unknown): Row | undefined {
    if (value === undefined) return undefined
    return completeRow(this.#world, table, value, (way, message) => this.#problems.add(way ? `${path}.${way}` : path, message))
  }

  #put({ table, path, row, arrival }: FileRow): void {
    try {
      this.#world.table(table).put(row, arrival)
    } catch (error) {
      if (error instanceof OutOfSpace) throw error
      this.#problems.add(path, (error as Error).message)
    }
  }

  #checkReferences({ table, path, row }: FileRow, removed: ReadonlyMap<AnyTable, ReadonlySet<string>>): void {
    for (const { column, other, id } of danglingIds(this.#world, table, row))
      if (!removed.get(other)?.has(id)) this.#problems.add(`${path}.${column}`, `There is no ${other.noun} "${id.slice(0, 80)}".`)
  }

  /** What it matches is not looked at: who was to call may be gone. */
  #checkFault({ table, path, row }: FileRow): void {
    if (table !== faultsTable) return
    const issues = [...(isFaultId(row.id) ? [] : [{ path: ['id'], message: FAULT_ID }]), ...selfIssues(row as FaultRow)]
    for (const each of issues) this.#problems.add([path, ...each.path].join('.'), each.message)
  }

  /** As which number each of a table's new rows arrived, and how many had arrived; rows of a file that does not tell arrive as they stand in it. */
  #arrivals(): ReadonlyMap<AnyTable, readonly number[]> {
    const rows = (this.#parts.rows ?? {}) as Readonly<Record<string, unknown>>
    const arrivals = new Map<AnyTable, readonly number[]>()
    for (const [table, numbers] of this.#tablesOf('arrived')) {
      const most = Number(numbers.at(-1))
      const isNumber = (item: unknown): item is number => Number.isSafeInteger(item) && 0 <= Number(item) && Number(item) <= most
      const mine = rows[table.name]
      const wanted = (Array.isArray(mine) ? mine.length : 0) + 1
      if (numbers.length === wanted && numbers.every(isNumber)) arrivals.set(table, numbers)
      else
        this.#problems.add(
          `arrived.${table.name}`,
          `There are to be ${wanted} numbers: one for each of the rows, and at the end the highest of all.`,
        )
    }
    return arrivals
  }

  #ids(part: Part, { name }: AnyTable, ids: readonly unknown[]): string[] {
    return ids.flatMap((id, i) => {
      if (typeof id === 'string') return [id]
      this.#problems.add(`${part}.${name}.${i}`, 'This is no id.')
      return []
    })
  }

  /** What a part holds for each table that it may hold something for. */
  *#tablesOf(part: Part): Generator<[AnyTable, readonly unknown[]]> {
    const given = this.#parts[part] ?? {}
    if (typeof given !== 'object' || Array.isArray(given))
      return this.#problems.add(part, 'This is no object with a list for each table.')
    for (const [name, items] of Object.entries(given)) {
      const table = this.#byName.get(name)
      if (!table) this.#problems.add(`${part}.${name}`, noSuch('table', name, [...this.#byName.keys()]))
      else if (table.isDerived) this.#problems.add(`${part}.${name}`, 'The rows of this table are worked out from others.')
      else if (!Array.isArray(items)) this.#problems.add(`${part}.${name}`, 'This is no list.')
      else yield [table, items]
    }
  }
}
