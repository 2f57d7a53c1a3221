/** Hints for the caller, in the header `X-Sim-Warning`: plain ASCII, short and few. */

import type { SimResponse } from '../values/http.ts'
import { meant, type UnknownName, wayTo } from '../values/unknown-names.ts'

export const WARNING_HEADER = 'x-sim-warning'
const MOST = 8
const LONGEST = 300

/** Makes any text fit for a header. */
export function toHeaderText(text: string): string {
  const start = text.slice(0, LONGEST + 1)
  const plain = start.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 3)}...` : plain
}

/** One hint more, behind those that there are. */
export function withWarning(response: SimResponse, text: string): SimResponse {
  const { [WARNING_HEADER]: before = [], ...headers } = response.headers
  return { ...response, headers: { ...headers, [WARNING_HEADER]: [before, toHeaderText(text)].flat() } }
}

/** The hints of one answer. It keeps no more than it takes to know that there are too many. */
export class Warnings {
  readonly #texts: string[] = []

  get isEmpty(): boolean {
    return this.#texts.length === 0
  }

  get isFull(): boolean {
    return this.#texts.length > MOST
  }

  add(text: string): void {
    if (!this.isFull && !this.#texts.includes(text)) this.#texts.push(text)
  }

  /** Says of names that nothing reads which known name is nearest. */
  addUnknown(what: string, unknown: Iterable<UnknownName>): void {
    for (const name of unknown) {
      this.add(`The ${what} "${wayTo(name)}" is ignored.${meant(name, name.path.slice(0, -1))}`)
      if (this.isFull) return
    }
  }

  /** As header values. */
  toHeaders(): string[] {
    const shown = this.#texts.slice(0, MOST).map(toHeaderText)
    return this.isFull ? [...shown, 'and more'] : shown
  }
}
