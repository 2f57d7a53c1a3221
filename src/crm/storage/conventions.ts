/** What is special about the storage: no credentials but the address itself, and files instead of JSON. */

import * as z from 'zod'
import type { Rung } from '../../core/call/api.ts'
import { isLonger, lastOf, readQueryValues } from '../../core/call/body.ts'
import { defineScopes } from '../../core/call/scopes.ts'
import { toUtf8 } from '../../core/values/utf8.ts'
import type { World } from '../../core/world/handle.ts'
import { notFound } from '../conventions/refusals.ts'
import { crmDocuments, type DocumentRow } from '../documents/document.ts'
import { isPresigned } from './presigned.ts'

export const { defineOperation } = defineScopes({})

/** What an address carries. That it is right is for `signed` to say. */
export const Signed = z.object({ contentType: z.string(), expires: z.string(), signature: z.string() })

/** The method is signed too, so that another one is not refused in another way. */
export const signed: Rung = {
  check({ world, request: { method, headers }, path: { key = '' }, search }) {
    const query = readQueryValues(search)
    if (typeof query === 'string') return { kind: 'forbidden', hint: query }
    const { contentType = '', expires = '', signature = '' } = lastOf(query)
    if (!isPresigned(world, method, key, { contentType, expires }, signature))
      return { kind: 'forbidden', hint: 'The signature is not that of this method, key, content type and expiry.' }
    if (world.clock.isPast(expires)) return { kind: 'forbidden', hint: `The address expired at ${expires}.` }
    if (method === 'PUT' && headers['content-type'] !== contentType)
      return { kind: 'forbidden', hint: `Send the header Content-Type: ${contentType}.` }
    return undefined
  },
}

export const notTooLarge: Rung = {
  check: ({ request: { body = '', isTooLarge } }, { bodyLimit }) =>
    isTooLarge || isLonger(body, bodyLimit) ? { kind: 'too-large', limit: bodyLimit } : undefined,
}

/** The bytes of a body as they came, in a buffer that holds nothing else. */
export function toBytes(body: string | Uint8Array): Uint8Array {
  if (typeof body === 'string') return toUtf8(body)
  return body.byteLength === body.buffer.byteLength ? body : new Uint8Array(body)
}

export const NO_FILE = 'The file was deleted.'
export const NOTHING_ARRIVED = 'No file was uploaded.'

/** @throws Refused where it was deleted */
export function documentOf(world: World, key: string): DocumentRow {
  const document = world.table(crmDocuments).find('ofKey', key)
  if (document) return document
  throw notFound(NO_FILE)
}
