/** Which rows of a world differ from what they were. */
import type { AnyTable, Row } from '../../store/definition.ts'
import { differences } from '../../store/differences.ts'
import type { Overlay } from '../../store/overlay.ts'
import { isSame } from '../../values/same.ts'
import type { State } from '../state.ts'
import type { ChangedRow } from './entry.ts'

function saysTheSame(a: Row, b: Row): boolean {
  const columns = Object.keys({ ...a, ...b }) as (keyof Row)[]
  return columns.every((column) => isSame(a[column], b[column]))
}

/**
 * What comes from a file are other rows, also where they say the same.
 *
 * @param now the rows of a table as they are by now; undefined where nothing can have changed
 * @param tells the tables that are looked at
 */
export function changedRows(
  before: State,
  now: (table: AnyTable) => { readonly rows: Overlay<Row> } | undefined,
  tells: (table: AnyTable) => boolean,
): ChangedRow[] {
  return [...before].flatMap(([definition, { rows }]) => {
    const version = tells(definition) ? now(definition) : undefined
    const change = version && differences(rows, version.rows)
    if (!change) return []
    const { name: table } = definition
    return [
      ...change.changed.flatMap((row) => (saysTheSame(row.before, row.after) ? [] : [{ table, id: row.after.id, ...row }])),
      ...change.added.map((row) => ({ table, id: row.id, before: null, after: row })),
      ...change.removed.map((row) => ({ table, id: row.id, before: row, after: null })),
    ]
  })
}
