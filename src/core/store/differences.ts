/** What changed between two versions of a table, found through the parts of the trees they do not share. */
import imported from 'sorted-btree/extended/diffAgainst.js'
import type { Row } from './definition.ts'
import type { Version } from './table.ts'

const diffAgainst = ((imported as unknown as { default?: unknown }).default ?? imported) as typeof imported.default

export interface Differences {
  readonly added: Row[]
  readonly changed: { before: Row; after: Row }[]
  readonly removed: Row[]
}

/** @returns undefined where nothing differs */
export function differences(before: Version<Row>, after: Version<Row>): Differences | undefined {
  if (before.rows === after.rows) return undefined
  const found: Differences = { added: [], changed: [], removed: [] }
  diffAgainst(
    before.rows,
    after.rows,
    (_id, row) => void found.removed.push(row),
    (_id, row) => void found.added.push(row),
    (_id, old, row) => {
      if (old !== row) found.changed.push({ before: old, after: row })
    },
  )
  return found.added.length + found.changed.length + found.removed.length ? found : undefined
}
