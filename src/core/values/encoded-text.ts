/** Texts of answers that are given again, as bytes, so that they are not encoded each time. Whoever reads an answer finds its text. */

import type { SimResponse } from './http.ts'
import { toUtf8 } from './utf8.ts'

/** What is shorter is encoded as fast as it is found. */
const SHORT = 4_096
const known = new WeakMap<SimResponse, Uint8Array>()

/** Encodes the text of an answer, if it is long. */
export function encodeText(response: SimResponse): void {
  if (response.body.length > SHORT && !known.has(response)) known.set(response, toUtf8(response.body))
}

/** The text of an answer as bytes, where it was encoded before. */
export const encodedText = (response: SimResponse): Uint8Array | undefined =>
  response.body.length > SHORT ? known.get(response) : undefined
