import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createSimulator } from '../src/index.ts'
import { toOpenApi, toText } from '../src/serve/openapi.ts'
import { ways } from './support/ways.ts'

const simulator = createSimulator()
const documented = simulator.apis.filter(({ document }) => document)

for (const { name, operations, basePath } of documented) {
  const document = toOpenApi(simulator, name)
  if (!document) throw new Error(`${name} has no document.`)

  test(`${name}: the document is valid OpenAPI 3.1`, async () => {
    // The vendor has both email/{id}/read and email/thread/{threadId}: an id is a number, so they never meet.
    // And the callback of OAuth only ever leads elsewhere.
    const rules = { 'no-ambiguous-paths': 'off', 'operation-2xx-response': 'off' } as const
    const config = await createConfig({ extends: ['recommended'], rules })
    const problems = await lintFromString({ source: toText(document, 'json'), absoluteRef: `${name}.json`, config })
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([])
  })

  test(`${name}: the document holds every operation, once`, () => {
    const paths = Object.entries(document.paths ?? {})
    const found = paths.flatMap(([path, item]) =>
      ['get', 'post', 'put', 'patch', 'delete'].flatMap((method) => {
        const operation = item[method as 'get']
        return operation ? [`${operation.operationId} ${method.toUpperCase()} ${path}`] : []
      }),
    )
    expect(found.toSorted()).toEqual(operations.map(({ id, method, path }) => `${id} ${method} ${path}`).toSorted())
    expect(document.servers).toEqual([{ url: basePath }])
  })

  test(`${name}: JSON and YAML say the same, and are served as such with the address of the server`, async () => {
    expect(parse(toText(document, 'yaml'))).toEqual(JSON.parse(toText(document, 'json')))
    for (const open of [ways.http, ways.express]) {
      if (!open) throw new Error('A way is missing.')
      const { origin, send, close } = await open(createSimulator())
      const json = await send({ method: 'GET', url: `/openapi/${name}.json`, headers: {} })
      const yaml = await send({ method: 'GET', url: `/openapi/${name}.yaml`, headers: {} })
      const nothing = await send({ method: 'GET', url: '/openapi/nothing.json', headers: {} })
      await close()
      const served = { ...document, servers: [{ url: origin + basePath }] }
      expect(json.body).toBe(toText(served, 'json'))
      expect(yaml.body).toBe(toText(served, 'yaml'))
      expect(nothing.status).toBe(404)
    }
  })
}

test('refusals follow from what an operation declares', () => {
  const document = toOpenApi(simulator, 'ar')
  const statuses = (path: string, method: 'get' | 'post' | 'patch') =>
    Object.keys(document?.paths?.[path]?.[method]?.responses ?? {})
  const company = '/companies/{company_id}'
  expect(statuses('/auth/login', 'post')).toEqual(['200', '400', '413', '415'])
  expect(statuses(`${company}/integrations`, 'get')).toEqual(['200', '401', '403', '404'])
  expect(statuses(`${company}/actions`, 'get')).toEqual(['200', '400', '401', '403', '404'])
  expect(statuses(`${company}/actions/{action_id}/approve`, 'post')).toEqual(['200', '400', '401', '403', '404', '413', '415'])
  expect(statuses(`${company}/integrations/{connection_id}/sync`, 'post')).toEqual([
    '200',
    '202',
    '400',
    '401',
    '403',
    '404',
    '413',
    '415',
  ])
})
