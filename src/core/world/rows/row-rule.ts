/** What the world has against a row that fits its schema. */
import type { Row, TableDefinition } from '../../store/definition.ts'
import type { World } from '../handle.ts'

/** It is said of one of the columns. */
export interface RowRule<R> {
  readonly column: keyof R & string
  readonly refuse: string
  readonly when: (row: R, world: World) => boolean
}

/** The rule that a column holds so much at least, where it holds a number. */
export const atLeast = <const Column extends string>(least: number, column: Column) => ({
  column,
  refuse: `Ensure this value is greater than or equal to ${least}.`,
  when: (row: { readonly [C in Column]: number | null }): boolean => (row[column] ?? least) < least,
})

/** The rule that a row has its group of an index for itself. */
export const unique = <R extends Row, Index extends string>(
  table: TableDefinition<R, Index>,
  index: Index,
  rule: Pick<RowRule<R>, 'column' | 'refuse'>,
): RowRule<R> => ({
  ...rule,
  when(row, world) {
    const group = table.indexes[index].groupOf(row)
    return (
      group !== undefined &&
      world
        .table(table)
        .list(index, group)
        .some(({ id }) => id !== row.id)
    )
  },
})
