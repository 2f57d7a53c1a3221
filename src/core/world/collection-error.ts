import { atPath } from '../values/at-path.ts'

/** What is wrong with one value. */
export interface Reason {
  /** The column, and the way down inside it: `status`, `approval_log.0.action`. */
  readonly path: string
  readonly message: string
}

/** A call on a collection that cannot be done. The message says why; nothing has changed. */
export class CollectionError extends Error {
  /** What is wrong with the values; empty where it is something else. */
  readonly reasons: readonly Reason[]

  constructor(message: string, reasons: readonly Reason[] = []) {
    super([message, ...reasons.map(({ path, message }) => atPath(path, message))].join('\n  '))
    this.reasons = reasons
  }

  override get name(): string {
    return 'CollectionError'
  }
}
