/** Which rows a query means, and in what order: as `@msw/data` has it. */
import { type AnyTable, noColumn, type Row, sortKey } from '../core/store/definition.ts'
import { quoted } from '../core/values/given.ts'
import { refuseStrangers } from '../core/values/nearest-name.ts'
import { CollectionError } from '../core/world/rows/collection-error.ts'
import { isQuery, namesIn, Query } from './query.ts'

/** A query, or a function that makes one. */
export type Predicate<R extends Row> = Query<R> | ((query: Query<R>) => Query<R>)

/** Which page of the rows that fit. */
export interface PageOptions {
  /** How many, of the rows in the order in which they were made; `orderBy` sorts only those. Below zero, as many from the end, the last one first. */
  readonly take?: number | undefined
  /** How many to leave out first. */
  readonly skip?: number | undefined
  /** The row to begin with. */
  readonly cursor?: Row | undefined
}

type Direction = 'asc' | 'desc'

/** Columns with a direction, the most important one first. Objects in columns are sorted by their own fields. */
export type OrderBy<T> =
  NonNullable<T> extends readonly (infer Item)[]
    ? OrderBy<Item>
    : NonNullable<T> extends object
      ? { readonly [Key in keyof NonNullable<T>]?: OrderBy<NonNullable<T>[Key]> | undefined }
      : Direction

export interface SortOptions<R> {
  readonly orderBy?: OrderBy<R> | readonly OrderBy<R>[] | undefined
}

/**
 * Whether a row is meant.
 * @throws CollectionError for what is neither a query nor a row, and for a query of columns that the table does not have
 */
export function toTest<R extends Row>(table: Known, target: Predicate<R> | Row): (row: R) => boolean {
  if (!isPredicate(target)) {
    const id: unknown = target?.id
    if (typeof id !== 'string') throw new CollectionError('Give a query, such as q => q.where({ id }), or a row.')
    return (row) => row.id === id
  }
  const query: unknown = typeof target === 'function' ? target(new Query<R>()) : target
  if (!isQuery<R>(query))
    throw new CollectionError('The function returns no query. It is given one to return, such as q => q.where({ id }).')
  checkNames(table, namesIn(query))
  return (row) => query.test(row)
}

const isPredicate = <R extends Row>(target: Predicate<R> | Row): target is Predicate<R> =>
  typeof target === 'function' || isQuery(target)

const OPTIONS = ['strict', 'data', 'take', 'skip', 'cursor', 'orderBy']

/** @throws CollectionError for an option that there is not */
export function checkOptions(options: object): void {
  refuseStrangers(options, OPTIONS, 'option', CollectionError)
}

/** The page of the rows that fit. */
export function paged<R extends Row>(rows: readonly R[], fits: (row: R) => boolean, options: PageOptions): R[] {
  const { take = Number.POSITIVE_INFINITY, skip = 0, cursor } = options
  if (!Number.isInteger(skip) || skip < 0) throw new CollectionError(`skip is a whole number of at least 0, not ${skip}.`)
  if (!Number.isInteger(take) && Math.abs(take) !== Number.POSITIVE_INFINITY)
    throw new CollectionError(`take is a whole number, not ${take}.`)
  const inTurn = take < 0 ? rows.toReversed() : rows
  const start = cursor ? inTurn.findIndex(({ id }) => id === cursor.id) : 0
  if (start < 0) return []
  return inTurn
    .slice(start)
    .filter(fits)
    .slice(skip, skip + Math.abs(take))
}

/** A table, as far as its columns go. */
type Known = Parameters<typeof noColumn>[0]

function checkNames(table: Known, names: readonly (string | undefined)[]): void {
  for (const name of names)
    if (name !== undefined && !table.columns.includes(name)) throw new CollectionError(noColumn(table, name))
}

/**
 * The rows sorted; in the order they have where nothing is asked for, or where they are equal.
 * @throws CollectionError for a column that the table does not have
 */
export function sorted<R extends Row>(table: AnyTable, rows: readonly R[], orderBy: SortOptions<R>['orderBy']): R[] {
  const orders = [orderBy ?? []].flat().flatMap((order) => toPaths(order))
  checkNames(
    table,
    orders.map(({ path }) => path[0]),
  )
  const keyAt = (row: R, path: readonly string[]): unknown => sortKey(table, path[0], at(row, path))
  return rows.toSorted((a, b) => {
    for (const { path, direction } of orders) {
      const difference = compare(keyAt(a, path), keyAt(b, path))
      if (difference !== 0) return direction === 'asc' ? difference : -difference
    }
    return 0
  })
}

function toPaths(order: unknown, path: readonly string[] = []): { path: readonly string[]; direction: Direction }[] {
  return Object.entries(order as Readonly<Record<string, unknown>>).flatMap(([key, value]) => {
    if (value === undefined) return []
    if (typeof value !== 'object' && value !== 'asc' && value !== 'desc')
      throw new CollectionError(`A direction is asc or desc, not ${quoted(value)}.`)
    return typeof value === 'object' ? toPaths(value, [...path, key]) : { path: [...path, key], direction: value as Direction }
  })
}

const at = (row: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], row)

/** As JavaScript compares: what cannot be compared, such as null and a text, counts as equal. */
function compare(a: unknown, b: unknown): number {
  const [left, right] = [a as string, b as string]
  return left > right ? 1 : left < right ? -1 : 0
}
