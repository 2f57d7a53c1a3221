/** What changed between two versions of a table. */
import { compareIds } from './compare.ts'
import type { Row } from './definition.ts'
import type { Overlay } from './overlay.ts'

export interface Differences {
  readonly added: Row[]
  readonly changed: { before: Row; after: Row }[]
  readonly removed: Row[]
}

/** @returns undefined where nothing differs */
export function differences(before: Overlay<Row>, after: Overlay<Row>): Differences | undefined {
  if (before === after) return undefined
  const found: Differences = { added: [], changed: [], removed: [] }
  for (const id of candidates(before, after)) {
    const [was, is] = [before.get(id), after.get(id)]
    if (was === is) continue
    if (!was) found.added.push(is as Row)
    else if (!is) found.removed.push(was)
    else found.changed.push({ before: was, after: is })
  }
  return found.added.length + found.changed.length + found.removed.length ? found : undefined
}

/** Only what differs from the base they share can differ between them. */
function candidates(before: Overlay<Row>, after: Overlay<Row>): string[] {
  const sides = [before, after]
  const isShared = before.base === after.base
  const ids = sides.flatMap((side) => [...side.changed.keys(), ...(isShared ? [] : side.base.keys)])
  return [...new Set(ids)].sort(compareIds)
}
