/** Texts of answers that are given again, as UTF-8, so that they are not encoded each time. Whoever reads an answer finds its text. */

import type { SimResponse } from './http.ts'
import { toUtf8 } from './utf8.ts'

/** What is shorter is encoded as fast as it is found. */
const SHORT = 4_096

export interface EncodedText {
  /** How many bytes it has. */
  readonly length: number
  /** The bytes themselves, where they are many. */
  readonly bytes: Uint8Array | undefined
}

const known = new WeakMap<SimResponse, EncodedText>()

/** Encodes the text of an answer. */
export function encodeText(response: SimResponse): void {
  if (known.has(response)) return
  const bytes = toUtf8(response.body)
  known.set(response, { length: bytes.length, bytes: response.body.length > SHORT ? bytes : undefined })
}

/** The text of an answer as it was encoded before. */
export const encodedText = (response: SimResponse): EncodedText | undefined => known.get(response)
