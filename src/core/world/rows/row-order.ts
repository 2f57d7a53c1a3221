/** The store keeps rows by id. Ids derive from numbers, so the order in which rows were made can be worked out. */

import type { AnyTable, Row, TableDefinition } from '../../store/definition.ts'
import { idOf, type Source } from '../ids.ts'
import type { World } from '../world.ts'

/** All rows, in the order in which they were made; those with an id of the author's own come last, by id. */
export function rowsInOrder<R extends Row>(world: World, definition: TableDefinition<R>): R[] {
  const table = world.table(definition)
  const numbered = numberedIds(world, definition).flatMap((id) => table.get(id) ?? [])
  if (numbered.length === table.size) return numbered
  const known = new Set(numbered)
  return [...numbered, ...[...table.all()].filter((row) => !known.has(row))]
}

/** By what a world's ids are made from, so that it goes with the world; and by kind. */
const remembered = new WeakMap<Source, Map<string, string[]>>()

/** The ids that rows of this table have had so far, the first one first. */
function numberedIds(world: World, definition: AnyTable): readonly string[] {
  const last = world.ids.last(definition.kind)
  const byKind = remembered.get(world.ids.source) ?? new Map<string, string[]>()
  const ids = byKind.get(definition.kind) ?? []
  while (ids.length < last) ids.push(idOf(definition, world.ids.source, ids.length + 1))
  remembered.set(world.ids.source, byKind.set(definition.kind, ids))
  return ids.length === last ? ids : ids.slice(0, last)
}
