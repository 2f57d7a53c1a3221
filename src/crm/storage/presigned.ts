/** Addresses that are good for one method, one file and one content type, for a while. */
import type { World } from '../../core/world/handle.ts'
import { isSigned, sign } from '../conventions/signing.ts'
import type { DocumentRow } from '../documents/document.ts'

export const STORAGE_BASE = '/__storage'
/** For how long an address is good. */
export const ADDRESS_MINUTES = 15

/** What a signature covers, beside the method and the key. */
export interface Terms {
  readonly contentType: string
  /** The datetime from which on it is good no more. */
  readonly expires: string
}

/** As JSON, so that no part can reach into the next. An address of one world is worth nothing in another. */
const textOf = ({ id }: World, method: string, key: string, { contentType, expires }: Terms): string =>
  JSON.stringify([id, method, key, contentType, expires])

/** The address for the bytes of a document. */
export function presigned(world: World, origin: string, method: 'PUT' | 'GET', { key, contentType }: DocumentRow) {
  const terms = { contentType, expires: world.clock.in(`PT${ADDRESS_MINUTES}M`) }
  const signature = sign(world, 'storage', textOf(world, method, key, terms))
  const url = `${origin}${STORAGE_BASE}/${key}?${new URLSearchParams({ ...terms, signature })}`
  return { url, expiresAt: terms.expires }
}

export const isPresigned = (world: World, method: string, key: string, terms: Terms, signature: string): boolean =>
  isSigned(world, 'storage', textOf(world, method, key, terms), signature)
