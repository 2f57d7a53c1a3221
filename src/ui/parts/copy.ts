/** A call in the words of whoever wants to make it again. */
import { type Call, pathOf } from '../data/call.ts'

export interface Copied {
  readonly origin: string
  /** Whether the control API wants a token. It is named, not shown. */
  readonly hasToken: boolean
  /** The scenario and the seed of the world, where they are not the usual ones. */
  readonly start?: { readonly scenario?: string; readonly seed?: number } | undefined
}

/** What a world starts as where nothing is said. */
const usual = { scenario: 'default', seed: 1 } as const

/** How a world starts other than usual. */
export const startOf = ({ scenario, seed }: Required<NonNullable<Copied['start']>>): Copied['start'] => ({
  ...(scenario !== usual.scenario && { scenario }),
  ...(seed !== usual.seed && { seed }),
})

/** A text that a shell takes as it is. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const wantsToken = ({ operation }: Call, { hasToken }: Copied): boolean => hasToken && operation.startsWith('sim.')

/** With `-X HEAD` it would wait for a body that never comes. */
function curlOf(method: string): string {
  if (method === 'GET') return 'curl'
  return method === 'HEAD' ? 'curl -I' : `curl -X ${method}`
}

export function toCurl(call: Call, copied: Copied): string {
  const { method, headers, body } = call
  const parts = [
    curlOf(method),
    quoted(copied.origin + pathOf(call)),
    ...(wantsToken(call, copied) ? ['-H "Authorization: Bearer $ARSIM_CONTROL_TOKEN"'] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(typeof body === 'string' ? body : JSON.stringify(body))}`]),
  ]
  return parts.join(' \\\n  ')
}

const literal = (text: string): string => JSON.stringify(text)

const indented = (text: string): string => text.replaceAll('\n', '\n  ')

function request(url: string, call: Call, copied: Copied): string {
  const { method, headers, body } = call
  const all = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that is copied
    ...(wantsToken(call, copied) ? ['authorization: `Bearer ${process.env.ARSIM_CONTROL_TOKEN}`'] : []),
    ...Object.entries(headers).map(([name, value]) => `${literal(name)}: ${literal(value)}`),
  ]
  const options = [
    ...(method === 'GET' ? [] : [`method: ${literal(method)}`]),
    ...(all.length ? [`headers: { ${all.join(', ')} }`] : []),
    ...(body === undefined
      ? []
      : [`body: ${typeof body === 'string' ? literal(body) : `JSON.stringify(${indented(JSON.stringify(body, null, 2))})`}`]),
  ]
  return options.length
    ? `await fetch(${literal(url)}, {\n${options.map((each) => `  ${each},\n`).join('')}})`
    : `await fetch(${literal(url)})`
}

const toFetch = (call: Call, copied: Copied): string =>
  `const response = ${request(copied.origin + pathOf(call), call, copied)}\nconsole.log(response.status, await response.text())\n`

/** Whether a call names what only this server has: another world, an entry, a fault, a snapshot. */
const isOfServer = ({ operation, path, body }: Call): boolean =>
  /^\/__sim\/(worlds|faults|snapshots|journal)\/(?!stream)/.test(path) ||
  operation === 'sim.undo' ||
  (operation === 'sim.createWorld' && typeof body === 'object' && body !== null && 'from' in body)

/** The scenarios that every simulator knows by name: others are in files, which a test would have to import. */
const known: readonly unknown[] = [usual.scenario, 'empty']

/** A test has a world of its own, so it names none, and needs no token. */
function toTest(call: Call, { origin, start = {} }: Copied): string | undefined {
  if (isOfServer(call) || !known.includes(start.scenario ?? usual.scenario)) return undefined
  const { operation, path, status } = call
  const check =
    status === undefined
      ? 'expect(response.ok, await response.text()).toBe(true)'
      : `expect(response.status, await response.text()).toBe(${status})`
  const given = Object.entries(start).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  const head = given.length
    ? `import { createTest } from 'arsim/vitest'\nimport { expect } from 'vitest'\n\nconst test = createTest({ ${given.join(', ')} })`
    : `import { test } from 'arsim/vitest'\nimport { expect } from 'vitest'`
  return `${head}

test(${literal(operation.replace(/^\w+\./, ''))}, async ({ world }) => {
  const response = ${indented(request(origin + path, call, { origin, hasToken: false }))}
  ${check}
  console.log(world.changes())
})
`
}

/** What can be copied of a call, by what it is called. */
export function textsOf(call: Call, copied: Copied): Readonly<Record<string, string>> {
  const test = toTest(call, copied)
  return { curl: toCurl(call, copied), fetch: toFetch(call, copied), ...(test && { 'a Vitest test': test }) }
}
