/** Which rows of a table are asked for, by columns, a search and an order. */

import type * as z from 'zod'
import { type Issue, Refused } from '../../core/call/refusal.ts'
import { type AnyTable, noColumn, type Row } from '../../core/store/definition.ts'
import { searchable } from '../../core/values/folded.ts'
import { plainWords } from '../../core/values/issue-words.ts'
import { rowsInOrder } from '../../core/world/row-order.ts'
import type { World } from '../../core/world/world.ts'

type Test = (row: Row) => boolean

export interface Wanted {
  readonly search: string | undefined
  /** A column, or a way inside one; with a minus for the other direction. */
  readonly sort: string | undefined
  /** Values by column, or by a way inside one, as texts. */
  readonly filters: Readonly<Record<string, unknown>>
}

/** All rows that are wanted, in their order: that in which they were made, unless told. */
export function selectRows(world: World, table: AnyTable, { search, sort, filters }: Wanted): Row[] {
  const issues: Issue[] = []
  const tests = Object.entries(filters).flatMap(([name, value]) => toTest(table, name, String(value), issues) ?? [])
  const order = sort === undefined ? undefined : toOrder(table, sort, issues)
  if (issues.length) throw new Refused({ kind: 'invalid', issues })
  const rows = world.about(table) ? rowsInOrder<Row>(world, table) : [...(world.table(table).all() as Iterable<Row>)]
  const words = search && searchable(search.trim())
  const found = rows.filter((row) => tests.every((test) => test(row)) && (!words || holds(row, words)))
  return order ? sorted(found, order) : found
}

/** Whether a value is the one that is asked for: of a list, whether any of its items is. */
function toTest(table: AnyTable, name: string, text: string, issues: Issue[]): Test | undefined {
  const way = wayOf(table, name, name, issues)
  if (!way) return undefined
  const [column = '', ...inside] = way
  if (!inside.length && !isTaken(table, column, text, issues)) return undefined
  return (row) => valuesAt(row, way).some((value) => isScalar(value) && String(value) === text)
}

/** Whether a column can have a value at all: what it cannot have is a mistake. */
function isTaken(table: AnyTable, column: string, text: string, issues: Issue[]): boolean {
  const schema = (table.schema as unknown as z.ZodObject).shape[column] as z.ZodType
  const readings = [text, ...(text.trim() === '' ? [] : [Number(text)]), text === 'true', null].filter(
    (value) => String(value) === text,
  )
  const results = readings.flatMap((value) => [value, [value]].map((each) => schema.safeParse(each, { error: plainWords })))
  if (results.some(({ success }) => success)) return true
  issues.push({ path: [column], message: results[0]?.error?.issues[0]?.message ?? 'The column has no such values.' })
  return false
}

function wayOf(table: AnyTable, name: string, parameter: string, issues: Issue[]): string[] | undefined {
  const way = name.split('.')
  const [column = ''] = way
  if (table.columns.includes(column)) return way
  issues.push({ path: [parameter], message: noColumn(table, column) })
  return undefined
}

interface Order {
  readonly way: readonly string[]
  readonly isDown: boolean
}

function toOrder(table: AnyTable, sort: string, issues: Issue[]): Order | undefined {
  const isDown = sort.startsWith('-')
  const way = wayOf(table, isDown ? sort.slice(1) : sort, 'sort', issues)
  if (!way) return undefined
  return { way, isDown }
}

/** What is compared is looked up once for each row. */
function sorted(rows: readonly Row[], { way, isDown }: Order): Row[] {
  const direction = isDown ? -1 : 1
  const keyed = rows.map((row) => ({ row, key: keyOf(valuesAt(row, way)[0]) }))
  return keyed.sort((a, b) => direction * compare(a.key, b.key)).map(({ row }) => row)
}

type Key = string | number | null

/** What is nothing comes first. */
function compare(left: Key, right: Key): number {
  if (left === right) return 0
  if (left === null) return -1
  if (right === null) return 1
  if (typeof left !== typeof right) return typeof left < typeof right ? -1 : 1
  return left < right ? -1 : 1
}

function keyOf(value: unknown): Key {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' ? value : typeof value === 'string' ? value : JSON.stringify(value)
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

/** The values at the end of a way; through lists there are several. */
function valuesAt(row: unknown, way: readonly string[]): unknown[] {
  let values: unknown[] = [row]
  for (const key of way)
    values = values.flatMap((value) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : [],
    )
  return values
}

/** Whether a text, or a number, anywhere in a value has these words. */
function holds(value: unknown, words: string): boolean {
  if (typeof value === 'string') return searchable(value).includes(words)
  if (typeof value === 'number') return String(value).includes(words)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  return Object.values(value).some((item) => holds(item, words))
}
