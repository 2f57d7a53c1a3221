/** The checks that every API shares. An API puts them in its own order, between its own. */
import type * as z from 'zod'
import type { Rung } from './api.ts'
import type { Call } from './call.ts'
import { BODY_LIMIT } from './http.ts'
import { parseJson } from './json.ts'
import type { LifecycleEvent } from './lifecycle.ts'
import type { Operation } from './operation.ts'
import type { Issue, Refusal } from './refusal.ts'
import type { AnyTable, Row } from './store/definition.ts'
import { unknownNames } from './warning.ts'

export const knownMethod: Rung = ({ operation, methods, request }) =>
  operation ? undefined : { kind: 'method-not-allowed', method: request.method, allow: [...methods.keys()].sort() }

/** The row that the path names, where this caller may see it. */
export const pathObjects: Rung = (call) => {
  const { target } = call.operation as Operation
  if (!target) return undefined
  const { table, param, where } = target
  const id = call.path[param] as string
  const row: Row | undefined = call.world.table(table).get(id)
  if (!row || !call.api.isVisible(row, call))
    return { kind: 'not-found', hint: `There is no ${inWords(table, call.api)} "${id}" here.` }
  if (where?.(row, call.path) === false)
    return { kind: 'not-found', hint: `The ${inWords(table, call.api)} "${id}" is not open to this call.` }
  call.target = row
  call.next = row
  return undefined
}

/** What a row of a table is called in a sentence: its kind, without the name of the API that tells it from others. */
export const inWords = ({ kind }: AnyTable, { name }: { readonly name: string }): string =>
  (kind.startsWith(`${name}_`) ? kind.slice(name.length + 1) : kind).replaceAll('_', ' ')

export const ownership: Rung = (call) => {
  const { forbids } = call.operation as Operation
  if (!forbids.length) return undefined
  const rule = forbids.find(({ when }) => when(call))
  return rule && { kind: 'forbidden', hint: rule.refuse }
}

/** Reads the body: JSON, an object, not too long. */
export const bodySyntax: Rung = (call) => {
  const { method, headers, body } = call.request
  if (method === 'GET' || method === 'HEAD' || body === undefined || body.length === 0) return undefined
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  if (bytes.length > BODY_LIMIT) return { kind: 'too-large', limit: BODY_LIMIT }
  const type = headers['content-type'] ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    return { kind: 'media-type', type, hint: 'Send the header Content-Type: application/json.' }
  const text = decodeUtf8(bytes)
  if (text === undefined) return { kind: 'syntax', reason: 'the text is not UTF-8' }
  const parsed = parseJson(text)
  if ('reason' in parsed) return { kind: 'syntax', reason: parsed.reason }
  if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value))
    return { kind: 'not-an-object', type: typeName(parsed.value) }
  call.body = parsed.value
  return undefined
}

/** What a JSON value is, in the word of the field's framework. */
export function typeName(value: unknown): string {
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'dict'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return typeof value === 'boolean' ? 'bool' : 'str'
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Checks query and body against their schemas, and that the ids in the body name something; reports all that fails at once. */
export const validFields: Rung = (call) => {
  const { params, query, body } = call.operation as Operation
  const issues: Issue[] = []
  if (params) issues.push(...(params.safeParse(call.path, { error: call.api.message }).error?.issues ?? []))
  if (call.search || query) issues.push(...readQuery(call, query))
  if (body) issues.push(...readBody(call, body))
  return issues.length ? { kind: 'invalid', issues } : undefined
}

function readQuery(call: Call, schema: z.ZodObject | undefined): Issue[] {
  const given: Record<string, string> = Object.create(null)
  if (call.search) for (const [name, value] of new URLSearchParams(call.search)) if (value !== '') given[name] = value
  for (const warning of unknownNames('query parameter', Object.keys(given), Object.keys(schema?.shape ?? {}))) call.warn(warning)
  if (!schema) return []
  const result = schema.safeParse(given, { error: call.api.message })
  if (result.success) call.query = result.data
  return result.success ? [] : result.error.issues
}

function readBody(call: Call, schema: z.ZodObject): Issue[] {
  const { references, checks } = call.operation as Operation
  const given = call.body as Record<string, unknown>
  for (const warning of unknownNames('field', Object.keys(given), Object.keys(schema.shape))) call.warn(warning)
  const result = schema.safeParse(given, { error: call.api.message })
  const issues: Issue[] = result.success ? [] : result.error.issues
  const values = result.success ? (result.data as Record<string, unknown>) : given
  const failed = new Set(issues.map((issue) => issue.path[0]))
  const against = (field: string): Issue[] => {
    const value = values[field]
    if (failed.has(field) || value === undefined || value === null) return []
    const [table, check] = [references[field], checks[field]]
    const dangling = table ? danglingIds(call, table, [field], value) : []
    return dangling.length || !check?.when(value, call) ? dangling : [{ path: [field], message: check.refuse }]
  }
  issues.push(...Object.keys({ ...references, ...checks }).flatMap(against))
  if (result.success) call.body = result.data
  return issues
}

function danglingIds(call: Call, table: AnyTable, path: PropertyKey[], value: unknown): Issue[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => danglingIds(call, table, [...path, i], item))
  if (typeof value !== 'string') return []
  const row: Row | undefined = call.world.table(table).get(value)
  return row && call.api.isVisible(row, call) ? [] : [{ path, message: call.api.unknownReference(value) }]
}

/** What the state of the world refuses: by the table of the operation's event, then by its rules. */
export const stateRules: Rung = (call) => {
  const { rules, fires } = call.operation as Operation
  const refusal = fires && fire(call, fires)
  if (refusal || call.isRepeat) return refusal
  const rule = rules.find(({ when }) => when(call))
  if (!rule) return undefined
  return rule.status === 403 ? { kind: 'forbidden', hint: rule.refuse } : { kind: 'state', why: rule.refuse, status: rule.status }
}

function fire(call: Call, { lifecycle, name }: LifecycleEvent): Refusal | undefined {
  const row = call.target as Row & Record<string, string>
  const status = row[lifecycle.field] as string
  const move = lifecycle.find(name, status)
  const { target } = call.operation as Operation
  const kind = target ? inWords(target.table, call.api) : 'object'
  if (!move) {
    const hint = possibleCalls(call, lifecycle.possible(status), `the ${kind} is ${status}`)
    return { kind: 'state', why: `Cannot ${name} this ${kind}: it is ${status}.`, hint }
  }
  call.isRepeat = move.unchanged
  call.next = { ...row, [lifecycle.field]: move.to[0] }
  return undefined
}

function possibleCalls(call: Call, events: readonly string[], state: string): string {
  const { lifecycle } = (call.operation as Operation).fires as LifecycleEvent
  const possible = call.api.operations.filter((o) => o.fires?.lifecycle === lifecycle && events.includes(o.fires.name))
  return possible.length
    ? `While ${state}, these calls are possible: ${possible.map((o) => o.id).join(', ')}.`
    : `While ${state}, no call can change that.`
}
