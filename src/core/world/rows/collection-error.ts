import { ReasonsError } from '../../values/reasons-error.ts'

/** A call on a collection that cannot be done. The message says why; nothing has changed. */
export class CollectionError extends ReasonsError {
  override get name(): string {
    return 'CollectionError'
  }
}
