/** Rows worth naming, for the guide and for examples. */
import type { Row, TableDefinition } from './store/definition.ts'
import type { World } from './world.ts'

/** The ids of a table's samples, by name: the first row each that fits, as the world is now. Names that nothing fits are left out. */
export function samplesOf<R extends Row>(
  world: World,
  table: TableDefinition<R, string>,
  caller: string,
  isEligible: (row: R) => boolean,
): Record<string, string> {
  const rows = [...world.table(table).all()].filter(isEligible)
  const context = { today: world.clock.today(), caller }
  return Object.fromEntries(
    Object.entries(table.samples).flatMap(([name, fits]) => {
      const [row] = [fits].flat().flatMap((sample) => rows.find((each) => sample(each, context)) ?? [])
      return row ? [[name, row.id]] : []
    }),
  )
}
