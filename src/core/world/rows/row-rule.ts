/** What the world has against a row that fits its schema. */
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
