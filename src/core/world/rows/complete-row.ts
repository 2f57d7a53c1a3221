/** A row of a file, checked by its table, with what a newer version adds. */
import type { AnyTable, Row } from '../../store/definition.ts'
import type { World } from '../world.ts'
import { droppedFields, toReason, unknownColumns } from './check-row.ts'
import { fromPlain } from './plain-row.ts'

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)

/**
 * @param refuse hears of all that is wrong: the way to it inside the row, and why
 * @returns undefined where something is
 */
export function completeRow(
  world: World,
  table: AnyTable,
  value: unknown,
  refuse: (path: string, message: string) => void,
): Row | undefined {
  if (!isObject(value)) {
    refuse('', 'This is no row.')
    return undefined
  }
  const given = read(table, value)
  if (!given) {
    refuse('', 'A stored file is no base64.')
    return undefined
  }
  const parsed = table.schema.safeParse(given, { error: (issue) => world.about(table)?.message(issue) })
  const reasons = [
    ...unknownColumns(table, given),
    ...(parsed.success
      ? droppedFields(given, parsed.data).filter(({ path }) => table.columns.includes(path.split('.')[0] ?? ''))
      : parsed.error.issues.map(toReason)),
  ]
  for (const { path, message } of reasons) refuse(path, message)
  return parsed.success && !reasons.length ? (completed(given, parsed.data) as Row) : undefined
}

function read(table: AnyTable, value: Fields): Fields | undefined {
  try {
    return fromPlain(table, value)
  } catch {
    return undefined
  }
}

/** The value as it was given, its fields in their order, with those that the schema adds. A copy. */
function completed(given: unknown, read: unknown): unknown {
  if (Array.isArray(given) && Array.isArray(read)) return given.map((item, i) => completed(item, read[i]))
  if (!isObject(given) || !isObject(read)) return given
  const all = Object.entries(given).map(([key, value]) => [key, completed(value, read[key])] as const)
  return Object.fromEntries([...all, ...Object.entries(read).filter(([key]) => !Object.hasOwn(given, key))])
}
