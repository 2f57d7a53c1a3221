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
  if (row) return { rows: bytesIn(row), files: filesIn(row) }
  return before ? { rows: -bytesIn(before), files: -filesIn(before) } : NOTHING
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
    rows += bytesIn(now) - (isShared ? 0 : bytesIn(then))
    files += filesIn(now) - (isShared ? 0 : filesIn(then))
  }
  return { rows, files }
}

/** What is left of a row that was replaced or deleted, for whoever still holds a state that has it. */
export function remains(row: object | undefined, before: object): number {
  let bytes = ROW_BYTES
  for (const column in before) {
    const was = before[column as keyof typeof before] as unknown
    if (!row || row[column as keyof typeof row] !== was) bytes += COLUMN_BYTES + bytesIn(was) + filesIn(was)
  }
  return bytes
}

/** On the heap. */
function bytesIn(value: unknown): number {
  if (typeof value === 'string') return value.length * TEXT_COPIES
  if (typeof value !== 'object' || value === null) return 0
  if (ArrayBuffer.isView(value)) return COLUMN_BYTES
  let bytes = ROW_BYTES
  for (const column in value) bytes += COLUMN_BYTES + bytesIn(value[column as keyof typeof value])
  return bytes
}

/** Of stored files. */
function filesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  if (ArrayBuffer.isView(value)) return value.byteLength
  let bytes = 0
  for (const column in value) bytes += filesIn(value[column as keyof typeof value])
  return bytes
}
