/** Rows worth naming, for the guide and for examples. */
import type { Row } from '../../store/definition.ts'
import { firstOf } from '../../values/first-of.ts'
import type { World } from '../handle.ts'
import type { Rows, Sample, SampleContext } from '../rows/rows.ts'

/** In a larger table only so many rows are looked at: a guide is read often. */
const MOST_ROWS = 2_000

/**
 * The ids of the samples of some tables, those that have any, by table and name: the first row each that fits, as the world is now.
 * Names that nothing fits are left out.
 *
 * @param isEligible whether a row may be a sample at all
 * @param today the day that it is for whose guide it is; in UTC unless told
 */
export function samplesOf(
  world: World,
  tables: readonly Rows[],
  caller: string,
  isEligible: (row: Row & Readonly<Record<string, unknown>>) => boolean,
  today = world.clock.today('UTC'),
): Record<string, Record<string, string>> {
  const chosen: Record<string, Record<string, string>> = {}
  const context = { world, today, caller, chosen }
  for (const { table, samples } of tables) {
    if (!Object.keys(samples).length) continue
    const rows = firstOf<Row>(world.table(table).all(), MOST_ROWS, isEligible as (row: Row) => boolean)
    chosen[table.name] = Object.fromEntries(
      Object.entries<Sample<Row> | readonly Sample<Row>[]>(samples).flatMap(([name, sample]) => {
        const row = find(rows, [sample].flat(), context)
        return row ? [[name, row.id]] : []
      }),
    )
  }
  return chosen
}

/** The first row that fits the first of these that any row fits. */
function find(rows: readonly Row[], samples: readonly Sample<Row>[], context: SampleContext): Row | undefined {
  for (const fits of samples) {
    const row = rows.find((each) => fits(each, context))
    if (row) return row
  }
  return undefined
}
