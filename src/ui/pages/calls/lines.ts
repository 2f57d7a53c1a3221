/** Entries of a journal as lines of a table, and which of them somebody looks for. */
import type { CallEntry, Entry, EntryKind } from '../../../core/world/journal/entry.ts'
import type { Call } from '../../data/call.ts'
import { isUnanswered, sayingOf, statusOf, targetOf } from '../../parts/entries.ts'
import { troubleInWords } from '../faults/fault.ts'

/** Stands for calls that had no answer, in an address and in the filter. */
export const NO_ANSWER = '0'

export interface Wanted {
  readonly text: string
  readonly operation: string | null
  /** The first digit of a status, as in `4xx`, or that there was no answer. */
  readonly status: string | null
  readonly kind: EntryKind | null
}

export const operationOf = (entry: Entry): string | null => (entry.kind === 'call' ? entry.operation : null)

/** What is to be noticed: warnings, and the fault that it met. */
export function noticesOf(entry: Entry): readonly string[] {
  if (entry.kind !== 'call') return []
  const { warnings, fault, delivery } = entry
  if (fault === null) return warnings
  return [...warnings, `It met ${fault}${delivery ? `: ${troubleInWords(delivery)}` : ''}.`]
}

const texts = new WeakMap<Entry, string>()

/** All that is searched, worked out once. */
function textOf(entry: Entry): string {
  const known = texts.get(entry)
  if (known !== undefined) return known
  const told = toldBy(entry).map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
  const text = [`#${entry.number}`, entry.kind, sayingOf(entry), ...told, ...noticesOf(entry)].join('\n').toLowerCase()
  texts.set(entry, text)
  return text
}

/** What an entry tells when it is opened. */
function toldBy(entry: Entry): readonly unknown[] {
  switch (entry.kind) {
    case 'call':
      return [entry.operation, entry.caller?.name, statusOf(entry), entry.request.body, entry.response.body]
    case 'event':
      return [entry.type, entry.body]
    case 'clock':
      return entry.fired
    case 'control':
      return [entry.action, entry.subject]
    case 'data':
      return []
  }
}

const hasStatus = (entry: CallEntry, status: string): boolean =>
  status === NO_ANSWER ? isUnanswered(entry) : String(entry.response.status).startsWith(status)

/** Those that are wanted, the newest first. */
export function chosen(entries: readonly Entry[], { text, operation, status, kind }: Wanted): readonly Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries
    .filter(
      (entry) =>
        (kind === null || entry.kind === kind) &&
        (operation === null || operationOf(entry) === operation) &&
        (status === null || (entry.kind === 'call' && hasStatus(entry, status))) &&
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
