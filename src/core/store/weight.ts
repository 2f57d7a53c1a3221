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
  const sum = { rows: 0, files: 0 }
  if (row) weigh(row, 1, sum)
  else if (before) weigh(before, -1, sum)
  return sum
}

/** A row made of another shares what it did not change. */
function difference(row: object, before: object, isShared: boolean): Weight {
  const sum = { rows: isShared ? ROW_BYTES : 0, files: 0 }
  for (const column in row) {
    const now = row[column as keyof typeof row] as unknown
    const then = before[column as keyof typeof before] as unknown
    if (isShared) sum.rows += COLUMN_BYTES
    if (now === then) continue
    weigh(now, 1, sum)
    if (!isShared) weigh(then, -1, sum)
  }
  return sum
}

/** What is left of a row that was replaced or deleted, for whoever still holds a state that has it. */
export function remains(row: object | undefined, before: object): number {
  const sum = { rows: ROW_BYTES, files: 0 }
  for (const column in before) {
    const was = before[column as keyof typeof before] as unknown
    if (row && row[column as keyof typeof row] === was) continue
    sum.rows += COLUMN_BYTES
    weigh(was, 1, sum)
  }
  return sum.rows + sum.files
}

/** Adds to a sum what a value takes, or takes it away. */
function weigh(value: unknown, sign: 1 | -1, sum: { rows: number; files: number }): void {
  if (typeof value === 'string') sum.rows += sign * value.length * TEXT_COPIES
  if (typeof value !== 'object' || value === null) return
  if (ArrayBuffer.isView(value)) {
    sum.rows += sign * COLUMN_BYTES
    sum.files += sign * value.byteLength
    return
  }
  sum.rows += sign * ROW_BYTES
  for (const column in value) {
    sum.rows += sign * COLUMN_BYTES
    weigh(value[column as keyof typeof value], sign, sum)
  }
}
