/** What is kept in a row without anybody giving it: worked out whenever the row is written, before it is. */
import type { AnyTable, Row, TableDefinition } from '../store/definition.ts'
import type { Keep } from '../store/table.ts'
import type { World } from './handle.ts'

export interface Keeper<R extends Row = Row> {
  readonly of: TableDefinition<R>
  /** The row with its kept columns as they follow from the others, and from other rows. */
  readonly keep: (world: World, row: R, before: R | undefined) => R
}

// biome-ignore lint/suspicious/noExplicitAny: keepers of rows of any kind
export type AnyKeeper = Keeper<any>

/** Defines what the kept columns of a row are. What a change of other rows means for this one is a follower's, which writes it again. */
export function defineKeeper<R extends Row>(keeper: Keeper<R>): Keeper<R> {
  return keeper
}

/** What is done with each row of a table before it is stored; undefined where nothing is. */
export function keepOf(world: World, keepers: readonly AnyKeeper[], table: AnyTable): Keep<Row> | undefined {
  const mine = keepers.filter((keeper) => keeper.of === table)
  return mine.length ? (before, row) => mine.reduce((kept, { keep }) => keep(world, kept, before), row) : undefined
}
