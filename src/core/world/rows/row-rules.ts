/** What a row must be beside fitting its schema, and what follows from the rows it refers to. */

import * as z from 'zod'
import type { AnyTable } from '../../store/definition.ts'
import type { Reason } from '../../values/reasons-error.ts'
import type { World } from '../handle.ts'
import type { Attempt, Values } from './attempt.ts'

/** A column that refers to a row, and another that both rows have: it says whose they are. Lists say nothing of that. */
interface Shared {
  readonly column: string
  readonly other: AnyTable
  readonly owner: string
}

const known = new WeakMap<AnyTable, readonly Shared[]>()

function sharedBy(table: AnyTable): readonly Shared[] {
  let shared = known.get(table)
  if (!shared) known.set(table, (shared = findShared(table)))
  return shared
}

const findShared = ({ references, schema }: AnyTable): Shared[] =>
  Object.entries<AnyTable>(references).flatMap(([column, other]) =>
    Object.keys(references)
      .filter((owner) => !isList(schema, owner))
      .filter((owner) => owner !== column && references[owner] !== undefined && other.references[owner] === references[owner])
      .map((owner) => ({ column, other, owner })),
  )

const isList = (schema: unknown, column: string): boolean => (schema as z.ZodObject).shape[column] instanceof z.ZodArray

/** The rows that a column refers to. */
const referred = (world: World, { column, other }: Shared, values: Values): Values[] =>
  [values[column]].flat().flatMap((id) => {
    const row = typeof id === 'string' ? world.table(other).get(id) : undefined
    return row ? [row as unknown as Values] : []
  })

/** Whose a row is where only the rows say that it refers to: an action of an invoice is of the invoice's customer. */
export function inherited(world: World, table: AnyTable, given: Values): Values {
  const found: Record<string, unknown> = {}
  for (const shared of sharedBy(table)) {
    if (given[shared.owner] !== undefined || found[shared.owner] !== undefined) continue
    const [row] = referred(world, shared, given)
    const owner = row?.[shared.owner]
    if (typeof owner === 'string') found[shared.owner] = owner
  }
  return found
}

/** Rows that are somebody else's. What has not changed since a row before is not looked at. */
export function strangeReferences({ world, table, before }: Attempt, values: Values): Reason[] {
  const isOld = (column: string): boolean => before !== undefined && values[column] === (before as unknown as Values)[column]
  return sharedBy(table).flatMap((shared) => {
    const { column, other, owner } = shared
    const mine = values[owner]
    if (typeof mine !== 'string' || (isOld(column) && isOld(owner))) return []
    const isStrange = (row: Values): boolean => typeof row[owner] === 'string' && row[owner] !== mine
    const noun = table.references[owner]?.noun
    return referred(world, shared, values).some(isStrange)
      ? [{ path: column, message: `This ${other.noun} is of another ${noun} than the row.` }]
      : []
  })
}

/** The rules that a row breaks; one that it broke before may stay broken. */
export function brokenRules({ world, table, before }: Attempt, row: Values): Reason[] {
  const rules = world.about(table)?.rules ?? []
  return rules
    .filter(({ when }) => when(row, world) && !(before && when(before, world)))
    .map(({ column, refuse }) => ({ path: column, message: refuse }))
}

/** The columns that tell what another one is: an invoice tells the customer. */
export const tellersOf = (table: AnyTable, owner: string): string[] =>
  sharedBy(table).flatMap((shared) => (shared.owner === owner ? [shared.column] : []))
