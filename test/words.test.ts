/** What documents say in words, and where they lead. */
import type { OpenAPIObject, OperationObject, ParameterObject, ResponseObject } from 'openapi3-ts/oas31'
import { expect, test } from 'vitest'
import { createSimulator } from '../src/index.ts'
import { documentOf } from './support/document.ts'

const simulator = createSimulator()
const documented = simulator.apis.flatMap((api) => {
  const document = documentOf(simulator, api.name)
  return document ? [{ name: api.name, document }] : []
})

const operationsOf = ({ paths = {} }: OpenAPIObject): OperationObject[] =>
  Object.values(paths).flatMap((item) => Object.values(item) as OperationObject[])

for (const { name, document } of documented) {
  test(`${name}: the document tells how to call, and where each operation comes from`, () => {
    for (const heading of ['Authentication', 'Errors', 'Lists', 'Time and worlds'])
      expect(document.info.description).toContain(`## ${heading}\n`)
    for (const { description = '', operationId, 'x-source': source } of operationsOf(document)) {
      expect(description, operationId).toMatch(/\.$/)
      expect(description).not.toMatch(/Source:/)
      expect(source).toMatch(/^(arsim$|docs\/vendor\/[\w-]+\.md, )/)
    }
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
