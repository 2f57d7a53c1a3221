/** Signatures: HMAC-SHA256 with a key of the world. Synchronous, so that handlers are the same in browsers. */

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { toUtf8 } from '../values/utf8.ts'
import type { World } from './handle.ts'
import { seededHex } from './random.ts'

/** The key for one purpose, such as `jwt`, as 64 hexadecimal digits: another seed has another, and another secret. */
export const keyFor = ({ ids, secret }: World, purpose: string): string =>
  seededHex(ids.source.seed, `${secret}key/${purpose}`, 1, 64)

const toBytes = (data: string | Uint8Array): Uint8Array => (typeof data === 'string' ? toUtf8(data) : data)

export const hmacSha256 = (key: string | Uint8Array, data: string | Uint8Array): Uint8Array =>
  hmac(sha256, toBytes(key), toBytes(data))

/** Whether a signature is the expected one; always compares it to the end. */
export function isSameSignature(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length
  for (let i = 0; i < expected.length; i++) difference |= expected.charCodeAt(i) ^ given.charCodeAt(i)
  return difference === 0
}
