import type { AnyTable } from '../store/definition.ts'
import type { World } from './handle.ts'

/** Empties some tables, for examples and tests. */
export const without =
  (...tables: readonly AnyTable[]) =>
  (world: World): void => {
    for (const table of tables) for (const { id } of [...world.table(table).all()]) world.table(table).delete(id)
  }
