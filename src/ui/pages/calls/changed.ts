/** What became of a row, and in which columns. */
import type { ChangedRow } from '../../../core/world/journal/entry.ts'
import { toText } from '../../parts/format.ts'

type Columns = Readonly<Record<string, unknown>>

export const fateOf = ({ before, after }: ChangedRow): 'added' | 'changed' | 'deleted' =>
  before ? (after ? 'changed' : 'deleted') : 'added'

/** Those that differ; of a row that was added or deleted, those that hold something. */
export function columnsOf({ before, after }: ChangedRow): string[] {
  const [was, is] = [(before ?? {}) as Columns, (after ?? {}) as Columns]
  const holds = (column: string) => (was[column] ?? is[column] ?? null) !== null
  const differs = (column: string) => toText(was[column]) !== toText(is[column])
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(before && after ? differs : holds)
}
