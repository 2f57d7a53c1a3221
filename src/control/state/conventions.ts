/** What the operations on a world's state share. */
import * as z from 'zod'
import { Refused } from '../../core/call/refusal.ts'
import type { AnyTable, Row } from '../../core/store/definition.ts'
import { toBase64 } from '../../core/values/base64.ts'
import { noSuch } from '../../core/values/nearest-name.ts'
import { HeadSchema } from '../../core/world/files/world-file.ts'
import { toPlain } from '../../core/world/rows/plain-row.ts'
import type { World } from '../../core/world/world.ts'

const byTable = <Item extends z.ZodType>(item: Item) => z.record(z.string(), z.array(item))

/** A row as it is stored. */
export const RowBody = z.looseObject({ id: z.string() }).meta({ id: 'Row' })

/** A world as a file, for the document: what of one does not hold is found where it is loaded. Older files are otherwise at the end. */
export const WorldFile = HeadSchema.extend({
  rows: byTable(RowBody),
  changed: byTable(RowBody),
  removed: byTable(z.string()),
  arrived: byTable(z.int()).optional(),
})
  .loose()
  .meta({ id: 'WorldFile' })

/** A file of a world may have this many bytes, over HTTP. */
export const FILE_LIMIT = 64_000_000

export function tableOf(world: World, name: string): AnyTable {
  const table = world.tables.find((each) => each.name === name)
  if (table) return table
  const names = world.tables.map((each) => each.name)
  throw new Refused({ kind: 'missing', why: noSuch('table', name, names) })
}

/** Whether a test author may write its rows, as by `collections`. */
export const isWritable = (world: World, table: AnyTable): boolean => !table.isDerived && world.about(table) !== undefined

export function writableTableOf(world: World, name: string): AnyTable {
  const table = tableOf(world, name)
  if (isWritable(world, table)) return table
  const why = table.isDerived ? 'its rows are worked out from others' : 'its rows are kept by arsim itself'
  throw new Refused({ kind: 'not-possible', why: `The table "${name}" can only be read: ${why}.` })
}

export function rowOf(world: World, table: AnyTable, id: string): Row {
  const row: Row | undefined = world.table(table).get(id)
  if (row) return row
  throw new Refused({ kind: 'missing', why: `There is no ${table.noun} "${id.slice(0, 80)}".` })
}

type Shown = Row & Record<string, unknown>

/** A row by itself, a stored file as base64. */
export const shownAlone = (table: AnyTable, row: Row): Shown => toPlain(table, row, toBase64) as Shown

/** A row among others: of a stored file only how long it is. */
export const shownInList = (table: AnyTable, row: Row): Shown => toPlain(table, row, ({ length }) => ({ bytes: length })) as Shown
