/** New and changed rows, checked by the schemas of the API. */
import * as z from 'zod'
import { compareInstants } from '../../store/compare.ts'
import type { AnyTable, Columns, Row, TableDefinition } from '../../store/definition.ts'
import { isSame } from '../../values/same.ts'
import type { World } from '../world.ts'
import type { Values } from './attempt.ts'
import { check, givenColumns, keepsRules } from './check-row.ts'
import { CollectionError } from './collection-error.ts'
import { inherited } from './row-rules.ts'

/** A copy of a row, to change: all but its id, and what follows from other rows. */
export type Draft<R extends Row, Kept extends keyof R = never> = Omit<R, 'id' | Kept> & Readonly<Pick<R, 'id' | Kept>>

/** What changes a row may return: the columns that change, or the value of whatever changed the copy. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that changes the copy returns nothing
type Changes<R, Kept extends keyof R> = Columns<Omit<R, Kept>> | string | number | boolean | null | undefined | void

export interface UpdateOption<R extends Row, Kept extends keyof R = never> {
  /** Changes the copy, or returns the columns that change, or both. Synchronous. */
  readonly data: (draft: Draft<R, Kept>) => Changes<R, Kept>
}

/**
 * The owner of a world edits rows of a table: statuses are free, and the journal has one entry, whatever is done inside of it.
 * @param action what is done, as a collection calls it
 */
export const editRows = <T>(world: World, table: AnyTable, action: string, work: () => T): T =>
  world.journal.watch(
    () => world.transactions.seed(work),
    () => ({ kind: 'data', table: table.name, action }),
  )

/**
 * A row made of what was given, with defaults for the rest.
 * @param which of many it is, in a sentence
 */
export function newRow<R extends Row>(world: World, table: TableDefinition<R>, values: Columns<R>, which = ''): R {
  const attempt = { world, table, refuse: `Cannot create this ${table.noun}${which}:` }
  if (typeof values !== 'object' || !values)
    throw new CollectionError(`${attempt.refuse} there are no values.${which && ' Is a `return` missing?'}`)
  const present = givenColumns(table, values)
  const given = check(attempt, present, only(table, Object.keys(present))) as Columns<R>
  const known = {
    id: given.id ?? freeId(world, table),
    ...madeAndChanged(world, table, given as Values),
    ...inherited(world, table, given as Values),
    ...given,
  }
  if (world.table(table).get(known.id))
    throw new CollectionError(attempt.refuse, [{ path: 'id', message: `Another ${table.kind} has this id.` }])
  const defaults = world.about(table)?.defaults?.(known as unknown as Columns<R> & Row, world)
  const row = check(attempt, { ...defaults, ...known }, table.schema)
  return keepsRules(attempt, { ...row, ...madeBefore(world, table, given as Values, row) }) as unknown as R
}

/** A row after a change, changed now; the row itself where nothing changes. */
export function changedRow<R extends Row, Kept extends keyof R>(
  world: World,
  table: TableDefinition<R>,
  row: R,
  { data }: UpdateOption<R, Kept>,
): R {
  const attempt = { world, table, before: row, refuse: `Cannot update the ${table.kind} ${row.id}:` }
  const next = drafted(table, row, data)
  const checked = check(attempt, next, table.schema)
  const stays = (column: string): boolean => isSame(checked[column], (row as Values)[column])
  if (table.columns.every(stays)) return row
  const { updated = '' } = table.stamps
  const stamp = updated && stays(updated) ? { [updated]: world.clock.now() } : {}
  return keepsRules(attempt, { ...checked, ...stamp }) as unknown as R
}

function drafted<R extends Row, Kept extends keyof R>(table: AnyTable, row: R, data: UpdateOption<R, Kept>['data']): Values {
  if (typeof data !== 'function') throw new CollectionError('Say what changes: `data` is a function of the row.')
  const draft = structuredClone(row as Values)
  const returned: unknown = data(draft as unknown as Draft<R, Kept>)
  if (returned instanceof Promise) throw new CollectionError('Updates are synchronous: data must not return a promise.')
  if (typeof returned !== 'object' || !returned || Array.isArray(returned)) return draft
  // What changes the copy in one expression returns what it has set, or taken out.
  const isPart = holdsPart(draft, returned) || (!namesColumn(table, returned) && !isSame(draft, row))
  return isPart ? draft : { ...draft, ...givenColumns(table, returned) }
}

const namesColumn = (table: AnyTable, returned: object): boolean =>
  Object.keys(returned).some((name) => table.columns.includes(name))

const holdsPart = (value: unknown, part: object): boolean =>
  value === part ||
  (typeof value === 'object' &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    Object.values(value).some((each) => holdsPart(each, part)))

/** The next id that is free: an author may have taken some already. */
function freeId(world: World, table: AnyTable): string {
  let id: string
  do id = world.ids.next(table)
  while (world.table(table).get(id))
  return id
}

/** When it was made and changed: now, but what is made has not changed before. */
function madeAndChanged(world: World, { stamps: { created, updated } }: AnyTable, given: Values): Values {
  const now = world.clock.now()
  const changed = (updated && given[updated]) as string | undefined
  const made = (created && given[created]) as string | undefined
  return {
    ...(created && { [created]: changed !== undefined && compareInstants(changed, now) < 0 ? changed : now }),
    ...(updated && { [updated]: made !== undefined && compareInstants(made, now) > 0 ? made : now }),
  }
}

/** What a scenario tells as it begins was there before, where its dates say so. */
function madeBefore(world: World, table: AnyTable, given: Values, row: Values): Values {
  const { created, updated } = table.stamps
  const { madeAt } = world.about(table) ?? {}
  if (!madeAt || !created || !world.isAtItsBeginning || created in given || (updated && updated in given)) return {}
  const made = madeAt(row, world)
  return compareInstants(made, world.clock.now()) < 0 ? { [created]: made } : {}
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
