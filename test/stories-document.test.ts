/** The stories over the APIs are a document that runners play. */
import { join } from 'node:path'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { toArazzo } from '../fixtures/stories.ts'
import { createSimulator, VERSION } from '../src/index.ts'
import { toText } from '../src/serve/openapi.ts'
import { ways } from './support/ways.ts'

const document = toArazzo(VERSION)
const { apis } = createSimulator()

test('openapi/stories.arazzo.yaml', async () => {
  const file = join(import.meta.dirname, '../openapi/stories.arazzo.yaml')
  await expect(toText(document, 'yaml')).toMatchFileSnapshot(file)
})

test('the stories are valid Arazzo', async () => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: toText(document, 'json'), absoluteRef: 'stories.arazzo.json', config })
  const aboutSources = /sourceDescriptions|Cannot find|ENOENT/
  const found = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)
  expect(found.filter((each) => !aboutSources.test(each))).toEqual([])
})

test('there are five, over both APIs, and each step is an operation with all that its path needs', () => {
  expect(document.workflows).toHaveLength(5)
  const called = new Set<string>()
  for (const { steps } of document.workflows)
    for (const { operationId, parameters, stepId } of steps) {
      const [, name = '', id = ''] = /^\$sourceDescriptions\.(\w+)\.(\w+)$/.exec(operationId) ?? []
      called.add(name)
      const operation = apis.find((api) => api.name === name)?.operations.find((each) => each.id === id)
      const needed = [...(operation?.path ?? '{missing}').matchAll(/\{(\w+)\}/g)].map(([, each]) => each)
      const given = parameters.filter((each) => each.in === 'path').map((each) => each.name)
      expect(given.toSorted(), stepId).toEqual(needed.toSorted())
    }
  expect([...called].toSorted()).toEqual(['ar', 'crm', 'sim'])
})

test('what a step needs of an earlier one is kept there', () => {
  for (const { steps } of document.workflows) {
    const kept = new Set<string>()
    for (const { outputs = {}, stepId, ...step } of steps) {
      for (const [, used = ''] of JSON.stringify(step).matchAll(/\$steps\.([\w-]+\.outputs\.\w+)/g))
        expect(kept, stepId).toContain(used)
      for (const name of Object.keys(outputs)) kept.add(`${stepId}.outputs.${name}`)
    }
  }
})

for (const way of ['http', 'express'] as const)
  test(`over ${way} the stories are beside the documents, and a world has documents with its own address, and no stories`, async () => {
    const open = ways[way]
    if (!open) throw new Error('A way is missing.')
    const { origin, send, close } = await open(createSimulator())
    const get = (url: string) => send({ method: 'GET', url, headers: {} })
    const [stories, yaml, mine, json, nothing, ofWorld] = await Promise.all(
      [
        '/openapi/stories.arazzo.json',
        '/openapi/stories.arazzo.yaml',
        '/~trial/openapi/ar.yaml',
        '/~trial/openapi/crm.json',
        '/openapi/other.arazzo.json',
        '/~trial/openapi/stories.arazzo.yaml',
      ].map(get),
    )
    await close()
    expect(stories?.body).toBe(toText(document, 'json'))
    expect(yaml?.body).toBe(toText(document, 'yaml'))
    expect(mine?.body).toContain(`url: ${origin}/~trial/api\n`)
    expect(JSON.parse(json?.body ?? '').servers).toEqual([{ url: `${origin}/~trial/api/v1` }])
    expect(nothing?.status).toBe(404)
    expect(ofWorld?.status).toBe(404)
  })

test('a simulator of one API has no stories over both', async () => {
  const { send, close } = await (ways.http ?? fail())(createSimulator({ apis: ['ar'] }))
  const { status } = await send({ method: 'GET', url: '/openapi/stories.arazzo.json', headers: {} })
  await close()
  expect(status).toBe(404)
})

function fail(): never {
  throw new Error('A way is missing.')
}
