/** What documents say in words, and where they lead. */
import type { OpenAPIObject, OperationObject, ParameterObject, ResponseObject, SchemaObject } from 'openapi3-ts/oas31'
import { expect, test } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { documentOf } from './support/document.ts'
import { glossaryOf, meaningOf, tablesOf } from './support/schemas.ts'

const simulator = createSimulator()
const documented = simulator.apis.flatMap((api) => {
  const document = documentOf(simulator, api.name)
  return document ? [{ api, name: api.name, document }] : []
})

interface Told {
  readonly what: string
  readonly name: string
  readonly text: string | undefined
}

const operationsOf = ({ paths = {} }: OpenAPIObject): OperationObject[] =>
  Object.values(paths).flatMap((item) => Object.values(item) as OperationObject[])

/** Every property, parameter, answer and tag, with what is said of it. */
function toldIn(document: OpenAPIObject): Told[] {
  const { components = {}, tags = [] } = document
  const parameters = operationsOf(document)
    .flatMap(({ parameters: all = [] }) => all as ParameterObject[])
    .concat(Object.values(components.parameters ?? {}) as ParameterObject[])
    .filter((each) => !('$ref' in each))
  const answers = operationsOf(document).flatMap(({ operationId = '', responses = {} }) =>
    (Object.entries(responses) as [string, ResponseObject][])
      .filter(([, response]) => !('$ref' in response))
      .map(([status, { description }]) => ({ what: `answer ${status}`, name: operationId, text: description })),
  )
  return [
    ...properties(document, ''),
    ...parameters.map(({ name, description }) => ({ what: 'parameter', name, text: description })),
    ...answers,
    ...tags.map(({ name, description }) => ({ what: 'tag', name, text: description })),
  ]
}

function properties(value: unknown, way: string): Told[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'examples' || key === 'example') return []
    const own = key === 'properties' ? Object.entries(item as Record<string, SchemaObject>) : []
    return [
      ...own.map(([name, { description }]) => ({ what: `property ${way}`, name, text: description })),
      ...properties(item, `${way}/${key}`),
    ]
  })
}

const filler = new Set('a an the of its it is in id ids this that to for and uuid value field number'.split(' '))
const wordsOf = (text: string): string[] =>
  (text.match(/[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase().replace(/s$/, ''))

/** Whether a sentence says no more than the name: "The id of the entityType." */
function isEcho({ name, text = '' }: Told): boolean {
  const known = new Set(wordsOf(name))
  return wordsOf(text).every((word) => known.has(word) || filler.has(word))
}

for (const { name, document, api } of documented) {
  test(`${name}: every property, parameter, answer and tag has a sentence`, () => {
    const told = toldIn(document)
    expect(told.length).toBeGreaterThan(150)
    expect(told.filter(({ text = '' }) => !/^[A-Z`{].*[.:…`)]$/s.test(text))).toEqual([])
  })

  test(`${name}: no sentence merely repeats a name`, () => {
    expect(toldIn(document).filter(isEcho)).toEqual([])
    expect(toldIn(document).filter(({ text }) => /^(Success|Done)\.$/.test(text ?? ''))).toEqual([])
  })

  test(`${name}: the document tells how to call, and where each operation comes from`, () => {
    for (const heading of ['Authentication', 'Errors', 'Lists', 'Time and worlds'])
      expect(document.info.description).toContain(`## ${heading}\n`)
    for (const { description = '', 'x-source': source } of operationsOf(document)) {
      expect(description).not.toMatch(/Source:/)
      expect(source).toMatch(/^(arsim$|docs\/vendor\/[\w-]+\.md, )/)
    }
  })

  test(`${name}: every column of a table has a sentence, and no word is for nothing`, () => {
    const glossary = glossaryOf(api)
    const silent = tablesOf(api).flatMap((table) => [
      ...(glossary.table(table.name) ? [] : [table.name]),
      ...table.columns.filter((column) => !meaningOf(table, column, glossary)).map((column) => `${table.name}.${column}`),
    ])
    expect(silent).toEqual([])
    for (const table of tablesOf(api)) for (const column of table.columns) glossary.follows(table.name, column)
    for (const { operations, ...resource } of api.resources)
      for (const { id, path, query, responses } of operations) {
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, each = '']) => each)
        for (const parameter of [...named, ...Object.keys(query?.shape ?? {})]) glossary.parameter(parameter, resource)
        for (const status of Object.keys(responses)) glossary.answer(id, Number(status))
      }
    for (const { what, name: field } of properties(document, '')) {
      const [, schema = '', rest = ''] = /schemas\/(\w+)(.*)$/.exec(what) ?? []
      const way = [...rest.matchAll(/properties\/(\w+)/g)].map(([, each = '']) => each)
      glossary.field(schema, [...way, field])
    }
    expect(glossary.unused).toEqual([])
  })

  test(`${name}: links lead to operations, with parameters that they have`, () => {
    const byId = new Map(operationsOf(document).map((operation) => [operation.operationId, operation]))
    const shared = (document.components?.parameters ?? {}) as Record<string, ParameterObject>
    const nameOf = (parameter: ParameterObject | { $ref: string }): string | undefined =>
      '$ref' in parameter ? shared[parameter.$ref.replace(/^.*\//, '')]?.name : parameter.name
    for (const { operationId, responses = {} } of byId.values())
      for (const { links = {} } of Object.values(responses) as ResponseObject[])
        for (const link of Object.values(links)) {
          if ('$ref' in link) continue
          const known = (byId.get(link.operationId)?.parameters ?? []).map(nameOf)
          expect(known, `${operationId} to ${link.operationId}`).toEqual(
            expect.arrayContaining(Object.keys(link.parameters ?? {})),
          )
        }
  })
}

test('a list leads to each of its rows, what is made to all that can be done with it, and an upload to the bytes', () => {
  const linksOf = (api: string, id: string, status: string) => {
    const document = documented.find(({ name }) => name === api)?.document as OpenAPIObject
    const response = operationsOf(document).find(({ operationId }) => operationId === id)?.responses?.[status] as ResponseObject
    return Object.fromEntries(
      Object.entries(response.links ?? {}).map(([key, each]) => [key, 'parameters' in each && each.parameters]),
    )
  }
  expect(linksOf('ar', 'login', '200').listActions).toEqual({ company_id: '$response.body#/companies/0/id' })
  expect(linksOf('ar', 'listActions', '200').approveAction).toEqual({
    company_id: '$request.path.company_id',
    action_id: '$response.body#/data/0/id',
  })
  expect(linksOf('ar', 'createCustomer', '201').getCustomer).toEqual({
    company_id: '$request.path.company_id',
    customer_id: '$response.body#/id',
  })
  expect(linksOf('ar', 'enrollCustomer', '201').getQueue).toEqual({
    enrollment_id: '$response.body#/enrollment/id',
    company_id: '$request.path.company_id',
  })
  expect(linksOf('crm', 'uploadDocument', '201').confirmDocument).toEqual({ id: '$response.body#/data/documentId' })
  expect(linksOf('crm', 'confirmDocument', '200').downloadDocument).toEqual({ id: '$response.body#/data/id' })
  expect(linksOf('crm', 'createCalendarEvent', '201').getCalendarEvent).toEqual({ id: '$response.body#/data/id' })
})
