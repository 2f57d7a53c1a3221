/** Groups of an index, for lists whose filters are what the index groups by. */
import type { Key } from '../../core/store/compare.ts'
import { groupKey, type Row, type TableDefinition } from '../../core/store/definition.ts'
import type { Condition } from './page.ts'

/** Every combination of one item of each list. In plain loops: a list of messages asks for eighty each time. */
export function combinations(...lists: readonly (readonly Key[])[]): Key[][] {
  let all: Key[][] = [[]]
  for (const list of lists) {
    const longer: Key[][] = []
    for (const head of all) for (const item of list) longer.push([...head, item])
    all = longer
  }
  return all
}

/** A flag that is asked for, or both where it is not. */
export const either = (flag: boolean | undefined): boolean[] => (flag === undefined ? [true, false] : [flag])

/** Whether a row is in one of these groups of an index. */
export function inGroups<R extends Row, Index extends string>(
  table: TableDefinition<R, Index>,
  index: Index,
  groups: readonly (readonly Key[])[],
): Condition<R> {
  const wanted = new Set<string | undefined>(groups.map(groupKey))
  return (row) => wanted.has(table.indexes[index].groupOf(row))
}
