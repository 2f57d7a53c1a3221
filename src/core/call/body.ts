/** The one place where bodies are read: JSON and forms, after the content type has been looked at, in time that grows with their length. */

import { excessOf, MOST, type Most, tooManyFields } from '../values/excess.ts'
import { BODY_LIMIT, isMediaType, type SimRequest } from '../values/http.ts'
import { parseJson } from '../values/parse-json.ts'
import { toUtf8 } from '../values/utf8.ts'
import type { Refusal } from './refusal.ts'

/** The same for bodies that are longer than usual: they are lists. */
const MOST_OF_LARGE: Most = { ...MOST, items: Number.POSITIVE_INFINITY }

type Fields = Readonly<Record<string, unknown>>
type Reading = { readonly fields: Fields } | { readonly refusal: Refusal }

const NOTHING: Reading = { fields: {} }

/** Whether a request has no body that anybody would look at. */
export const hasNoBody = ({ method, body, isTooLarge }: SimRequest): boolean =>
  method === 'GET' || method === 'HEAD' || (!isTooLarge && (body === undefined || body.length === 0))

/** What was read of a request before, so that no body is read twice. */
const known = new WeakMap<SimRequest, Reading>()

/** The fields of a JSON body; none where there is no body. */
export function readJson(request: SimRequest, limit: number): Reading {
  if (hasNoBody(request)) return NOTHING
  const before = known.get(request)
  if (before) return before
  const most = limit > BODY_LIMIT ? MOST_OF_LARGE : MOST
  const reading = read(request, limit, 'application/json', (text) => parseFields(text, most))
  known.set(request, reading)
  return reading
}

/** The fields of a form as a browser sends it; of a field that comes twice the last. */
export const readForm = (request: SimRequest, limit: number): Reading =>
  read(request, limit, 'application/x-www-form-urlencoded', (text) => {
    const values = readValues(text)
    return values ? { fields: lastOf(values) } : { refusal: { kind: 'invalid', issues: [{ path: [], message: tooManyFields }] } }
  })

/** Servers take far less; what MSW intercepts has no limit of its own. */
const LONGEST_QUERY = 65_536

/** The values of a query by their names, in order; or what is wrong with it. */
export const readQueryValues = (search: string): Values | string =>
  search.length > LONGEST_QUERY
    ? `The query is longer than ${LONGEST_QUERY.toLocaleString('en-US')} characters.`
    : (readValues(search) ?? tooManyFields)

type Values = Readonly<Record<string, readonly string[]>>

/** The values of a query or form by their names, in order; undefined for too many. */
function readValues(text: string): Values | undefined {
  const values: Record<string, string[]> = Object.create(null)
  let count = 0
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > MOST.fields) return undefined
    const before = values[name]
    if (before) before.push(value)
    else values[name] = [value]
  }
  return values
}

/** Of each name the last value. */
export function lastOf(values: Values): Record<string, string> {
  const pairs: Record<string, string> = Object.create(null)
  for (const name in values) pairs[name] = values[name]?.at(-1) as string
  return pairs
}

function read(request: SimRequest, limit: number, type: string, parse: (text: string) => Reading): Reading {
  const { headers, body, isTooLarge } = request
  if (isTooLarge) return { refusal: { kind: 'too-large', limit } }
  if (hasNoBody(request) || body === undefined) return NOTHING
  if (isLonger(body, limit)) return { refusal: { kind: 'too-large', limit } }
  if (!isMediaType(headers['content-type'], type))
    return {
      refusal: { kind: 'media-type', type: headers['content-type'] ?? '', hint: `Send the header Content-Type: ${type}.` },
    }
  const strange = strangeEncoding(headers)
  if (strange) return { refusal: { kind: 'media-type', ...strange } }
  const text = typeof body === 'string' ? body : decodeUtf8(body)
  return text === undefined ? { refusal: { kind: 'syntax', reason: 'the text is not UTF-8' } } : parse(text)
}

/** How a body is written that is not read here: only plain UTF-8 is. */
function strangeEncoding(headers: SimRequest['headers']): { readonly type: string; readonly hint: string } | undefined {
  const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } = headers
  if (encoding.trim().toLowerCase() !== 'identity')
    return { type: encoding, hint: `Send the body as it is, without Content-Encoding: ${encoding.slice(0, 80)}.` }
  const charset = type.includes('=') ? CHARSET.exec(type.slice(0, 200))?.[1] : undefined
  return charset === undefined || READABLE.test(charset)
    ? undefined
    : { type, hint: `Send the body in UTF-8: the charset "${charset}" is not read.` }
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i
const READABLE = /^(utf-?8|us-ascii)$/i

/** Whether a body has more bytes than that. */
export function isLonger(body: string | Uint8Array, limit: number): boolean {
  if (typeof body !== 'string') return body.length > limit
  return body.length > limit || (body.length * 3 > limit && toUtf8(body).length > limit)
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function parseFields(text: string, most: Most): Reading {
  const excess = excessOf(text, most)
  if (excess) return { refusal: { kind: 'invalid', issues: [excess] } }
  const parsed = parseJson(text)
  if ('reason' in parsed) return { refusal: { kind: 'syntax', reason: parsed.reason } }
  const { value } = parsed
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { refusal: { kind: 'not-an-object', value: Array.isArray(value) ? [] : value } }
  // What takes longer bodies takes saved worlds, whose texts were kept before.
  if (most === MOST && UNSTORABLE.test(text)) foundIn.set(value, [...unstorable(value, [])])
  return { fields: value as Fields }
}

/** Where the parser makes something of it, or half of a pair stands as it is. */
const UNSTORABLE = /\\u0000|\\u[dD][89a-fA-F]|[\uD800-\uDFFF]/

/** A character that no database takes, such as `U+0000`, and where it stands. */
interface Unstorable {
  readonly path: readonly PropertyKey[]
  readonly character: string
}

const foundIn = new WeakMap<object, readonly Unstorable[]>()

/** Where the fields of a body, as they were read, have texts that cannot be kept. */
export const unstorableIn = (fields: object): readonly Unstorable[] => foundIn.get(fields) ?? []

/** Null, or else half of a pair. */
function* unstorable(value: unknown, path: readonly PropertyKey[]): Generator<Unstorable> {
  if (typeof value === 'string') {
    const half = /[\uD800-\uDFFF]/u.exec(value)?.[0]
    if (value.includes('\0')) yield { path, character: 'U+0000' }
    else if (half) yield { path, character: `U+${half.charCodeAt(0).toString(16).toUpperCase()}` }
  } else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* unstorable(item, [...path, Array.isArray(value) ? Number(key) : key])
}
