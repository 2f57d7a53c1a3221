/** Signatures: HMAC-SHA256 with a key of the world. Synchronous, so that handlers are the same in browsers. */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64Url } from '../../core/values/base64-url.ts'
import type { World } from '../../core/world/handle.ts'
import { seededHex } from '../../core/world/random.ts'

/** The key for one purpose, such as `jwt`: another seed has another, and another secret. */
export const keyOf = ({ ids, secret }: World, purpose: string): Uint8Array =>
  hexToBytes(seededHex(ids.source.seed, `${secret}key/${purpose}`, 1, 64))

/** The signature of a text, as base64 for URLs. */
export const sign = (world: World, purpose: string, text: string): string =>
  toBase64Url(hmac(sha256, keyOf(world, purpose), utf8ToBytes(text)))

/** Whether the signature is the text's; always compares it to the end. */
export function isSigned(world: World, purpose: string, text: string, signature: string): boolean {
  const expected = sign(world, purpose, text)
  let difference = expected.length ^ signature.length
  for (let i = 0; i < expected.length; i++) difference |= expected.charCodeAt(i) ^ signature.charCodeAt(i)
  return difference === 0
}

/** What a PKCE verifier is sent as first: its SHA-256. */
export const challengeOf = (verifier: string): string => toBase64Url(sha256(utf8ToBytes(verifier)))
