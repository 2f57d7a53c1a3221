/** The store keeps rows by id. Ids derive from numbers, so the order in which rows were made can be worked out. */
import { countersTable, idOf } from '../core/ids.ts'
import type { AnyTable, Row, TableDefinition } from '../core/store/definition.ts'
import type { World } from '../core/world.ts'

/** All rows, in the order in which they were made; those with an id of the author's own come last, by id. */
export function rowsInOrder<R extends Row>(world: World, definition: TableDefinition<R>): R[] {
  const table = world.table(definition)
  const numbered = numberedIds(world, definition).flatMap((id) => table.get(id) ?? [])
  if (numbered.length === table.size) return numbered
  const known = new Set(numbered)
  return [...numbered, ...[...table.all()].filter((row) => !known.has(row))]
}

/** By world, so that it goes with it; and by kind. */
const remembered = new WeakMap<World, Map<string, string[]>>()

/** The ids that rows of this table have had so far, the first one first. */
function numberedIds(world: World, definition: AnyTable): readonly string[] {
  const last = world.table(countersTable).get(definition.kind)?.last ?? 0
  const byKind = remembered.get(world) ?? new Map<string, string[]>()
  const ids = byKind.get(definition.kind) ?? []
  while (ids.length < last) ids.push(idOf(definition, world.ids.seed, ids.length + 1))
  remembered.set(world, byKind.set(definition.kind, ids))
  return ids.length === last ? ids : ids.slice(0, last)
}
