/** What is wrong with the values of a row. */
import type * as z from 'zod'
import type { AnyTable, Row } from '../../store/definition.ts'
import { withoutLengths } from '../../values/issue-words.ts'
import { hint } from '../../values/nearest-name.ts'
import type { Reason } from '../../values/reasons-error.ts'
import type { World } from '../world.ts'
import type { Attempt, Values } from './attempt.ts'
import { CollectionError } from './collection-error.ts'
import { brokenRules, strangeReferences, tellersOf } from './row-rules.ts'

/**
 * The values as the schema reads them, copied.
 * @throws CollectionError with all that is wrong
 */
export function check(attempt: Attempt, values: Values, schema: z.ZodType): Values {
  const { table, before } = attempt
  const reasons = [
    ...keptColumns(table, values, before),
    ...(before && values.id !== before.id ? [{ path: 'id', message: 'An id cannot change.' }] : []),
  ]
  const found = look(attempt, values, schema)
  const all = withoutFollowers(table, values, withReasons(reasons, found.reasons))
  if (all.length) throw new CollectionError(attempt.refuse, all)
  return structuredClone(found.data)
}

/** What is wrong with the values; what they are to the schema, where that takes them. */
export function look(attempt: Attempt, values: Values, schema: z.ZodType): { reasons: readonly Reason[]; data: Values } {
  const { world, table } = attempt
  const known = Object.fromEntries(Object.entries(values).filter(([column]) => table.columns.includes(column)))
  const parsed = schema.safeParse(known, { error: (issue) => world.about(table)?.message(issue) })
  const data = parsed.success ? (parsed.data as Values) : known
  const reasons = [
    ...unknownColumns(table, values),
    ...(parsed.success ? droppedFields(known, data) : withoutLengths(parsed.error.issues).map(toReason)),
  ]
  const ofOthers = withReasons(danglingReferences(attempt, data), strangeReferences(attempt, data))
  return { reasons: withReasons(reasons, ofOthers), data }
}

/** With what else is wrong, where nothing is said of its column yet. */
export function withReasons(reasons: readonly Reason[], more: readonly Reason[]): readonly Reason[] {
  const failed = new Set(reasons.map(({ path }) => path))
  return reasons.concat(more.filter(({ path }) => !failed.has(path)))
}

/** Without what would follow from a column that is wrong itself. */
function withoutFollowers(table: AnyTable, values: Values, reasons: readonly Reason[]): readonly Reason[] {
  const isWrong = (column: string): boolean => reasons.some(({ path }) => path === column)
  return reasons.filter(({ path }) => values[path] !== undefined || !tellersOf(table, path).some(isWrong))
}

/**
 * The row, once it keeps the rules of the world.
 * @throws CollectionError with all that it breaks
 */
export function keepsRules(attempt: Attempt, row: Values): Values {
  const broken = brokenRules(attempt, row)
  if (broken.length) throw new CollectionError(attempt.refuse, broken)
  return row
}

/** Columns without a value count as left out. Names that the table does not have stay, to be refused. */
export const givenColumns = ({ columns }: AnyTable, values: object): Values =>
  Object.fromEntries(Object.entries(values).filter(([column, value]) => value !== undefined || !columns.includes(column)))

export const toReason = ({ path, message }: z.core.$ZodIssue): Reason => ({ path: path.map(String).join('.'), message })

export function unknownColumns({ columns, labels }: AnyTable, values: Values): Reason[] {
  return Object.keys(values).flatMap((path) => {
    if (columns.includes(path)) return []
    if (Object.hasOwn(labels, path)) return { path, message: 'This is worked out from other columns and cannot be set.' }
    return { path, message: `There is no such column.${hint(path, columns)}` }
  })
}

/** Columns that follow from other rows may only be what they are. */
function keptColumns({ kept }: AnyTable, values: Values, before: Row | undefined): Reason[] {
  return Object.entries(kept).flatMap(([path, instead]) => {
    if (!Object.hasOwn(values, path)) return []
    const isSame = before && JSON.stringify(values[path]) === JSON.stringify(before[path as keyof Row])
    return isSame ? [] : { path, message: `This follows from other rows and cannot be set. ${instead}` }
  })
}

/** Fields inside columns that the schema does not know: it leaves them out without a word. */
export function droppedFields(given: unknown, kept: unknown, path: readonly string[] = []): Reason[] {
  if (typeof given !== 'object' || typeof kept !== 'object' || !given || !kept) return []
  return Object.entries(given).flatMap(([key, value]) => {
    if (value === undefined) return []
    const way = [...path, key]
    if (!Object.hasOwn(kept, key)) return { path: way.join('.'), message: 'There is no such field.' }
    return droppedFields(value, kept[key as keyof typeof kept], way)
  })
}

/** Ids that name no row. One that was there before may stay, though its row is gone. */
function danglingReferences({ world, table, before }: Attempt, values: Values): Reason[] {
  return danglingIds(world, table, values, before).map(({ column, other, id }) => ({
    path: column,
    message: `There is no ${other.kind} "${id}".`,
  }))
}

interface Dangling {
  readonly column: string
  readonly other: AnyTable
  readonly id: string
}

/** The ids in the columns that refer to other tables that name no row; those of a row before are not looked at. */
export function danglingIds(world: World, table: AnyTable, values: object, before?: object): Dangling[] {
  return Object.entries<AnyTable>(table.references).flatMap(([column, other]) => {
    const idsOf = (row: object): unknown[] => [(row as Values)[column]].flat()
    const known = before && new Set(idsOf(before))
    const isMissing = (id: unknown): id is string => typeof id === 'string' && !known?.has(id) && !world.table(other).get(id)
    return idsOf(values)
      .filter(isMissing)
      .map((id) => ({ column, other, id }))
  })
}
