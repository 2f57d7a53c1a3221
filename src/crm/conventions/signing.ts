/** Signatures of this API: base64 for URLs, with a key for each purpose. */

import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { toBase64Url } from '../../core/values/base64-url.ts'
import { toUtf8 } from '../../core/values/utf8.ts'
import type { World } from '../../core/world/handle.ts'
import { hmacSha256, isSameSignature, keyFor } from '../../core/world/signing.ts'

/** The key for one purpose, such as `jwt`. */
export const keyOf = (world: World, purpose: string): Uint8Array => hexToBytes(keyFor(world, purpose))

/** The signature of a text. */
export const sign = (world: World, purpose: string, text: string): string => toBase64Url(hmacSha256(keyOf(world, purpose), text))

/** Whether the signature is the text's. */
export const isSigned = (world: World, purpose: string, text: string, signature: string): boolean =>
  isSameSignature(sign(world, purpose, text), signature)

/** What a PKCE verifier is sent as first: its SHA-256. */
export const challengeOf = (verifier: string): string => toBase64Url(sha256(toUtf8(verifier)))
