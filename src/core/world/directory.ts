/** What is found by keys that a row has several of, or that are made of it: an index has one for each row. For tables that seldom change. */
import type { Row, TableDefinition } from '../store/definition.ts'
import type { Version } from '../store/version.ts'
import type { World } from './handle.ts'

type Entries<Found> = readonly (readonly [key: string, found: Found])[]
type Found<Each> = ReadonlyMap<string, readonly Each[]>

/**
 * Looks something up, in the order of the rows' ids. What is where is kept for as long as no row changes.
 * @param entriesOf what a row is found by, and as what
 */
export function directory<R extends Row, Each>(
  definition: TableDefinition<R>,
  entriesOf: (row: R) => Entries<Each>,
): (world: World, key: string) => readonly Each[] {
  const kept = new WeakMap<Version<R>, { readonly writes: number; readonly found: Found<Each> }>()
  return (world, key) => {
    const table = world.table(definition)
    const { version } = table
    let known = kept.get(version)
    if (known?.writes !== version.writes)
      kept.set(version, (known = { writes: version.writes, found: grouped(table.all(), entriesOf) }))
    return known.found.get(key) ?? []
  }
}

function grouped<R, Each>(rows: Iterable<R>, entriesOf: (row: R) => Entries<Each>): Found<Each> {
  const groups = new Map<string, Each[]>()
  for (const row of rows)
    for (const [key, found] of entriesOf(row)) {
      const group = groups.get(key)
      if (group) group.push(found)
      else groups.set(key, [found])
    }
  return groups
}
