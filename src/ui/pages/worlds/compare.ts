/** In which rows two worlds differ. */
import { toText } from '../../parts/format.ts'

export interface Row {
  readonly id: string
  readonly [column: string]: unknown
}

/** A world as a file of all its rows. */
export interface WholeWorld {
  readonly rows: Readonly<Record<string, readonly Row[]>>
}

export interface Difference {
  readonly table: string
  readonly id: string
  readonly left: Row | undefined
  readonly right: Row | undefined
  /** The columns that differ, where both have the row. */
  readonly columns: readonly string[]
}

export function differencesOf(left: WholeWorld, right: WholeWorld): Difference[] {
  const tables = new Set([...Object.keys(left.rows), ...Object.keys(right.rows)])
  return [...tables].sort().flatMap((table) => ofTable(table, left.rows[table] ?? [], right.rows[table] ?? []))
}

function ofTable(table: string, left: readonly Row[], right: readonly Row[]): Difference[] {
  const others = new Map(right.map((row) => [row.id, row]))
  const found: Difference[] = []
  for (const row of left) {
    const other = others.get(row.id)
    others.delete(row.id)
    const columns = other ? differing(row, other) : []
    if (!other || columns.length) found.push({ table, id: row.id, left: row, right: other, columns })
  }
  for (const row of others.values()) found.push({ table, id: row.id, left: undefined, right: row, columns: [] })
  return found
}

const differing = (left: Row, right: Row): string[] =>
  [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((column) => toText(left[column]) !== toText(right[column]))

const MOST = 80

/** Where a row is that one of the two does not have. */
export function onlyIn({ left, right }: Difference, names: readonly [string, string]): string | undefined {
  if (!left) return `only in ${names[1]}`
  return right ? undefined : `only in ${names[0]}`
}

/** What is different, in a line. */
export function differenceInWords(difference: Difference, names: readonly [string, string]): string {
  const { left, right, columns } = difference
  const changes = columns.map((column) => `${column}: ${short(left?.[column])} → ${short(right?.[column])}`)
  return onlyIn(difference, names) ?? changes.join(', ')
}

const short = (value: unknown): string => {
  const text = toText(value)
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}
