import type { Row } from '../store/definition.ts'

/** The rows of one table that differ from what they were. */
export interface Change {
  readonly table: string
  readonly added: readonly Row[]
  readonly changed: readonly { readonly before: Row; readonly after: Row }[]
  readonly removed: readonly Row[]
}
