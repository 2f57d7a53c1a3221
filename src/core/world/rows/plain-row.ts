/** Rows as JSON has them: the bytes of a stored file are base64. */
import type * as z from 'zod'
import type { AnyTable, Row } from '../../store/definition.ts'
import { fromBase64, toBase64 } from '../../values/base64.ts'

type Columns = Readonly<Record<string, unknown>>

/** By table: the columns that hold bytes. */
const known = new WeakMap<AnyTable, readonly string[]>()

function binaryColumns(table: AnyTable): readonly string[] {
  const columns = known.get(table) ?? findBinary(table.schema as unknown as z.ZodObject)
  known.set(table, columns)
  return columns
}

const findBinary = ({ shape }: z.ZodObject): string[] =>
  Object.keys(shape).filter((column) => {
    const schema = shape[column] as z.ZodType
    return schema.safeParse(new Uint8Array()).success && !schema.safeParse({}).success
  })

/** @param show how bytes are shown */
export function toPlain(table: AnyTable, row: Row, show: (bytes: Uint8Array) => unknown = inFile): Row {
  const columns: Columns = { ...row }
  const binary = binaryColumns(table).filter((column) => columns[column] instanceof Uint8Array)
  if (!binary.length) return row
  return { ...row, ...Object.fromEntries(binary.map((column) => [column, show(columns[column] as Uint8Array)])) }
}

/** Not only the text: a column may also hold that. */
const inFile = (bytes: Uint8Array) => ({ base64: toBase64(bytes) })

const isInFile = (value: unknown): value is ReturnType<typeof inFile> =>
  typeof (value as { base64?: unknown } | null | undefined)?.base64 === 'string'

/** @throws for what is no base64 */
export function fromPlain(table: AnyTable, row: Columns): Columns {
  const bytes = binaryColumns(table).flatMap((column) => {
    const value = row[column]
    return isInFile(value) ? [[column, fromBase64(value.base64)] as const] : []
  })
  return bytes.length ? { ...row, ...Object.fromEntries(bytes) } : row
}
