/** Who may send events: whoever signs the body, byte by byte, with the key that the provider shares with this world. */
import { bytesToHex } from '@noble/hashes/utils.js'
import { isLonger } from '../../core/call/body.ts'
import type { CallBase, Rule } from '../../core/call/operation.ts'
import type { BarKind } from '../../core/call/refusal.ts'
import { toBase64Url } from '../../core/values/base64-url.ts'
import { BODY_LIMIT } from '../../core/values/http.ts'
import type { World } from '../../core/world/handle.ts'
import { hmacSha256, isSameSignature, keyFor } from '../../core/world/signing.ts'

interface Signing {
  readonly header: string
  readonly encode: (bytes: Uint8Array) => string
  /** What may follow a signature. */
  readonly padding?: string
}

const signings = {
  merge: { header: 'X-Merge-Webhook-Signature', encode: toBase64Url, padding: '=' },
  nylas: { header: 'X-Nylas-Signature', encode: bytesToHex },
} satisfies Record<string, Signing>

export type Provider = keyof typeof signings

/** The text that is the key; another seed has another, and another secret. */
export const webhookKey = (world: World, provider: Provider): string => keyFor(world, `webhooks/${provider}`)

/** The header with the signature of a body, as the provider sends it. */
export const signed =
  (provider: Provider) =>
  (world: World, body: string | Uint8Array): Record<string, string> => ({
    [signings[provider].header.toLowerCase()]: signatureOf(world, provider, body),
  })

const signatureOf = (world: World, provider: Provider, body: string | Uint8Array): string =>
  signings[provider].encode(hmacSha256(webhookKey(world, provider), body))

/** For the document. */
export const signatureHeader = (provider: Provider, encoding: string): Record<string, string> => ({
  [signings[provider].header]: `HMAC-SHA256 of the body as it is sent, with the key of this world, ${encoding}.`,
})

/** Keeps out whoever does not sign. A body that is too long is read by nobody; that is said next. */
export function signedBy(provider: Provider): Rule<CallBase, BarKind> {
  const { header, padding = '' }: Signing = signings[provider]
  return {
    kind: 'unauthenticated',
    refuse: `The header ${header} must hold the signature of the body. GET /__sim has the key.`,
    when({ world, request: { headers, body = '', isTooLarge } }) {
      const given = headers[header.toLowerCase()]
      if (given === undefined) return true
      if (isTooLarge || isLonger(body, BODY_LIMIT)) return false
      const expected = signatureOf(world, provider, body)
      return !isSameSignature(expected, given) && !isSameSignature(expected + padding, given)
    },
  }
}
