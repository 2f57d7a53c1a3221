/** What follows from a row and from whole tables. */
import type { AnyTable, Row } from '../store/definition.ts'
import type { World } from './handle.ts'

/** Finds something out about a row once for as long as none of these tables changes. */
export function whileUnchanged<R extends Row, Found>(
  tables: readonly AnyTable[],
  find: (world: World, row: R) => Found,
): (world: World, row: R) => Found {
  const known = new WeakMap<R, { readonly marks: readonly unknown[]; readonly found: Found }>()
  return (world, row) => {
    const marks = tables.flatMap((table) => {
      const { version } = world.table(table)
      return [version, version.writes]
    })
    const before = known.get(row)
    if (before && marks.every((mark, i) => mark === before.marks[i])) return before.found
    const found = find(world, row)
    known.set(row, { marks, found })
    return found
  }
}
