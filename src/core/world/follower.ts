/** What follows from a change of a row, in the same transaction, whoever makes it. */
import type { AnyTable, Row, TableDefinition } from '../store/definition.ts'
import type { Follow } from '../store/table.ts'
import type { World } from './handle.ts'

export interface Follower<R extends Row = Row> {
  readonly of: TableDefinition<R>
  /** The derived table that it keeps. Such a follower writes nothing else: it also runs when a saved world is loaded, over rows that have had all else. */
  readonly keeps?: AnyTable | undefined
  readonly run: (world: World, before: R | undefined, after: R | undefined) => void
}

// biome-ignore lint/suspicious/noExplicitAny: followers of rows of any kind
export type AnyFollower = Follower<any>

/**
 * Defines what follows from a change of a row: counts and sums that are kept, other rows that change with it.
 * It runs whenever the row is written, also while a world is made; `before` is undefined for a new row, `after` for one that is gone.
 */
export function defineFollower<R extends Row>(follower: Follower<R>): Follower<R> {
  return follower
}

/** All that follows from changes of a table; undefined where nothing does. */
export function followOf(world: World, followers: readonly AnyFollower[], table: AnyTable): Follow<Row> | undefined {
  const mine = followers.filter((follower) => follower.of === table)
  if (!mine.length) return undefined
  return (before, after) => {
    for (const { run } of mine) run(world, before, after)
  }
}
