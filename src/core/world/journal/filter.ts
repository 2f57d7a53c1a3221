/** Which entries of a journal somebody asks for. */
import { foreignIn, GIVE_JSON, type Json } from '../../values/json.ts'
import { fits as fitsPattern, holds } from '../../values/matching.ts'
import { noSuch, strangerIn } from '../../values/nearest-name.ts'
import { isWholeNumber } from '../../values/whole-number.ts'
import { type Callable, callProblem, type Found, namingProblems, onlyApi, operationsOf } from '../callable.ts'
import type { OperationName } from '../calls.ts'
import { FAULT_ID, isFaultId } from '../faults/fault.ts'
import type { WhoCalls } from '../faults/match.ts'
import { type Identity, isCalled, whyNobody } from '../identity.ts'
import { shown } from './body.ts'
import { type EntryKind, entryKinds } from './entry.ts'
import { callerName, type JournalRecord, toQuery } from './record.ts'

/** What calls must be like; all that is given must fit. */
export interface VerifyFilter {
  readonly api?: string | undefined
  readonly method?: string | undefined
  /** Without the prefix of the world; `*` stands for any text. */
  readonly path?: string | undefined
  /** `200`, all of a class: `4xx`, or 0 for no answer. */
  readonly status?: number | string | undefined
  /** The id, name, username or role of who called. */
  readonly caller?: string | undefined
  /** The query's values, at least. */
  readonly query?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** Parts that the body of the request must have. */
  readonly body?: Json | undefined
  /** The id of the fault that it met. */
  readonly fault?: string | undefined
  /** Only entries behind this number. */
  readonly after?: number | undefined
}

/** Which of the calls that fit. */
export interface CallFilter extends VerifyFilter {
  /** At most so many: the newest, or the first behind `after`. */
  readonly limit?: number | undefined
}

export interface EntryFilter extends CallFilter {
  readonly kind?: string | undefined
  /** `approveAction`, or `crm.login` where several APIs have one of a name. */
  readonly operation?: string | undefined
}

/** How a call is waited for. */
export interface WaitOptions {
  /** Once it is aborted nobody waits any more: the promise is rejected with its reason. */
  readonly signal?: AbortSignal | undefined
}

/** @throws JournalError for an option that there is not, and for what is no signal */
export function waitOptions(options: WaitOptions): WaitOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new JournalError('options', 'Options are an object: `{ signal }`.')
  checkNames('option', options, ['signal'])
  const { signal } = options
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function')
    throw new JournalError('signal', 'signal is an AbortSignal.')
  return options
}

/** What cannot be asked of a journal. The message says why. */
export class JournalError extends Error {
  /** What of the question. */
  readonly field: string

  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }

  override get name(): string {
    return 'JournalError'
  }
}

/** One thing that an entry must be like. */
export interface Criterion {
  readonly field: string
  readonly expected: unknown
  readonly actual: (record: JournalRecord) => unknown
  readonly fits: (record: JournalRecord) => boolean
}

const TEXTS = ['kind', 'api', 'operation', 'method', 'path', 'caller', 'fault'] as const satisfies (keyof EntryFilter)[]
const OF_VERIFY = ['api', 'method', 'path', 'status', 'caller', 'query', 'body', 'fault', 'after'] as const
const OF_CALLS = [...OF_VERIFY, 'limit'] as const
const FIELDS = [...OF_CALLS, 'kind', 'operation'] as const satisfies (keyof EntryFilter)[]

/** @throws JournalError for what is no object, and for the first field that was given and is none of these */
export function checkNames(what: string, given: object, known: readonly string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new JournalError(what, `Give an object with a ${what} for each condition.`)
  const stranger = strangerIn(given, known)
  if (stranger !== undefined) throw new JournalError(stranger, noSuch(what, stranger, known))
}

const WHICH =
  "Say which operation, and then what its calls are like: 'approveAction', { status: 200 }. The calls of all are entries({ kind: 'call' })."

/**
 * A filter for the calls of one operation.
 *
 * @param counts whether all that fit are meant, so that a limit would say nothing
 * @throws JournalError for what is no filter of calls
 */
export function callsOf(operation: OperationName, filter: CallFilter, counts: boolean): EntryFilter {
  if (typeof operation !== 'string' || !operation) throw new JournalError('operation', WHICH)
  checkNames('field', filter, counts ? OF_VERIFY : OF_CALLS)
  const asked: EntryFilter = { ...filter, operation }
  // A condition that says nothing would let any entry fit, and in an address it is left out.
  const empty = ([...TEXTS, 'status'] as const).find((field) => asked[field] === '')
  if (empty !== undefined) throw new JournalError(empty, `${empty} is empty.`)
  return asked
}

/**
 * What an entry must be like; behind which number, and how many, is the journal's business.
 * @throws JournalError for names that do not exist, and values that nothing can have
 */
export function criteriaOf(filter: EntryFilter, apis: readonly Callable[], callers: WhoCalls): Criterion[] {
  checkNames('field', filter, FIELDS)
  for (const field of TEXTS)
    if (typeof (filter[field] ?? '') !== 'string') throw new JournalError(field, `${field} must be a text.`)
  const foreign = foreignIn({ query: filter.query, body: filter.body }, 1)
  if (foreign) throw new JournalError(foreign.join('.'), `${foreign.join('.').slice(0, 80)}: ${GIVE_JSON}`)
  const { kind, api, operation, method, path, status, caller, query, body, fault } = filter
  const meant = meantBy({ ...filter, method: method === undefined ? undefined : toMethod(method) }, apis)
  const all: (Criterion | undefined)[] = [
    kind === undefined ? undefined : ofKind(kind),
    api === undefined ? undefined : equal('api', api, ({ call }) => call?.api),
    operation === undefined ? undefined : ofOperation(operation, meant),
    method === undefined ? undefined : equal('method', method.toUpperCase(), ({ call }) => call?.method),
    path === undefined ? undefined : ofPath(path),
    status === undefined ? undefined : ofStatus(String(status)),
    caller === undefined ? undefined : ofCaller(caller, callers(onlyApi(meant))),
    query === undefined ? undefined : holding('query', texts(query), ({ call }) => call && toQuery(call.search)),
    body === undefined ? undefined : holding('body', body, ({ call }) => call && shown(call.sent, call.headers['content-type'])),
    fault === undefined ? undefined : ofFault(fault),
  ]
  return all.filter((criterion) => criterion !== undefined)
}

/** @throws JournalError for what is no number of entries */
export function wholeNumber(field: string, value: number, least = 0): number {
  if (!isWholeNumber(value, least)) throw new JournalError(field, `This is no whole number of at least ${least}.`)
  return value
}

/** Which part of what fits is meant: behind a number, and at most so many: the newest, or the first behind it. */
type Portion = Pick<EntryFilter, 'after' | 'limit'>

/**
 * @param rows in the order of their numbers
 * @throws JournalError for what is no number of rows
 */
export function portion<T>(
  rows: readonly T[],
  numberOf: (row: T) => number,
  fits: (row: T) => boolean,
  { after, limit }: Portion,
): T[] {
  const behind = wholeNumber('after', after ?? 0)
  const most = limit === undefined ? undefined : wholeNumber('limit', limit, 1)
  const fitting = rows.filter((row) => numberOf(row) > behind && fits(row))
  return after === undefined && most !== undefined ? fitting.slice(-most) : fitting.slice(0, most)
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

/** The operations that calls can be of. */
function meantBy(wanted: EntryFilter, apis: readonly Callable[]): Found[] {
  const meant = operationsOf(apis, wanted)
  // A call of no operation has any method, and any path.
  const [problem = wanted.operation === undefined ? undefined : callProblem(wanted, meant)] = namingProblems(wanted, apis)
  if (problem) throw new JournalError(problem.field, problem.message)
  return meant
}

const ofOperation = (name: string, meant: readonly Found[]): Criterion => ({
  field: 'operation',
  expected: name,
  actual: ({ call }) => call?.operation,
  fits: ({ call }) => meant.some(({ api, id }) => call?.operation === id && call.api === api),
})

export const NO_QUERY = 'A query is an object with a text for each parameter.'

/** In a query all is text: a number would be found nowhere. */
function texts(query: unknown): object {
  if (typeof query !== 'object' || query === null || Array.isArray(query)) throw new JournalError('query', NO_QUERY)
  const other = Object.entries(query).find(([, value]) => [value].flat().some((each: unknown) => typeof each !== 'string'))
  if (other) throw new JournalError('query', `The values of a query are texts, and that of "${other[0].slice(0, 80)}" is none.`)
  return query
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const toMethod = (method: string): string => known('method', 'method', method.toUpperCase(), METHODS)

function ofPath(path: string): Criterion {
  const actual = ({ call }: JournalRecord) => call?.path
  return { field: 'path', expected: path, actual, fits: ({ call }) => call !== undefined && fitsPattern(call.path, path) }
}

function ofStatus(status: string): Criterion {
  if (!/^(?:0|[1-5](?:\d\d|xx))$/.test(status))
    throw new JournalError('status', 'A status is like 404, 4xx for all of its class, or 0 for no answer.')
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

function ofFault(fault: string): Criterion {
  if (!isFaultId(fault)) throw new JournalError('fault', FAULT_ID)
  return equal('fault', fault, ({ call }) => call?.fault)
}

function known(field: string, what: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name
  throw new JournalError(field, noSuch(what, name, names))
}
