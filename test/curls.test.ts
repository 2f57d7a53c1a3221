/** Whatever a reference page shows as a curl works when pasted: every call that a document describes, against a new server. */
import type { ExampleObject, OpenAPIObject, OperationObject, ParameterObject, ReferenceObject } from 'openapi3-ts/oas31'
import { expect, onTestFinished, test } from 'vitest'
import type { Api } from '../src/core/call/api.ts'
import { createSimulator } from '../src/index.ts'
import { serve } from '../src/serve/http.ts'
import { documentOf } from './support/document.ts'

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/** What only works after another call, which makes what it names. */
const needsAnother: readonly string[] = [
  'crm finishOauth',
  'sim deleteSnapshot',
  'sim deleteWorld',
  'sim getJournalEntry',
  'sim removeFault',
  'sim restoreSnapshot',
]

/** What names a time, which is another one where the clock goes with the machine's. */
const namesTime: readonly string[] = ['crm refresh', 'sim setClock']

const documented = createSimulator().apis.filter(({ document }) => document)

for (const clock of ['frozen', 'running'] as const)
  for (const { name } of documented)
    test(`${name}, clock ${clock}: every call that the document shows is answered with a success`, async () => {
      const mayFail = clock === 'running' ? [...needsAnother, ...namesTime] : needsAnother
      const simulator = createSimulator({ clock })
      const { url, close } = await serve(simulator, { port: 0 })
      onTestFinished(() => close())
      const api = simulator.apis.find((each) => each.name === name) as Api
      const failed: string[] = []
      for (const curl of curlsOf(documents[name] as OpenAPIObject)) {
        for (const { id } of simulator.worlds) simulator.remove(id)
        simulator.world().reset()
        const response = await send(curl, curl.isPublic ? {} : api.caller(simulator.world(), 'member').headers, url)
        const told = `${name} ${curl.id}`
        if (response.status >= 400 ? !mayFail.includes(told) : !(response.status in curl.responses))
          failed.push(`${told}: ${curl.method} ${curl.url} ${curl.body ?? ''} ${response.status} ${await response.text()}`)
      }
      expect(failed).toEqual([])
    })

const documents = Object.fromEntries(documented.map(({ name }) => [name, documentOf(createSimulator(), name) as OpenAPIObject]))

const send = ({ method, url, headers, body }: Curl, credentials: Readonly<Record<string, string>>, origin: string) =>
  fetch(url.replace('http://127.0.0.1:4010', origin), {
    method,
    redirect: 'manual',
    headers: { ...credentials, ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
  })

interface Curl {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string | undefined
  readonly isPublic: boolean
  readonly responses: object
}

/**
 * The calls that a page can show: by each operation, with the examples of its parameters, and each example of its body.
 * What puts another world in the place of the one there is comes last.
 */
function curlsOf(document: OpenAPIObject): Curl[] {
  const [server] = document.servers ?? []
  const isLast = ({ id }: Curl): number => Number(id === 'setState')
  const all = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      if (!operation) return []
      const given = (operation.parameters ?? []).map((each) => resolved<ParameterObject>(document, each))
      const missing = given.filter(({ required, example }) => required && example === undefined)
      const id = operation.operationId ?? ''
      if (missing.length) return id === 'deleteWorld' ? [] : [broken(id, `{${missing.map(({ name }) => name).join()}}`)]
      const at = (place: string) => given.filter((each) => each.in === place && each.example !== undefined)
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(at('path'), name)))
      const query = new URLSearchParams(at('query').map(({ name, example }) => [name, String(example)])).toString()
      const common = {
        id,
        method: method.toUpperCase(),
        url: `${server?.url}${filled}${query && `?${query}`}`,
        headers: Object.fromEntries(at('header').map(({ name, example }) => [name, String(example)])),
        isPublic: operation.security?.length === 0,
        responses: operation.responses ?? {},
      }
      return bodiesOf(document, operation).map((body) => ({ ...common, body }))
    }),
  )
  return all.sort((a, b) => isLast(a) - isLast(b))
}

const broken = (id: string, url: string): Curl => ({
  id,
  method: 'GET',
  url: `http://127.0.0.1:4010/${url}`,
  headers: {},
  body: undefined,
  isPublic: true,
  responses: {},
})

const textOf = (parameters: readonly ParameterObject[], name: string): string =>
  String(parameters.find((each) => each.name === name)?.example)

/** One call without a body where none is shown. */
function bodiesOf(document: OpenAPIObject, { requestBody }: OperationObject): (string | undefined)[] {
  const content = requestBody && 'content' in requestBody ? requestBody.content['application/json'] : undefined
  const examples = Object.values(content?.examples ?? {}).map((each) => resolved<ExampleObject>(document, each))
  return examples.length ? examples.map(({ value }) => JSON.stringify(value)) : [undefined]
}

function resolved<T extends object>(document: OpenAPIObject, value: T | ReferenceObject): T {
  if (!('$ref' in value)) return value
  const keys = value.$ref.slice(2).split('/')
  return keys.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], document) as T
}

test('there are so many calls', () => {
  const ar = documented.find(({ name }) => name === 'ar')
  const calls = curlsOf(documents.ar as OpenAPIObject)
  expect(new Set(calls.map(({ id }) => id)).size).toBe(ar?.operations.length)
  expect(calls.length).toBeGreaterThan(80)
  expect(calls.filter(({ url }) => url.includes('{'))).toEqual([])
})
