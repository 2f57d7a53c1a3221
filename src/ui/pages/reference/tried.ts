/** A call that somebody tries: what was filled in as a call, and what was answered. */
import { movedTo } from '../../../core/time/day-of-examples.ts'
import type { CallEntry } from '../../../core/world/journal/entry.ts'
import { type Call, call, withQuery } from '../../data/call.ts'
import { CallError, type Client } from '../../data/client.ts'
import type { Guide } from '../../data/queries.ts'
import { readJson, writeJson } from '../../parts/json-text.ts'
import type { Operation, ParameterObject } from './document.ts'

/** What was filled in. */
export interface Draft {
  /** By names of parameters. */
  readonly values: Readonly<Record<string, string>>
  readonly body: string
  /** The id of a caller; empty for nobody. */
  readonly as: string
}

export interface Caller {
  readonly id: string
  readonly label: string
  /** The value of `Authorization`: another one from time to time. */
  readonly authorization: string
  /** The id of the company of a member. */
  readonly company?: string
}

/** Who can call an API in a world, each once. The control API is called with its token, if it has one. */
export function callersOf(api: string, { companies = [], crm_users = [] }: Guide): Caller[] {
  if (api === 'crm')
    return crm_users.map(({ id, email, accessToken }) => ({
      id: String(id),
      label: email,
      authorization: `Bearer ${accessToken}`,
    }))
  if (api !== 'ar') return []
  const callers = new Map<string, Caller>()
  for (const company of companies)
    for (const { id, name, role, token } of company.members) {
      const authorization = `Token ${token}`
      if (token && !callers.has(authorization))
        callers.set(authorization, { id, label: `${name}, ${role} of ${company.name}`, authorization, company: company.id })
    }
  return [...callers.values()]
}

const exampleOf = ({ example, schema }: ParameterObject): string => {
  const usual = example ?? (schema && 'default' in schema ? schema.default : undefined)
  return usual === undefined ? '' : String(usual)
}

/** The example of a parameter, unless this world has others. */
function firstFor(api: string, parameter: ParameterObject, guide: Guide): string {
  const example = exampleOf(parameter)
  const [first = example, ...more] = samplesFor(api, parameter, guide)
  return [first, ...more].includes(example) ? example : first
}

/** What is filled in to begin with: what there has to be, as in the examples. */
export function draftOf(api: string, operation: Operation, callers: readonly Caller[], guide: Guide): Draft {
  const { parameters, body } = inThisWorld(operation, guide)
  return {
    values: Object.fromEntries(
      parameters.map((each) => [each.name, each.in === 'path' || each.required ? firstFor(api, each, guide) : '']),
    ),
    body: writeJson(body?.examples[0]?.value),
    as: callers[0]?.id ?? '',
  }
}

/** With what was filled in by hand: as who was chosen, if they are still there, and in their company unless one was typed. */
export function filledIn({ values, body, as }: Draft, by: Partial<Draft>, callers: readonly Caller[]): Draft {
  const chosen = by.as ?? as
  const caller = callers.find(({ id }) => id === chosen) ?? (chosen ? callers[0] : undefined)
  const company = values.company_id && caller?.company
  return {
    values: { ...values, ...(company && { company_id: company }), ...by.values },
    body: by.body ?? body,
    as: caller?.id ?? '',
  }
}

/** An operation whose examples have of this world's guide what they have of that of their own, and dates as far from its day. */
export function inThisWorld(operation: Operation, guide: Guide): Operation {
  const { parameters, body, fromGuide } = operation
  const own = new Map(Object.entries(fromGuide).map(([place, value]) => [value, partOf(guide, place)]))
  const moved = guide.now === undefined ? (value: unknown) => value : movedTo(guide.now.slice(0, 10))
  const here = (example: unknown) => example && JSON.parse(JSON.stringify(example), (_, value) => own.get(value) ?? moved(value))
  return {
    ...operation,
    parameters: parameters.map((each) => ({ ...each, example: here(each.example) })),
    body: body && { ...body, examples: body.examples.map(({ title, value }) => ({ title, value: here(value) })) },
  }
}

const partOf = (guide: Guide, place: string) =>
  place.split('.').reduce<unknown>((part, key) => (part as Readonly<Record<string, unknown>> | undefined)?.[key], guide)

/** Ids of the world that fit a parameter of an API, by its name: `action_id` is one of the samples of actions. */
export function samplesFor(api: string, { name }: ParameterObject, { companies = [], samples }: Guide): string[] {
  const stem = /^(.+?)_?[iI]d$/.exec(name)?.[1]
  if (stem === undefined) return []
  const byKind: Readonly<Record<string, Readonly<Record<string, string | number>>>> = samples ?? {}
  const ids =
    stem === 'company' ? companies.map(({ id }) => id) : Object.values(byKind[api === 'crm' ? `crm_${stem}s` : `${stem}s`] ?? {})
  return [...new Set(ids.map(String))]
}

/** Whether it stands for parameters of any name, filled in as in an address: `status=proposed&contact=null`. */
const isOfAnyName = ({ schema }: ParameterObject): boolean => schema !== undefined && 'type' in schema && schema.type === 'object'

/** Why a value cannot be sent where its parameter stands. */
export function troubleWith({ in: place }: ParameterObject, value: string): string | undefined {
  const text = value.trim()
  if (place === 'path' && /^\.\.?$/.test(text)) return `A path with “${text}” leads elsewhere.`
  const letter = place === 'header' && /[^\t -~\u0080-\u00ff]/u.exec(text)?.[0]
  return letter ? `A header cannot hold “${letter}”.` : undefined
}

/**
 * @param callers as they are now: whoever is chosen calls with the token of this moment
 * @throws CallError where who is chosen is not among them
 */
export function toCall(
  api: string,
  world: string,
  { id, method, path, parameters, body }: Operation,
  draft: Draft,
  callers: readonly Caller[],
): Call {
  const given = (name: string): string => draft.values[name]?.trim() ?? ''
  const givenIn = (place: string) =>
    parameters.flatMap((each) =>
      each.in !== place || !given(each.name)
        ? []
        : isOfAnyName(each)
          ? [...new URLSearchParams(given(each.name))]
          : [[each.name, given(each.name)]],
    )
  const caller = callers.find((each) => each.id === draft.as)
  if (draft.as && !caller) throw new CallError(0, 'Who is chosen is no longer in this world. Choose again.')
  const sent = body && readJson(draft.body)
  return {
    operation: `${api}.${id}`,
    world,
    method,
    path: withQuery(
      path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(given(name))),
      givenIn('query'),
    ),
    headers: {
      ...Object.fromEntries(givenIn('header')),
      ...(caller && { authorization: caller.authorization }),
      ...(sent && { 'content-type': 'application/json' }),
    },
    body: sent?.value,
  }
}

export interface Tried {
  /** Undefined where the browser does not tell it. */
  readonly status: number | undefined
  readonly ms: number
  readonly headers: readonly (readonly [string, string])[]
  readonly text: string
  /** Whether more came than is shown, or the connection broke before all had come. */
  readonly end: 'whole' | 'cut' | 'broken'
}

/** More is not shown, and not waited for: some answers never end. */
const MOST = { letters: 200_000, ms: 2_000 }

/** @throws CallError where no answer came */
export async function tryOut(client: Client, what: Call): Promise<Tried> {
  const ending = new AbortController()
  const last = (await entryAfter(0, client, what))?.number ?? 0
  const began = performance.now()
  const response = await client.tryOut(what, ending.signal).catch(async (error: CallError) => {
    throw (await brokenBy(last, client, what)) ?? error
  })
  const ms = Math.round(performance.now() - began)
  if (response.type === 'opaqueredirect') return { ...(await redirectOf(last, client, what)), ms, text: '', end: 'whole' }
  const { text, end } = await readSome(response, ending)
  const json = readJson(text)
  return { status: response.status, ms, headers: [...response.headers], text: json ? writeJson(json.value) : text, end }
}

/** What the journal says of the newest call of a kind behind an entry; undefined where it cannot be read, too. It has no calls that steer. */
async function entryAfter(
  last: number,
  client: Client,
  { operation, world, method, path }: Call,
): Promise<CallEntry | undefined> {
  if (operation.startsWith('sim.')) return undefined
  const query = { method, path: path.split('?', 1)[0], limit: 1 }
  const [entry] = await client.send(call('sim.listJournal', { world, query })).catch(() => [])
  return entry && entry.number > last ? (entry as CallEntry) : undefined
}

/** Why a call has no answer, and whether it was carried out; undefined where no fault is known to have done it. */
async function brokenBy(...sent: Parameters<typeof entryAfter>): Promise<CallError | undefined> {
  const entry = await entryAfter(...sent)
  if (!entry?.fault) return undefined
  const { status } = entry.response
  const end = status === 0 ? 'It was not carried out.' : `It was carried out, and the answer would have been ${status}.`
  return new CallError(0, `The connection broke. The call met ${entry.fault}. ${end}`)
}

/** Of an answer that leads elsewhere a browser tells nothing: the journal of the world does. */
async function redirectOf(...sent: Parameters<typeof entryAfter>): Promise<Pick<Tried, 'status' | 'headers'>> {
  const entry = await entryAfter(...sent)
  if (!entry) return { status: undefined, headers: [] }
  const { status, headers } = entry.response
  return { status, headers: Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]) }
}

async function readSome({ body }: Response, ending: AbortController): Promise<Pick<Tried, 'text' | 'end'>> {
  const reader = body?.pipeThrough(new TextDecoderStream() as never).getReader() as
    | ReadableStreamDefaultReader<string>
    | undefined
  const late = setTimeout(() => ending.abort(), MOST.ms)
  let text = ''
  try {
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { done: true }
      if (done) return { text, end: 'whole' }
      text += value
      if (text.length > MOST.letters) return { text: text.slice(0, MOST.letters), end: 'cut' }
    }
  } catch {
    return { text, end: ending.signal.aborted ? 'cut' : 'broken' }
  } finally {
    clearTimeout(late)
    ending.abort()
  }
}
