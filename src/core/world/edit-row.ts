/** New and changed rows, checked by the schemas of the API. */
import * as z from 'zod'
import type { AnyTable, Columns, Row, TableDefinition } from '../store/definition.ts'
import { check, type Values } from './check-row.ts'
import { CollectionError } from './collection-error.ts'
import type { World } from './world.ts'

/** A copy of a row, to change. */
export type Draft<R extends Row> = Omit<R, 'id'> & Row

export interface UpdateOption<R extends Row> {
  /** Changes the copy, or returns the columns that change. Synchronous. */
  readonly data: (draft: Draft<R>) => unknown
}

/** A row made of what was given, with defaults for the rest. */
export function newRow<R extends Row>(world: World, table: TableDefinition<R>, values: Columns<R>): R {
  const attempt = { world, table, refuse: `Cannot create this ${table.noun}:` }
  const present = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  const given = check(attempt, present, only(table, Object.keys(present))) as Columns<R>
  const known = { id: given.id ?? freeId(world, table), ...stamps(world, [table.stamps.created, table.stamps.updated]), ...given }
  if (world.table(table).get(known.id))
    throw new CollectionError(attempt.refuse, [{ path: 'id', message: `Another ${table.kind} has this id.` }])
  return check(attempt, { ...world.about(table)?.defaults?.(known as Columns<R> & Row, world), ...known }, table.schema) as R
}

/** A row after a change, changed now. */
export function changedRow<R extends Row>(world: World, table: TableDefinition<R>, row: R, { data }: UpdateOption<R>): R {
  const attempt = { world, table, before: row, refuse: `Cannot update the ${table.kind} ${row.id}:` }
  const next = drafted(row, data)
  const { updated = '' } = table.stamps
  const stamp = next[updated] === (row as Values)[updated] ? stamps(world, [table.stamps.updated]) : {}
  return check(attempt, { ...next, ...stamp }, table.schema) as R
}

function drafted<R extends Row>(row: R, data: UpdateOption<R>['data']): Values {
  const draft = structuredClone(row as Values)
  const returned = data(draft as unknown as Draft<R>)
  if (returned instanceof Promise) throw new CollectionError('Updates are synchronous: data must not return a promise.')
  const isTouched = JSON.stringify(draft) !== JSON.stringify(row)
  return isTouched || typeof returned !== 'object' ? draft : { ...draft, ...returned }
}

/** The next id that is free: an author may have taken some already. */
function freeId(world: World, table: AnyTable): string {
  let id: string
  do id = world.ids.next(table)
  while (world.table(table).get(id))
  return id
}

function stamps(world: World, columns: readonly (string | undefined)[]): Record<string, string> {
  return Object.fromEntries(columns.flatMap((column) => (column ? [[column, world.clock.now()]] : [])))
}

/** The schema of some columns. */
function only(table: AnyTable, columns: readonly string[]): z.ZodObject {
  const { shape } = table.schema as z.ZodObject
  return z.object(
    Object.fromEntries(
      columns.filter((column) => table.columns.includes(column)).map((column) => [column, shape[column] as z.ZodType]),
    ),
  )
}
