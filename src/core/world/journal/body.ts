/** Bodies in a journal: kept as they came, cut where they are long, and shown as what they are. */
import { excessOf } from '../../values/excess.ts'
import { toUtf8 } from '../../values/utf8.ts'

/** What is longer is cut. */
const LONGEST = 65_536

/** The start of a body that was too long to keep. */
interface Cut {
  readonly start: string | Uint8Array
  /** How long it was. */
  readonly length: number
}

export type KeptBody = string | Uint8Array | Cut | undefined

/** A body to keep, which may stand in memory that is larger than itself. */
export function toKept(body: string | Uint8Array | undefined): KeptBody {
  if (body === undefined) return undefined
  if (body.length > LONGEST) return { start: copyOf(body.slice(0, LONGEST)), length: body.length }
  return typeof body === 'string' || body.buffer.byteLength <= 2 * body.length ? body : copyOf(body)
}

/** Without the rest of what it is a part of. */
const copyOf = (body: string | Uint8Array): Uint8Array => (typeof body === 'string' ? toUtf8(body) : new Uint8Array(body))

export const lengthOf = (body: KeptBody): number =>
  body === undefined ? 0 : typeof body === 'string' || body instanceof Uint8Array ? body.length : body.start.length

/** JSON as JSON, unless it has more than a call may send; other texts as texts, other bytes by their number and type; else null. */
export function shown(body: KeptBody, type: string | undefined): unknown {
  if (body === undefined || body === '') return null
  if (typeof body !== 'string' && !(body instanceof Uint8Array))
    return { bytes: body.length, type: type ?? null, ...(isText(type) && { cut: toText(body.start) }) }
  if (!isText(type)) return { bytes: body.length, type: type ?? null }
  const text = toText(body)
  if (!isJson(type) || excessOf(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The text of a body whose value does not tell it: JSON that is one text looks like a text that is no JSON, and null like nothing. */
export function textBehind(value: unknown, body: KeptBody, type: string | undefined): string | undefined {
  if ((value !== null && typeof value !== 'string') || !body || !isJson(type)) return undefined
  const text = typeof body === 'string' || body instanceof Uint8Array ? toText(body) : undefined
  return text === value ? undefined : text
}

const toText = (body: string | Uint8Array): string => (typeof body === 'string' ? body : new TextDecoder().decode(body))

const isJson = (type: string | undefined): boolean => type !== undefined && /^application\/(?:[\w.-]+\+)?json\b/i.test(type)
const isText = (type: string | undefined): boolean =>
  isJson(type) || (type !== undefined && /^(?:text\/|application\/x-www-form-urlencoded\b)/i.test(type))
