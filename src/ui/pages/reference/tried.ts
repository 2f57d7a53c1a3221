/** A call that somebody tries: what was filled in as a call, and what was answered. */
import type { Call } from '../../data/call.ts'
import type { Client } from '../../data/client.ts'
import type { Guide } from '../../data/queries.ts'
import type { Operation, ParameterObject } from './document.ts'

/** What was filled in. */
export interface Draft {
  /** By names of parameters. */
  readonly values: Readonly<Record<string, string>>
  readonly body: string
  /** The value of `Authorization`; empty for nobody. */
  readonly as: string
}

export interface Caller {
  readonly value: string
  readonly label: string
}

/** Who can call an API in a world, each once. The control API is called with its token, if it has one. */
export function callersOf(api: string, { companies = [], crm_users = [] }: Guide): Caller[] {
  if (api === 'crm') return crm_users.map(({ email, accessToken }) => ({ value: `Bearer ${accessToken}`, label: email }))
  if (api !== 'ar') return []
  const callers = new Map<string, Caller>()
  for (const { name: company, members } of companies)
    for (const { name, role, token } of members) {
      const value = `Token ${token}`
      if (token && !callers.has(value)) callers.set(value, { value, label: `${name}, ${role} of ${company}` })
    }
  return [...callers.values()]
}

export const toText = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2))

const exampleOf = ({ example, schema }: ParameterObject): string => {
  const usual = example ?? (schema && 'default' in schema ? schema.default : undefined)
  return usual === undefined ? '' : String(usual)
}

/** The example of a parameter, unless this world has others: another seed makes other ids. */
function firstFor(parameter: ParameterObject, guide: Guide): string {
  const example = exampleOf(parameter)
  const [first = example, ...more] = samplesFor(parameter, guide)
  return [first, ...more].includes(example) ? example : first
}

/** What is filled in to begin with: what there has to be, as in the examples. */
export const draftOf = ({ parameters, body }: Operation, callers: readonly Caller[], guide: Guide): Draft => ({
  values: Object.fromEntries(
    parameters.map((each) => [each.name, each.in === 'path' || each.required ? firstFor(each, guide) : '']),
  ),
  body: toText(body?.examples[0]?.value),
  as: callers[0]?.value ?? '',
})

/** Ids of the world that fit a parameter, by its name: `action_id` is one of the samples of actions. */
export function samplesFor({ name }: ParameterObject, { companies = [], samples = {} }: Guide): string[] {
  const stem = /^(.+?)_?[iI]d$/.exec(name)?.[1]
  if (stem === undefined) return []
  const ids =
    stem === 'company' ? companies.map(({ id }) => id) : Object.values(samples[`${stem}s`] ?? samples[`crm_${stem}s`] ?? {})
  return [...new Set(ids.map(String))]
}

/** Why a body cannot be sent. */
export function problemOf(body: string): string | undefined {
  if (!body.trim()) return undefined
  try {
    JSON.parse(body)
    return undefined
  } catch {
    return 'This is not JSON.'
  }
}

export function toCall(api: string, world: string, { id, method, path, parameters, body }: Operation, draft: Draft): Call {
  const given = (name: string): string => draft.values[name]?.trim() ?? ''
  const query = parameters.flatMap((each) => (each.in === 'query' && given(each.name) ? [[each.name, given(each.name)]] : []))
  const hasBody = body !== undefined && draft.body.trim() !== '' && !problemOf(draft.body)
  return {
    operation: `${api}.${id}`,
    world,
    method,
    path:
      path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(given(name))) +
      (query.length ? `?${new URLSearchParams(query)}` : ''),
    headers: {
      ...(draft.as && { authorization: draft.as }),
      ...(hasBody && { 'content-type': 'application/json' }),
    },
    body: hasBody ? JSON.parse(draft.body) : undefined,
  }
}

export interface Tried {
  readonly status: number
  readonly ms: number
  readonly headers: readonly (readonly [string, string])[]
  readonly text: string
  /** Whether more came than is shown. */
  readonly isCut: boolean
}

/** More is not shown, and not waited for: some answers never end. */
const MOST = { letters: 200_000, ms: 2_000 }

export async function tryOut(client: Client, call: Call): Promise<Tried> {
  const ending = new AbortController()
  const began = performance.now()
  const response = await client.tryOut(call, ending.signal)
  const ms = Math.round(performance.now() - began)
  const { text, isCut } = await readSome(response, ending)
  return { status: response.status, ms, headers: [...response.headers], text: pretty(text), isCut }
}

async function readSome({ body }: Response, ending: AbortController): Promise<{ text: string; isCut: boolean }> {
  const reader = body?.pipeThrough(new TextDecoderStream() as never).getReader() as
    | ReadableStreamDefaultReader<string>
    | undefined
  const late = setTimeout(() => ending.abort(), MOST.ms)
  let text = ''
  try {
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { done: true }
      if (done) return { text, isCut: false }
      text += value
      if (text.length > MOST.letters) return { text: text.slice(0, MOST.letters), isCut: true }
    }
  } catch {
    return { text, isCut: true }
  } finally {
    clearTimeout(late)
    ending.abort()
  }
}

function pretty(text: string): string {
  try {
    return toText(JSON.parse(text))
  } catch {
    return text
  }
}
