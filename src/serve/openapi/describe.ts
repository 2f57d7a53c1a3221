/** What things mean is said in a document where it is not said yet. */
import type * as oas31 from 'openapi3-ts/oas31'
import type { Api } from '../../core/call/api.ts'
import type { Glossary } from '../../core/call/glossary.ts'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** The document with a sentence for each property, parameter and success that the words of its API have one for. */
export function describe(document: oas31.OpenAPIObject, api: Api, glossary: Glossary): oas31.OpenAPIObject {
  document.info.description = api.document?.words?.about ?? api.description
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
    fields(schema, (way) => glossary.field(name, way))
  const operations = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item) as oas31.OperationObject[])
  for (const operation of operations) {
    const { operationId = '', responses = {}, requestBody } = operation
    const resource = api.resources.find(({ name }) => name === operation.tags?.[0])
    const inside = (way: readonly string[]) => glossary.field(operationId, way)
    for (const parameter of (operation.parameters ?? []) as oas31.ParameterObject[])
      Object.assign(parameter, resource && told(parameter.description ?? glossary.parameter(parameter.name, resource)))
    if (requestBody) fields(requestBody, inside)
    for (const [status, response] of Object.entries(responses) as [string, oas31.ResponseObject][]) {
      if (Number(status) < 400) response.description = glossary.answer(operationId, Number(status)) ?? response.description
      fields(response.content, inside)
    }
  }
  return document
}

/** Goes through a schema, and through those inside it. */
function fields(schema: unknown, sentence: (way: readonly string[]) => string | undefined, way: readonly string[] = []): void {
  if (!isObject(schema)) return
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'examples' || key === 'example') continue
    if (key === 'properties' && isObject(value))
      for (const [name, property] of Object.entries(value)) field(property, sentence, [...way, name])
    else fields(value, sentence, way)
  }
}

function field(property: unknown, sentence: (way: readonly string[]) => string | undefined, way: readonly string[]): void {
  if (!isObject(property)) return
  Object.assign(property, told((property.description as string | undefined) ?? sentence(way)))
  fields(property, sentence, way)
}

const told = (description: string | undefined) => (description === undefined ? {} : { description })
