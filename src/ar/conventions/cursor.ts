/** Cursors: the place of a row in the order of a list, as a text that means nothing to the caller. */

import type * as z from 'zod'
import { arrivalOf, withArrival } from '../../core/store/arrival.ts'
import type { Key } from '../../core/store/compare.ts'
import type { AnyTable, Row, TableDefinition } from '../../core/store/definition.ts'
import { fromBase64Url, toBase64Url } from '../../core/values/base64-url.ts'
import { toUtf8 } from '../../core/values/utf8.ts'

/** The columns that make a place: those of the order, then the id. The number of its arrival comes last. */
function columnsOf<R extends Row, Index extends string>(table: TableDefinition<R, Index>, index: Index): string[] {
  const { orderedBy } = table.indexes[index]
  if (!orderedBy) throw new Error(`The index "${index}" of ${table.name} is ordered by more than columns.`)
  return [...orderedBy, 'id']
}

export function encodeCursor<R extends Row, Index extends string>(
  table: TableDefinition<R, Index>,
  index: Index,
  row: R,
): string {
  const place = columnsOf(table, index).map((column) => row[column as keyof R])
  return toBase64Url(toUtf8(JSON.stringify([index, ...place, arrivalOf(row)])))
}

/** The place, as a row with only the columns of the order; undefined for what is no cursor of this list. */
export function decodeCursor<R extends Row, Index extends string>(
  table: TableDefinition<R, Index>,
  index: Index,
  cursor: string,
): R | undefined {
  const columns = columnsOf(table, index)
  const values = read(cursor)
  const arrival = values?.at(-1)
  if (values?.length !== columns.length + 2 || values[0] !== index || !Number.isSafeInteger(arrival)) return undefined
  const place = Object.fromEntries(columns.map((column, i) => [column, values[i + 1]]))
  return partOf(table as AnyTable).safeParse(place).success ? withArrival(place as unknown as R, arrival as number) : undefined
}

/** By table: its row with some columns only. Making a schema takes long. */
const parts = new Map<AnyTable, z.ZodType>()

function partOf(table: AnyTable): z.ZodType {
  let part = parts.get(table)
  if (!part) parts.set(table, (part = (table.schema as z.ZodObject).partial()))
  return part
}

function read(cursor: string): Key[] | undefined {
  try {
    const values: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(cursor)))
    return Array.isArray(values) ? values : undefined
  } catch {
    return undefined
  }
}
