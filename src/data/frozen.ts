/** Freezes a row, all the way down. Rows are shared between worlds and never change, so the stored one itself may be handed out. */
export function frozen<T>(value: T): T {
  // The bytes of a file cannot be frozen.
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value
  for (const item of Object.values(value)) frozen(item)
  return Object.freeze(value)
}
