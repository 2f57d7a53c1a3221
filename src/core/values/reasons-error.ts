import { atPath } from './at-path.ts'

/** What is wrong with one value. */
export interface Reason {
  /** The column, and the way down inside it: `status`, `approval_log.0.action`. */
  readonly path: string
  readonly message: string
}

/** Values that cannot be. The message says why, with a line for each reason. */
export abstract class ReasonsError extends Error {
  /** What is wrong with the values, at most twenty of a file; empty where it is something else. */
  readonly reasons: readonly Reason[]

  constructor(message: string, reasons: readonly Reason[] = []) {
    super([message, ...reasons.map(({ path, message }) => atPath(path, message))].join('\n  '))
    this.reasons = reasons
  }
}
