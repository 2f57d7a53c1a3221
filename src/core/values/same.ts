/** Whether two values of a column are the same: JSON, or bytes. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object') return false
  if (!(a instanceof Uint8Array && b instanceof Uint8Array)) return JSON.stringify(a) === JSON.stringify(b)
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** Whether one of these columns, of plain values, is not the same in both rows. */
export const differIn = <R>(a: R, b: R, columns: readonly (keyof R)[]): boolean =>
  columns.some((column) => a[column] !== b[column])
