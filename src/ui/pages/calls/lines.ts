/** Entries of a journal as lines of a table, and which of them somebody looks for. */
import type { CallEntry, Entry, EntryKind } from '../../../core/world/journal/entry.ts'
import type { Call } from '../../data/call.ts'
import { sayingOf, targetOf } from '../../parts/entries.ts'

export interface Wanted {
  readonly text: string
  readonly operation: string | null
  /** The first digit of a status, as in `4xx`; 0 for no answer. */
  readonly status: string | null
  readonly kind: EntryKind | null
}

export const operationOf = (entry: Entry): string | null => (entry.kind === 'call' ? entry.operation : null)

/** What is to be noticed: warnings, and the fault that it met. */
export const noticesOf = (entry: Entry): readonly string[] =>
  entry.kind === 'call' ? [...entry.warnings, ...(entry.fault === null ? [] : [`It met ${entry.fault}.`])] : []

const texts = new WeakMap<Entry, string>()

/** All that is searched, worked out once. */
function textOf(entry: Entry): string {
  const known = texts.get(entry)
  if (known !== undefined) return known
  const { kind } = entry
  const more =
    kind === 'call'
      ? [
          entry.operation,
          entry.caller?.name,
          entry.response.status,
          JSON.stringify(entry.request.body),
          JSON.stringify(entry.response.body),
        ]
      : []
  const text = [`#${entry.number}`, kind, sayingOf(entry), ...more, ...noticesOf(entry)].join('\n').toLowerCase()
  texts.set(entry, text)
  return text
}

/** Those that are wanted, the newest first. */
export function chosen(entries: readonly Entry[], { text, operation, status, kind }: Wanted): readonly Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries
    .filter(
      (entry) =>
        (kind === null || entry.kind === kind) &&
        (operation === null || operationOf(entry) === operation) &&
        (status === null || (entry.kind === 'call' && String(entry.response.status).startsWith(status))) &&
        words.every((word) => textOf(entry).includes(word)),
    )
    .toReversed()
}

export const operationsIn = (entries: readonly Entry[]): string[] =>
  [...new Set(entries.flatMap((entry) => operationOf(entry) ?? []))].sort()

/** A body that the journal does not have whole. */
function isPart(body: unknown, type: string | undefined): boolean {
  return typeof body === 'object' && body !== null && 'bytes' in body && 'type' in body && body.type === (type ?? null)
}

/** The call that was made, to make it again; undefined where the journal does not have all of it. */
export function toCall(world: string, entry: CallEntry): Call | undefined {
  const { api, operation, request, response } = entry
  const { method, headers, body, text } = request
  if (isPart(body, headers['content-type'])) return undefined
  const path = targetOf(entry)
  return {
    operation: operation ? `${api}.${operation}` : `${method} ${request.path}`,
    world,
    method,
    path,
    headers,
    body: text ?? body ?? undefined,
    ...(response.status !== 0 && { status: response.status }),
  }
}
