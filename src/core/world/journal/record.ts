/** What happened, as a journal keeps it: what it needs to show it later, and to go back to before it. */
import { toIso } from '../../time/clock.ts'
import type { SimRequest, SimResponse } from '../../values/http.ts'
import type { Identity } from '../identity.ts'
import type { Base } from '../state.ts'
import { type KeptBody, lengthOf, shown, textBehind, toKept } from './body.ts'
import type { CallEntry, CallerName, ChangedRow, Entry, News } from './entry.ts'

/** A request that has found its API. */
export interface Asked {
  readonly api: string
  readonly request: SimRequest
  /** Without the prefix of the world. */
  readonly path: string
  readonly search: string
}

/** A call as it is kept. */
export interface KeptCall {
  readonly api: string
  readonly method: string
  readonly path: string
  readonly search: string
  readonly headers: SimRequest['headers']
  readonly sent: KeptBody
  readonly operation: string | undefined
  readonly caller: Identity | undefined
  readonly status: number
  readonly answered: SimResponse['headers']
  readonly got: KeptBody
  readonly fault: string | undefined
  readonly delivery: SimResponse['delivery']
  /** What its texts take. */
  readonly bytes: number
}

export function toKeptCall({ api, request, path, search }: Asked, response: SimResponse): KeptCall {
  const sent = toKept(request.body)
  const got = request.method === 'HEAD' ? undefined : toKept(response.bytes ?? response.body)
  const headers = unchanging(request.headers)
  const answered = unchanging(response.headers)
  return {
    api,
    method: request.method,
    path,
    search,
    headers,
    sent,
    operation: response.operation,
    caller: response.caller,
    status: response.status,
    answered,
    got,
    fault: response.fault,
    delivery: response.delivery,
    bytes: path.length + search.length + lengthOf(sent) + lengthOf(got) + lengthOfTexts(headers) + lengthOfTexts(answered),
  }
}

/** Who called may use theirs again, with other values. */
const unchanging = <Headers extends object>(headers: Headers): Headers => (Object.isFrozen(headers) ? headers : { ...headers })

function lengthOfTexts(headers: Readonly<Record<string, unknown>>): number {
  let length = 0
  for (const name in headers) length += name.length + String(headers[name]).length
  return length
}

/** What is told of news: of the clock one by one, of a fault or an event as JSON. */
function lengthOfNews(news: News): number {
  if (news.kind === 'clock') return news.fired.length * FIRED_BYTES
  if (news.kind === 'data') return 0
  return JSON.stringify(news).length
}

/** What came of it. */
export interface Changed {
  readonly rows: readonly ChangedRow[]
  /** Bytes of rows that only older states hold. */
  readonly left: number
}

/** An entry by itself, without its texts. */
const ENTRY_BYTES = 1_000
/** A state by itself: its list of tables, and the ways in their trees to what changed. */
const STATE_BYTES = 6_000
const ROW_BYTES = 200
const FIRED_BYTES = 300

const NO_ROWS: readonly ChangedRow[] = []

/** A call, or other news, with what it found and what came of it. */
export interface Happened {
  readonly ms: number
  readonly found: Base
  readonly foundMs: number
  readonly call: KeptCall | undefined
  readonly news: News | undefined
  /** Undefined where nothing has changed. */
  readonly changed: Changed | undefined
}

/** Who keeps records. */
interface Owner {
  /** There is no room for the oldest one any more. */
  forgetOldest(): void
}

export class JournalRecord {
  readonly owner: Owner
  readonly number: number
  /** The time of the world. */
  readonly ms: number
  readonly call: KeptCall | undefined
  readonly news: News | undefined
  /** Whether something has changed that one can see: of a call rows that are told, of all else anything. */
  readonly hasChanged: boolean
  readonly rows: readonly ChangedRow[]
  /** The state that it found; undefined once there was no room for it. */
  found: Base | undefined
  /** The time that it found. */
  readonly foundMs: number
  /** What it takes by itself, and what its state takes beside it, in bytes. */
  readonly weight: number
  readonly stateWeight: number
  // Its neighbours among the records of all worlds.
  older: JournalRecord | undefined = undefined
  newer: JournalRecord | undefined = undefined

  constructor(owner: Owner, number: number, { ms, found, foundMs, call, news, changed }: Happened) {
    this.owner = owner
    this.number = number
    this.ms = ms
    this.call = call
    this.news = news
    this.rows = changed?.rows ?? NO_ROWS
    this.hasChanged = call ? this.rows.length > 0 : changed !== undefined
    this.found = found
    this.foundMs = foundMs
    this.weight = ENTRY_BYTES + (call?.bytes ?? 0) + (news ? lengthOfNews(news) : 0) + this.rows.length * ROW_BYTES
    this.stateWeight = changed ? STATE_BYTES + changed.left : 0
  }
}

/** A record as it is shown. */
export function toEntry({ number, ms, rows, news, call }: JournalRecord): Entry {
  const [at, changed] = [toIso(ms), rows.length]
  if (call) return toCallEntry(call, number, at, changed)
  const { kind, ...rest } = news as News
  return { number, kind, at, ...rest, changed } as Entry
}

function toCallEntry(call: KeptCall, number: number, at: string, changed: number): CallEntry {
  const { headers, answered } = call
  const body = shown(call.sent, headers['content-type'])
  const text = textBehind(body, call.sent, headers['content-type'])
  return {
    number,
    kind: 'call',
    at,
    api: call.api,
    operation: call.operation ?? null,
    caller: callerName(call) ?? null,
    request: {
      method: call.method,
      path: call.path,
      query: toQuery(call.search),
      headers: withoutTransport(headers) as CallEntry['request']['headers'],
      body,
      ...(text !== undefined && { text }),
    },
    response: {
      status: call.status,
      headers: withoutTransport(answered) as CallEntry['response']['headers'],
      body: shown(call.got, answered['content-type'] as string | undefined),
    },
    warnings: [answered['x-sim-warning'] ?? []].flat(),
    fault: call.fault ?? null,
    delivery: call.delivery ?? null,
    changed,
  }
}

/** Who called, as it is shown. */
export const callerName = ({ caller }: KeptCall): CallerName | undefined => caller && { id: caller.id, name: caller.name }

/** Of a name that comes several times all values. */
export function toQuery(search: string): Record<string, string | string[]> {
  const query = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(search)) {
    const before = query.get(name)
    query.set(name, before === undefined ? value : typeof before === 'string' ? [before, value] : before)
    if (Array.isArray(before)) before.push(value)
  }
  return Object.fromEntries(query)
}

const transport = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const withoutTransport = (headers: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name, value]) => value !== undefined && !transport.has(name)))
