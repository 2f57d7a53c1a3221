/** The checks that every API shares. An API puts them in its own order, between its own; each says what it can refuse. */
import type * as z from 'zod'
import type { AnyTable, Row } from '../store/definition.ts'
import { MOST_TOLD, type UnknownName, unknownIn, unknownIssues } from '../values/unknown-names.ts'
import type { Api, Rung } from './api.ts'
import { readJson, readQueryValues, unstorableIn } from './body.ts'
import type { CallInProgress } from './call.ts'
import { readFields } from './fields.ts'
import type { AnyCall, Operation } from './operation.ts'
import { toParameters } from './parameters.ts'
import type { Issue, PossibleRefusal, Refusal } from './refusal.ts'
import { refusalBy } from './rule.ts'
import { Warnings } from './warning.ts'

/** The methods that a path takes, as the header `Allow` has them. */
export const allowed = (methods: Iterable<string>): string[] => {
  const all = [...methods]
  return [...all, ...(all.includes('GET') ? ['HEAD'] : [])].sort()
}

export const knownMethod: Rung = {
  check: ({ matched, methods, request }) =>
    matched ? undefined : { kind: 'method-not-allowed', method: request.method, allow: allowed(methods.keys()) },
  refuses: () => [{ kind: 'method-not-allowed', why: 'The path does not take this method.' }],
}

/** The row that the path names, where this caller may see it. */
export const pathObjects: Rung = {
  check(call, api) {
    const { target } = call.operation
    if (!target) return undefined
    const { table, param, where, refuse } = target
    const id = call.path[param] as string
    const row: Row | undefined = call.world.table(table).get(id)
    if (!row || !api.isVisible(row, call)) return { kind: 'not-found', hint: `There is no ${table.noun} "${id}" here.` }
    if (where?.(row, call.path) === false) return { kind: 'not-found', hint: refuse }
    call.found(row)
    return undefined
  },
  refuses: ({ target }) => (target ? [{ kind: 'not-found', why: `No such ${target.table.noun}.` }] : []),
}

/** What only some callers may do. */
export const permission: Rung = {
  check(call) {
    const { forbids } = call.operation
    if (!forbids.length) return undefined
    const rule = forbids.find(({ when }) => when(call))
    return rule && { kind: rule.kind ?? 'forbidden', hint: rule.refuse }
  },
  refuses: ({ forbids }) => forbids.map(({ kind = 'forbidden', refuse }) => ({ kind, why: refuse })),
}

/** Reads the body: JSON, an object, not too long. */
export const jsonBody: Rung = {
  check(call, api) {
    const reading = readJson(call.request, call.matched?.bodyLimit ?? api.bodyLimit)
    if ('refusal' in reading) return reading.refusal
    call.body = reading.fields
    return undefined
  },
  refuses: ({ method, bodyLimit }, api) =>
    method === 'GET'
      ? []
      : [
          { kind: 'not-an-object', why: 'The body is not a JSON object.' },
          { kind: 'too-large', why: `The body exceeds ${(bodyLimit ?? api.bodyLimit).toLocaleString('en-US')} bytes.` },
          { kind: 'media-type', why: 'The body is not `application/json`.' },
        ],
}

/** Checks path, query and body against their schemas, and that the ids in the body name something; reports all that fails at once. */
export const validFields: Rung = {
  check(call, api) {
    const { params, query, body } = call.operation
    const given = call.body as Record<string, unknown>
    const hasUnread = !body && Object.keys(given).length > 0
    if (!params && !query && !body && !call.search && !hasUnread) return undefined
    const issues: readonly (readonly Issue[])[] = [
      params?.safeParse(call.path, { error: api.message }).error?.issues ?? [],
      call.search || query ? readQuery(call, api, query) : [],
      body ? readBody(call, api, body) : hasUnread ? unknownNames(call, 'field', unknownIn(given, {}), isStrict(call, api)) : [],
    ]
    const each = issues.flat()
    const all = each.length ? each : call.operation.clashes(call)
    return all.length ? { kind: 'invalid', issues: all } : undefined
  },
  refuses: ({ params, query, body }, { isStrict }) =>
    params || query || body || isStrict ? [{ kind: 'invalid', why: 'Some fields are not valid.' }] : [],
}

function readQuery(call: CallInProgress, api: Api, schema: z.ZodObject | undefined): Issue[] {
  const values = readQueryValues(call.search)
  if (typeof values === 'string') return [{ path: [], message: values }]
  const shape = schema?.shape ?? {}
  const { given, repeated } = toParameters(values, shape)
  const isNarrowed = isNarrowedWrite(call.operation)
  const refuses = isNarrowed || isStrict(call, api)
  leaveOutEmpty(call, given, shape, isNarrowed || api.refusesEmpty)
  const unknown = unknownIn(given, shape, [], schema && isLoose(schema))
  const issues = [...unknownNames(call, 'query parameter', unknown, refuses), ...repeatedNames(call, repeated, refuses)]
  if (!schema) return issues
  const result = schema.safeParse(given, { error: api.message })
  if (result.success) call.query = result.data
  return result.success ? issues : [...issues, ...result.error.issues]
}

/** Of a parameter that is no list the last value counts: a warning says so, or it is refused. */
function repeatedNames(call: CallInProgress, names: readonly string[], refuses: boolean): Issue[] {
  if (refuses) return names.slice(0, MOST_TOLD).map((name) => ({ path: [name], message: 'This comes more than once.' }))
  for (const name of names) call.warn(`The query parameter "${name}" comes more than once: the last value counts.`)
  return []
}

const isStrict = (call: CallInProgress, api: Api): boolean => api.isStrict || call.host.strict

/** Whether it writes, and would do more without its query: then nothing of that may get lost. */
const isNarrowedWrite = ({ method, query }: Operation): boolean => method !== 'GET' && query?.safeParse({}).success === true

/** An empty parameter counts as left out, with a warning; where that is refused, only if its type has an empty value. */
function leaveOutEmpty(
  call: CallInProgress,
  given: Record<string, unknown>,
  shape: z.ZodObject['shape'],
  refuses: boolean | undefined,
): void {
  for (const [name, schema] of Object.entries(shape)) {
    if (given[name] !== '' || (refuses && !(schema as z.ZodType).safeParse('').success)) continue
    delete given[name]
    call.warn(`The query parameter "${name}" is empty and left out.`)
  }
}

function readBody(call: CallInProgress, api: Api, schema: z.ZodObject): readonly Issue[] {
  const { references, checks } = call.operation
  const given = call.body as Record<string, unknown>
  const names = unknownIn(given, schema.shape, [], isLoose(schema))
  const unknown = unknownNames(call, 'field', names, isStrict(call, api))
  const exists = (table: AnyTable, id: string): boolean => {
    const row: Row | undefined = call.world.table(table).get(id)
    return row !== undefined && api.isVisible(row, call)
  }
  const { issues, data } = readFields<AnyCall>(given, { schema, references, checks }, { words: api, exists, call })
  const failed = new Set(issues.map(({ path }) => path[0]))
  const isOpen = (field: PropertyKey = ''): boolean =>
    (isLoose(schema) || Object.hasOwn(schema.shape, field)) && !failed.has(field)
  const unstorable = unstorableIn(given)
    .filter(({ path }) => isOpen(path[0]))
    .map(({ path, character }) => ({ path, message: api.unstorable(character) }))
  if (data) call.body = data
  return [...unknown, ...issues, ...unstorable]
}

/** Whether a body may have fields that its schema does not name. */
export const isLoose = ({ def: { catchall } }: z.ZodObject): boolean => catchall?._zod.def.type === 'unknown'

/** Names that nothing reads: a warning says so, or they are refused. What takes any name looks at them itself. */
function unknownNames(call: CallInProgress, what: string, unknown: Generator<UnknownName>, refuses: boolean): Issue[] {
  if (refuses) return unknownIssues(what, unknown)
  const warnings = call.warnings ?? new Warnings()
  warnings.addUnknown(what, unknown)
  if (!warnings.isEmpty) call.warnings = warnings
  return []
}

/** What the state of the world refuses: by the operation's event and the lifecycle of its target, then by its rules. */
export const stateRules: Rung = {
  check(call, api) {
    const { rules, fires } = call.operation
    const refusal = fires === undefined ? undefined : fire(call, api, fires)
    return refusal || call.isRepeat ? refusal : refusalBy(rules, call)
  },
  refuses: ({ rules, fires, target, refuses }) => [
    ...(fires === undefined
      ? []
      : [possible('not-possible', `The status does not allow it: only ${target?.table.lifecycle?.from(fires).join(', ')}.`)]),
    ...rules.map(({ kind = 'not-possible', refuse }) => possible(kind, refuse)),
    ...Object.entries(refuses).map(([kind, why]) => possible(kind as PossibleRefusal['kind'], why)),
  ],
}

const possible = (kind: PossibleRefusal['kind'], why: string): PossibleRefusal => ({ kind, why })

function fire(call: CallInProgress, api: Api, event: string): Refusal | undefined {
  const { table } = call.operation.target as NonNullable<Operation['target']>
  const { noun } = table
  const lifecycle = table.lifecycle as NonNullable<AnyTable['lifecycle']>
  const status = call.target[lifecycle.field as keyof Row]
  const move = lifecycle.find(event, status)
  if (!move) {
    const changes = lifecycle.possible(status).filter((each) => lifecycle.find(each, status)?.to.some((to) => to !== status))
    const hint = possibleCalls(api, table, changes, `the ${noun} is ${status}`)
    return { kind: 'not-possible', why: `Cannot ${event} this ${noun}: it is ${status}.`, hint }
  }
  call.isRepeat = move.unchanged
  call.leadsTo(lifecycle.apply(event, call.target))
  return undefined
}

function possibleCalls({ operations }: Api, table: AnyTable, events: readonly string[], state: string): string {
  const calls = operations.filter(({ fires, target }) => fires !== undefined && target?.table === table && events.includes(fires))
  return calls.length
    ? `While ${state}, these calls can change its status: ${calls.map(({ id }) => id).join(', ')}.`
    : `While ${state}, no call can change its status.`
}

const BUG: PossibleRefusal = { kind: 'bug', why: 'A bug of the simulator: the message says more.' }

/** What an operation may answer instead of a success, by status, in the order of the ladder. */
export function possibleRefusals(
  api: Api,
  operation: Operation,
  statusOf: (kind: PossibleRefusal['kind']) => number,
): Record<number, string> {
  const reasons = new Map<number, string[]>()
  const all = api.ladder.flatMap((rung) => rung.refuses?.(operation, api) ?? [])
  for (const { kind, why } of [...all, BUG]) {
    const known = reasons.get(statusOf(kind)) ?? []
    reasons.set(statusOf(kind), known.includes(why) ? known : [...known, why])
  }
  return Object.fromEntries([...reasons].map(([status, texts]) => [status, texts.join(' ')]))
}
