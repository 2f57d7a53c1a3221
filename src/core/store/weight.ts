/** How much memory rows take, by estimate: a function of the row alone, so that the same calls always meet the same limit. */

/** A row with its places in a tree and some indexes. */
const ROW_BYTES = 400
const COLUMN_BYTES = 16
/** A text is kept in the row, and again in what is shown of it. */
const TEXT_COPIES = 3

/** Bytes on the heap, and bytes of stored files. */
export interface Weight {
  readonly rows: number
  readonly files: number
}

export const NOTHING: Weight = { rows: 0, files: 0 }

/**
 * What a change of a row adds; below zero for what it frees.
 *
 * @param row undefined where it is deleted
 * @param before undefined where it is new
 * @param isShared whether the row before belongs to the base, which keeps it
 */
export function growth(row: object | undefined, before: object | undefined, isShared: boolean): Weight {
  if (row && before) return difference(row, before, isShared)
  // Of a row of the base that is deleted a mark is kept.
  if (before && isShared) return { rows: COLUMN_BYTES, files: 0 }
  const { rows, files } = weigh((row ?? before) as object)
  return row ? { rows, files } : { rows: -rows, files: -files }
}

/** A row made of another shares what it did not change. */
function difference(row: object, before: object, isShared: boolean): Weight {
  let rows = isShared ? ROW_BYTES : 0
  let files = 0
  for (const column in row) {
    const now = row[column as keyof typeof row] as unknown
    const then = before[column as keyof typeof before] as unknown
    if (isShared) rows += COLUMN_BYTES
    if (now === then) continue
    const [is, was] = [weighValue(now), isShared ? NOTHING : weighValue(then)]
    rows += is.rows - was.rows
    files += is.files - was.files
  }
  return { rows, files }
}

/** What is left of a row that was replaced or deleted, for whoever still holds a state that has it. */
export function remains(row: object | undefined, before: object): number {
  let bytes = ROW_BYTES
  for (const column in before) {
    const was = before[column as keyof typeof before] as unknown
    if (row && row[column as keyof typeof row] === was) continue
    const { rows, files } = weighValue(was)
    bytes += COLUMN_BYTES + rows + files
  }
  return bytes
}

function weigh(row: object): Weight {
  let rows = ROW_BYTES
  let files = 0
  for (const column in row) {
    const value = weighValue(row[column as keyof typeof row])
    rows += COLUMN_BYTES + value.rows
    files += value.files
  }
  return { rows, files }
}

function weighValue(value: unknown): Weight {
  if (typeof value === 'string') return { rows: value.length * TEXT_COPIES, files: 0 }
  if (typeof value !== 'object' || value === null) return NOTHING
  if (ArrayBuffer.isView(value)) return { rows: COLUMN_BYTES, files: value.byteLength }
  return weigh(value)
}
