/** A call in the words of whoever wants to make it again. */
import { type Call, pathOf } from '../data/call.ts'

export interface Copied {
  readonly origin: string
  /** Whether the control API wants a token. It is named, not shown. */
  readonly hasToken: boolean
}

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

/** A test has a world of its own, so it names none, and needs no token. */
function toTest(call: Call, { origin }: Copied): string {
  const { operation, path, status } = call
  const check =
    status === undefined
      ? 'expect(response.ok, await response.text()).toBe(true)'
      : `expect(response.status, await response.text()).toBe(${status})`
  return `import { test } from 'arsim/vitest'
import { expect } from 'vitest'

test(${literal(operation.replace(/^\w+\./, ''))}, async ({ world }) => {
  const response = ${indented(request(origin + path, call, { origin, hasToken: false }))}
  ${check}
  console.log(world.changes())
})
`
}

/** What can be copied, by what it is called. */
export const forms = { curl: toCurl, fetch: toFetch, 'a Vitest test': toTest } as const
