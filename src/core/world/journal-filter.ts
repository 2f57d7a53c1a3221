/** Which entries of a journal somebody asks for. */
import { fits as fitsPattern, holds } from '../values/matching.ts'
import { nearestName } from '../values/nearest-name.ts'
import { type Identity, isCalled, whyNobody } from './identity.ts'
import { shown } from './journal-body.ts'
import { type EntryKind, entryKinds } from './journal-entry.ts'
import { callerName, type JournalRecord, toQuery } from './journal-record.ts'

/** What calls must be like; all that is given must fit. */
export interface CallFilter {
  readonly api?: string | undefined
  readonly method?: string | undefined
  /** Without the prefix of the world; `*` stands for any text. */
  readonly path?: string | undefined
  /** `200`, or all of a class: `4xx`. */
  readonly status?: number | string | undefined
  /** The id, name, username or role of who called. */
  readonly caller?: string | undefined
  /** The query's values, at least. */
  readonly query?: Readonly<Record<string, string>> | undefined
  /** Parts that the body of the request must have. */
  readonly body?: unknown
  /** The id of the fault that it met. */
  readonly fault?: string | undefined
  /** Only entries behind this number. */
  readonly after?: number | undefined
  /** At most so many: the newest, or the first behind `after`. */
  readonly limit?: number | undefined
}

export interface EntryFilter extends CallFilter {
  readonly kind?: string | undefined
  /** `approveAction`, or `crm.login` where several APIs have one of a name. */
  readonly operation?: string | undefined
}

/** What cannot be asked of a journal. The message says why. */
export class JournalError extends Error {
  /** What of the question. */
  readonly field: string

  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}

/** The ids of the operations of each API that is journalled. */
export type OperationNames = ReadonlyMap<string, readonly string[]>

/** One thing that an entry must be like. */
export interface Criterion {
  readonly field: string
  readonly expected: unknown
  readonly actual: (record: JournalRecord) => unknown
  readonly fits: (record: JournalRecord) => boolean
}

/** @throws JournalError for names that do not exist, and values that nothing can have */
export function criteriaOf(filter: EntryFilter, names: OperationNames, callers: () => readonly Identity[]): Criterion[] {
  const { kind, api, operation, method, path, status, caller, query, body, fault } = filter
  const all: (Criterion | undefined)[] = [
    kind === undefined ? undefined : ofKind(kind),
    api === undefined ? undefined : equal('api', known('api', 'API', api, [...names.keys()]), ({ call }) => call?.api),
    operation === undefined ? undefined : ofOperation(operation, names),
    method === undefined ? undefined : equal('method', toMethod(method), ({ call }) => call?.method),
    path === undefined ? undefined : ofPath(path),
    status === undefined ? undefined : ofStatus(String(status)),
    caller === undefined ? undefined : ofCaller(caller, callers()),
    query === undefined ? undefined : holding('query', query, ({ call }) => call && toQuery(call.search)),
    body === undefined ? undefined : holding('body', body, ({ call }) => call && shown(call.sent, call.headers['content-type'])),
    fault === undefined ? undefined : equal('fault', fault, ({ call }) => call?.fault),
  ]
  return all.filter((criterion) => criterion !== undefined)
}

/** @throws JournalError for what is no number of entries */
export function wholeNumber(field: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new JournalError(field, 'This is no whole number of at least 0.')
  return value
}

const equal = (field: string, expected: unknown, actual: Criterion['actual']): Criterion => ({
  field,
  expected,
  actual,
  fits: (record) => actual(record) === expected,
})

const holding = (field: string, expected: unknown, actual: Criterion['actual']): Criterion => ({
  field,
  expected,
  actual,
  fits: (record) => holds(actual(record), expected),
})

function ofKind(kind: string): Criterion {
  known('kind', 'kind of entry', kind, entryKinds)
  return equal('kind', kind, kindOf)
}

export const kindOf = ({ news }: JournalRecord): EntryKind => news?.kind ?? 'call'

function ofOperation(name: string, names: OperationNames): Criterion {
  const all = [...names].flatMap(([api, ids]) => ids.map((id) => [api, id] as const))
  const meant = all.filter(([api, id]) => id === name || `${api}.${id}` === name)
  if (!meant.length)
    known('operation', 'operation', name, name.includes('.') ? all.map((pair) => pair.join('.')) : all.map(([, id]) => id))
  return {
    field: 'operation',
    expected: name,
    actual: ({ call }) => call?.operation,
    fits: ({ call }) => meant.some(([api, id]) => call?.operation === id && call.api === api),
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const toMethod = (method: string): string => known('method', 'method', method.toUpperCase(), METHODS)

function ofPath(path: string): Criterion {
  const actual = ({ call }: JournalRecord) => call?.path
  return { field: 'path', expected: path, actual, fits: ({ call }) => call !== undefined && fitsPattern(call.path, path) }
}

function ofStatus(status: string): Criterion {
  if (!/^[1-5](?:\d\d|xx)$/.test(status)) throw new JournalError('status', 'A status is like 404, or 4xx for all of its class.')
  return {
    field: 'status',
    expected: status.endsWith('xx') ? status : Number(status),
    actual: ({ call }) => call?.status,
    fits: ({ call }) => call !== undefined && (String(call.status) === status || `${Math.floor(call.status / 100)}xx` === status),
  }
}

function ofCaller(caller: string, known: readonly Identity[]): Criterion {
  const why = whyNobody(caller, known)
  if (why !== undefined) throw new JournalError('caller', why)
  return {
    field: 'caller',
    expected: caller,
    actual: ({ call }) => call && callerName(call),
    fits: ({ call }) => call?.caller !== undefined && isCalled(call.caller, caller),
  }
}

function known(field: string, what: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name
  const nearest = nearestName(name, names)
  const rest = nearest ? ` Did you mean "${nearest}"?` : names.length > 10 ? '' : ` There is: ${names.join(', ')}.`
  throw new JournalError(field, `There is no ${what} "${name.slice(0, 80)}".${rest}`)
}
