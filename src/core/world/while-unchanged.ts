/** What follows from an object, such as a row, and from whole tables. */
import type { AnyTable } from '../store/definition.ts'
import type { World } from './handle.ts'

/** Finds something out about an object once for as long as none of these tables changes. */
export function whileUnchanged<It extends object, Found>(
  tables: readonly AnyTable[],
  find: (world: World, it: It) => Found,
): (world: World, it: It) => Found {
  const known = new WeakMap<It, { readonly marks: readonly unknown[]; readonly found: Found }>()
  return (world, it) => {
    const marks = tables.flatMap((table) => {
      const { version } = world.table(table)
      return [version, version.writes]
    })
    const before = known.get(it)
    if (before && marks.every((mark, i) => mark === before.marks[i])) return before.found
    const found = find(world, it)
    known.set(it, { marks, found })
    return found
  }
}
