/** Requests and responses as plain values, the same for every way of serving. */

import type { EventStream } from './event-stream.ts'

export interface SimRequest {
  readonly method: string
  /** Path and query, as sent: `/api/companies?page=2`. */
  readonly url: string
  /** Where the simulator is mounted, for the addresses it hands out: `http://127.0.0.1:4010`. */
  readonly origin: string
  /** Where each API is mounted, by its name, where they have addresses of their own. */
  readonly origins?: Readonly<Record<string, string>> | undefined
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body?: string | Uint8Array | undefined
  /** The body is longer than it may be, and was not read to its end. */
  readonly isTooLarge?: boolean | undefined
  /** The names of the APIs that may answer; all of them unless told. */
  readonly apis?: readonly string[] | undefined
}

/**
 * A request as it was meant: one without headers has none.
 * @throws TypeError for a body that is neither text nor bytes
 */
export function asMeant(request: SimRequest): SimRequest {
  const { headers, body } = request
  if (body && typeof body !== 'string' && !(body instanceof Uint8Array))
    throw new TypeError('The body of a call is a text or bytes: JSON.stringify makes one of an object.')
  return headers ? request : { ...request, headers: {} }
}

export interface SimResponse {
  /** 0 where a fault leaves nothing to answer with. */
  readonly status: number
  /** Lower-case names; a list is sent as several headers. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /** Empty for an answer without a body, or with one that is no text. */
  readonly body: string
  /** A body that is no text. */
  readonly bytes?: Uint8Array | undefined
  /** A body that goes on. */
  readonly stream?: EventStream | undefined
  /** The API that answered, and its operation. */
  readonly api?: string | undefined
  readonly operation?: string | undefined
  /** Who called, where the API knows. */
  readonly caller?:
    | { readonly id: string; readonly name: string; readonly username?: string | undefined; readonly role?: string | undefined }
    | undefined
  /** The id of the fault that hit the call. */
  readonly fault?: string | undefined
  /** How the answer is to be delivered, where a fault wants it otherwise. Only what serves it reads this. */
  readonly delivery?: Delivery | undefined
}

/** What happens to an answer on its way. */
export interface Delivery {
  /** It is so late. */
  readonly delayMs?: number | undefined
  /** Its body comes so slowly. */
  readonly bytesPerSecond?: number | undefined
  /** It ends before it has begun, is no HTTP, or ends in its middle. */
  readonly connection?: 'reset' | 'empty' | 'garbage' | 'truncated' | undefined
  /** It never arrives; of a lost request nothing was carried out either. */
  readonly lose?: 'request' | 'response' | undefined
}

/** What is sent as it is, not as JSON. */
export class Content {
  readonly type: string
  readonly data: string | Uint8Array

  constructor(type: string, data: string | Uint8Array) {
    this.type = type
    this.data = data
  }
}

/** A request body may have this many bytes, unless an API allows more. */
export const BODY_LIMIT = 1_000_000

/** An answer of the simulator itself, when no API has a say. */
export const plainRefusal = (status: number, message: string): SimResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: { message } }),
})

/** Whether a media type, with or without parameters, is this one. */
export function isMediaType(given: string | undefined, wanted: string): boolean {
  if (given === undefined) return false
  const end = given.indexOf(';')
  return (end < 0 ? given : given.slice(0, end)).trim().toLowerCase() === wanted
}

/** A path without its query. */
export const pathAlone = (target: string): string => target.split('?', 1)[0] as string

/** The path of an address without the slash at its end: empty where nothing is mounted below the origin. */
export const mountOf = (address: string): string => address.replace(/^https?:\/\/[^/]*/i, '').replace(/\/$/, '')
