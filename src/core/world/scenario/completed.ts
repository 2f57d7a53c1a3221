/** The rows of a scenario with all that follows from them, worked out before: a table is read when it is first asked for. */
import type { AnyTable, Row } from '../../store/definition.ts'
import { type Arrival, emptyVersion, unreadVersion } from '../../store/version.ts'
import { growth, NOTHING, type Weight } from '../../store/weight.ts'
import { dayOfWeek } from '../../time/day.ts'
import { fromBase64 } from '../../values/base64.ts'
import type { Source } from '../ids.ts'
import { State } from '../state.ts'
import { expander } from './expand.ts'

/** The rows of one table by column, each column with as many values as there are rows. */
export interface CompletedRows {
  /** As what number each row arrived; or that for each day of the week, from Sunday on. */
  readonly arrived: readonly number[] | readonly (readonly number[])[]
  readonly columns: Readonly<Record<string, readonly unknown[]>>
  /** The rows, by their places, that do not have a column. */
  readonly without: Readonly<Record<string, readonly number[]>>
  /** By column and the place of the row: what the value is on each day of the week, from Sunday on. */
  readonly weekly: Readonly<Record<string, Readonly<Record<number, readonly unknown[]>>>>
  /** The columns with texts that stand for something else, as in a recipe. */
  readonly expands: readonly string[]
  /** The columns whose values are bytes, as base64. */
  readonly bytes: readonly string[]
}

/** The rows of a table in a scenario that was worked out for a day of the week. */
interface CompletedTable {
  /** So many rows have arrived so far. */
  readonly arrivals: number
  /** @returns its rows, as JSON */
  readonly read: () => string
}

/** By table; tables that are left out are empty. */
export type Completed = Readonly<Record<string, CompletedTable>>

/** @param today the day on which it plays, `YYYY-MM-DD` */
export function toState(completed: Completed, tables: readonly AnyTable[], source: Source, today: string): State {
  const expand = expander(tables, source, today)
  return State.of(tables, (table) => {
    const known = completed[table.name]
    if (!known) return emptyVersion(table)
    const weekday = dayOfWeek(today)
    return unreadVersion(table, known.arrivals, () => toRows(JSON.parse(known.read()), expand, weekday))
  })
}

function toRows(
  { arrived, columns, without, weekly, expands, bytes }: CompletedRows,
  expand: (value: unknown) => unknown,
  weekday: number,
): Arrival<Row>[] {
  const numbers = (typeof arrived[0] === 'number' ? arrived : arrived[weekday]) as readonly number[]
  const rows = numbers.map((): Record<string, unknown> => ({}))
  for (const [name, values] of Object.entries(columns)) {
    const read = expands.includes(name) ? expand : bytes.includes(name) ? toBytes : undefined
    const missing = without[name] && new Set(without[name])
    const ofDays = weekly[name] ?? {}
    for (let i = 0; i < rows.length; i++) {
      if (missing?.has(i)) continue
      const row = rows[i] as Record<string, unknown>
      const ofDay = ofDays[i]
      const value = ofDay ? ofDay[weekday] : values[i]
      row[name] = read ? read(value) : value
    }
  }
  return rows.map((row, i) => ({ row: row as unknown as Row, number: numbers[i] as number }))
}

const toBytes = (value: unknown): unknown => (typeof value === 'string' ? fromBase64(value) : value)

/** What all rows of a state take. */
export function weightOf(state: State): Weight {
  let sum = NOTHING
  for (const { rows } of state.versions())
    for (const row of rows.values()) {
      const weight = growth(row, undefined, false)
      sum = { rows: sum.rows + weight.rows, files: sum.files + weight.files }
    }
  return sum
}
