/** What the schemas of a document are called. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { OpenAPIObject, ResponseObject, SchemaObject } from 'openapi3-ts/oas31'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { named, namedAfter, nameOf } from '../src/core/call/naming.ts'
import { createSimulator } from '../src/index.ts'
import { Schemas } from '../src/serve/openapi/schemas.ts'
import { nameOfPart, pascalCase } from '../src/serve/openapi/words.ts'
import { documentOf } from './support/document.ts'

const simulator = createSimulator()
const documents = simulator.apis.flatMap(({ name }) => {
  const document = documentOf(simulator, name)
  return document ? [[name, document] as const] : []
})
const schemasOf = ({ components }: OpenAPIObject) => Object.entries(components?.schemas ?? {}) as [string, SchemaObject][]

/** What browsers and the language have in every module. */
function globals(): Set<string> {
  const compiler = createRequire(createRequire(import.meta.url).resolve('typescript/package.json'))
  const lib = join(compiler.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`), '../lib')
  const text = ['es5', 'es2015.promise', 'es2015.collection', 'es2015.symbol', 'es2015.proxy', 'dom']
    .map((each) => readFileSync(join(lib, `lib.${each}.d.ts`), 'utf8'))
    .join('\n')
  return new Set(
    [...text.matchAll(/^(?:declare (?:var|const|class|function)|interface|type) (\w+)/gm)].map(([, name = '']) => name),
  )
}

/** Every enum below, with the way to it. */
function enumsIn(value: unknown, way: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'enum' in value && Array.isArray(value.enum) ? [way] : []
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, item]) => (/^examples?$/.test(key) ? [] : enumsIn(item, `${way}/${key}`))),
  ]
}

/** Every schema of JSON that is sent or answered, with the operation. */
const contentsOf = ({ paths }: OpenAPIObject) =>
  Object.values(paths ?? {}).flatMap((item) =>
    ['get', 'post', 'put', 'patch', 'delete'].flatMap((method) => {
      const operation = item[method as 'get']
      const parts = [operation?.requestBody, ...Object.values(operation?.responses ?? {})] as (ResponseObject | undefined)[]
      return parts.flatMap((part) => {
        const schema = part?.content?.['application/json']?.schema
        return schema ? [{ id: operation?.operationId, schema }] : []
      })
    }),
  )

for (const [name, document] of documents) {
  test(`${name}: every body and answer has a name`, () => {
    // The state of a world is what a file of one holds.
    const inline = contentsOf(document).filter(({ id, schema }) => !('$ref' in schema) && id !== 'getState')
    expect(contentsOf(document).length).toBeGreaterThan(50)
    expect(inline).toEqual([])
  })

  test(`${name}: every enum has a name`, () => {
    const isNamed = (way: string) => /^#\/components\/schemas\/\w+$/.test(way)
    const all = enumsIn(document, '#')
    expect(all.length).toBeGreaterThan(5)
    expect(all.filter((way) => !isNamed(way))).toEqual([])
  })

  test(`${name}: no name hides what every program has, and none is two`, () => {
    const names = schemasOf(document).map(([each]) => each)
    const taken = globals()
    expect([...taken]).toEqual(expect.arrayContaining(['Error', 'Document', 'Event', 'Record', 'Map', 'Request', 'Date']))
    expect(names.filter((each) => taken.has(each))).toEqual([])
    expect(names.filter((each) => !/^[A-Z][A-Za-z0-9]+$/.test(each))).toEqual([])
  })

  test(`${name}: no name is what generators make of a property`, () => {
    const all = schemasOf(document)
    const byName = new Map(all)
    const clashes = all.flatMap(([owner, { properties = {} }]) =>
      Object.entries(properties).flatMap(([property, schema]) => {
        const derived = `${owner}${pascalCase(property)}`
        const [held] = JSON.stringify(schema).match(/#\/components\/schemas\/\w+/) ?? ['']
        return byName.has(derived) && !held.endsWith(`/${derived}`) ? [derived] : []
      }),
    )
    expect(clashes).toEqual([])
  })
}

test('names are those a person would choose', () => {
  const names = documents.map(([name, document]) => [name, schemasOf(document).map(([each]) => each)] as const)
  const { ar, crm, sim } = Object.fromEntries(names) as Record<string, string[]>
  expect(ar).toEqual(expect.arrayContaining(['Customer', 'CustomerPage', 'ApproveActionRequest', 'ActionStatus', 'ApiError']))
  expect(crm).toEqual(expect.arrayContaining(['EmailPage', 'EmailResponse', 'ConnectionList', 'EntityType', 'ApiError']))
  expect(sim).toEqual(expect.arrayContaining(['World', 'WorldList', 'Fault', 'AddFaultRequest', 'JournalEntry']))
})

test('both successes of an operation have one schema', () => {
  for (const [, { paths = {} }] of documents)
    for (const item of Object.values(paths))
      for (const { operationId, responses } of Object.values(item) as NonNullable<typeof item.get>[]) {
        const schemas = Object.entries(responses as Record<string, ResponseObject>)
          .filter(([status]) => status.startsWith('2'))
          .flatMap(([, { content = {} }]) => Object.values(content).map(({ schema }) => JSON.stringify(schema)))
        expect(new Set(schemas).size, operationId).toBeLessThan(2)
      }
})

test('a name is made of words, and a word that is there already does not come twice', () => {
  expect(['action_type', 'syncStatus', 'OAuthProvider', 'email'].map(pascalCase)).toEqual([
    'ActionType',
    'SyncStatus',
    'OAuthProvider',
    'Email',
  ])
  expect(nameOfPart('Action', 'action_type')).toBe('ActionType')
  expect(nameOfPart('ScheduledStep', 'step_type')).toBe('ScheduledStepType')
  expect(nameOfPart('Connection', 'sync_status')).toBe('ConnectionSyncStatus')
})

test('a schema is named after what it holds, if that has a name', () => {
  const Pet = named('Pet', z.object({ name: z.string() }).meta({ description: 'An animal.' }))
  expect(Pet.meta()).toEqual({ id: 'Pet', description: 'An animal.' })
  expect(nameOf(namedAfter(Pet, 'Page', z.array(Pet)))).toBe('PetPage')
  expect(nameOf(namedAfter(z.object({}), 'Page', z.array(Pet)))).toBeUndefined()
})

test('two schemas of one name are refused', () => {
  const schemas = new Schemas()
  schemas.of(z.object({ a: z.string() }), 'answer', 'Thing')
  expect(schemas.of(z.object({ a: z.string() }), 'answer', 'Thing')).toEqual({ $ref: '#/components/schemas/Thing' })
  expect(() => schemas.of(z.object({ b: z.string() }), 'answer', 'Thing')).toThrow('Two schemas are called "Thing".')
})
