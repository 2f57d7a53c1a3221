/** Which rows of a table are asked for, by columns, a search and an order. */
import { type Issue, Refused } from '../../core/call/refusal.ts'
import { arrivalOf } from '../../core/store/arrival.ts'
import { type AnyTable, noColumn, type Row, sortKey } from '../../core/store/definition.ts'
import { searchable } from '../../core/values/folded.ts'
import { plainWords } from '../../core/values/issue-words.ts'
import { noSuch } from '../../core/values/nearest-name.ts'
import { rowsInOrder } from '../../core/world/rows/row-order.ts'
import type { World } from '../../core/world/world.ts'
import { namesIn, type Schema, schemasAt } from './schema-ways.ts'

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
  const rows = world.about(table) ? rowsInOrder<Row>(world, table) : inOrderOfArrival(world.table(table).all())
  const words = search && searchable(search.trim())
  const found = rows.filter((row) => tests.every((test) => test(row)) && (!words || holds(row, words)))
  return order ? sorted(table, found, order) : found
}

/** The ids of rows that arsim keeps itself do not tell their order. */
const inOrderOfArrival = (rows: Iterable<Row>): Row[] =>
  [...rows].sort((a, b) => (arrivalOf(a) as number) - (arrivalOf(b) as number))

/** Whether a value is the one that is asked for: of a list, whether any of its items is. */
function toTest(table: AnyTable, name: string, text: string, issues: Issue[]): Test | undefined {
  const found = wayOf(table, name, name, issues)
  if (!found || !isTaken(found.schemas, name, text, issues)) return undefined
  const number = digits.test(text) ? Number(text) : undefined
  return (row) => valuesAt(row, found.way).some((value) => value === number || (isScalar(value) && String(value) === text))
}

const digits = /^-?\d+(\.\d+)?$/

/** Whether there can be a value at all: what there cannot be is a mistake. */
function isTaken(schemas: readonly Schema[], name: string, text: string, issues: Issue[]): boolean {
  const readings = [text, ...(text.trim() === '' ? [] : [Number(text)]), text === 'true', null].filter(
    (value) => String(value) === text || (typeof value === 'number' && digits.test(text)),
  )
  const results = readings.flatMap((value) =>
    [value, [value]].flatMap((each) => schemas.map((schema) => schema.safeParse(each, { error: plainWords }))),
  )
  if (results.some(({ success }) => success)) return true
  issues.push({ path: [name], message: results[0]?.error?.issues[0]?.message ?? 'The column has no such values.' })
  return false
}

interface Way {
  readonly way: readonly string[]
  /** Those of what is at its end. */
  readonly schemas: readonly Schema[]
}

function wayOf(table: AnyTable, name: string, parameter: string, issues: Issue[]): Way | undefined {
  const way = name.split('.')
  const [column = ''] = way
  const refuse = (message: string): undefined => void issues.push({ path: [parameter], message })
  if (!table.columns.includes(column)) return refuse(noColumn(table, column))
  let schemas: readonly Schema[] = [table.schema as unknown as Schema]
  for (const [i, key] of way.entries()) {
    const inside = schemasAt(schemas, key)
    if (!inside.length) return refuse(`${way.slice(0, i).join('.')}: ${noSuch('field', key, namesIn(schemas))}`)
    schemas = inside
  }
  return { way, schemas }
}

interface Order {
  readonly way: readonly string[]
  readonly isDown: boolean
}

function toOrder(table: AnyTable, sort: string, issues: Issue[]): Order | undefined {
  const isDown = sort.startsWith('-')
  const found = wayOf(table, isDown ? sort.slice(1) : sort, 'sort', issues)
  return found && { way: found.way, isDown }
}

/** What is compared is looked up once for each row. */
function sorted(table: AnyTable, rows: readonly Row[], { way, isDown }: Order): Row[] {
  const direction = isDown ? -1 : 1
  const keyed = rows.map((row) => ({ row, key: keyOf(sortKey(table, way[0], valuesAt(row, way)[0])) }))
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
