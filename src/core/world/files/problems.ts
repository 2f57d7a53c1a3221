/** What is found wrong with a file: a list that ends. */
import type { Reason } from '../../values/reasons-error.ts'
import { WorldFileError } from './world-file.ts'

const MOST = 20
const NOT_LOADED = 'The file cannot be loaded, nothing has changed:'

export class Problems {
  readonly #found: Reason[] = []

  /** @throws WorldFileError once there are too many */
  add(path: string, message: string): void {
    this.#found.push({ path: path.slice(0, 200), message })
    if (this.#found.length === MOST)
      throw new WorldFileError(`${NOT_LOADED.slice(0, -1)}. There may be more than this:`, this.#found)
  }

  /** @throws WorldFileError where there are any */
  check(): void {
    if (this.#found.length) throw new WorldFileError(NOT_LOADED, this.#found)
  }
}
