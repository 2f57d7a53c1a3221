/** Links: what to call next with what an operation has answered. */
import type * as oas31 from 'openapi3-ts/oas31'
import type { Api } from '../../core/call/api.ts'
import { nameOf } from '../../core/call/naming.ts'
import type { Operation } from '../../core/call/operation.ts'
import { pathParameters } from '../../core/call/router.ts'
import { textsOf } from './apart.ts'
import type { Schema } from './enums.ts'
import { pascalCase } from './words.ts'

/**
 * The document with links. What makes or lists rows leads to all that can be done with one of them: this follows from the
 * schemas of its answers and the targets of operations. Other ways are told by the words of resources.
 */
export function link(document: oas31.OpenAPIObject, api: Api): oas31.OpenAPIObject {
  const byId = new Map(api.operations.map((operation) => [operation.id, operation]))
  for (const item of Object.values(document.paths ?? {}))
    for (const { operationId = '', responses = {} } of Object.values(item) as oas31.OperationObject[]) {
      const operation = byId.get(operationId)
      if (!operation) continue
      for (const [status, response] of Object.entries(responses) as [string, oas31.ResponseObject][]) {
        if (Number(status) >= 300) continue
        const links = { ...linksToRows(document, api, operation, response), ...toldLinks(api, operation, byId) }
        if (Object.keys(links).length) response.links = links
      }
    }
  return document
}

type Links = Record<string, oas31.LinkObject>

function linksToRows(
  document: oas31.OpenAPIObject,
  api: Api,
  operation: Operation,
  { content = {} }: oas31.ResponseObject,
): Links {
  if (operation.target && !isList(operation)) return {}
  const schema = content['application/json']?.schema
  if (!schema) return {}
  const links: Links = {}
  for (const next of api.operations) {
    const { target } = next
    const name = target && (nameOf(target.table.shows) ?? pascalCase(target.table.kind))
    const place = name && placeOf(document, schema, new RegExp(`/${name}(With[A-Z]\\w*)?$`))
    if (place === undefined) continue
    links[next.id] = linkTo(operation, next, { [target?.param ?? '']: `${place}/id` })
  }
  return links
}

const isList = ({ id }: Operation): boolean => id.startsWith('list')

/** Where a schema holds another, or that with something more: as it is, as its `data`, or as the first of that. */
function placeOf(document: oas31.OpenAPIObject, schema: Schema, wanted: RegExp): string | undefined {
  if ('$ref' in schema && wanted.test(schema.$ref)) return ''
  const whole = resolved(document, schema)
  if (whole.type === 'array' && whole.items && '$ref' in whole.items && wanted.test(whole.items.$ref)) return '/0'
  const data = whole.properties?.data
  const place = data && placeOf(document, data, wanted)
  return place === undefined ? undefined : `/data${place}`
}

const resolved = (document: oas31.OpenAPIObject, schema: Schema): oas31.SchemaObject =>
  '$ref' in schema
    ? (document.components?.schemas?.[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] as oas31.SchemaObject)
    : schema

function toldLinks(api: Api, operation: Operation, byId: ReadonlyMap<string, Operation>): Links {
  const told = api.resources.flatMap(({ words }) => Object.entries(words.links?.[operation.id] ?? {}))
  return Object.fromEntries(
    told.map(([id, places]) => {
      const next = byId.get(id)
      if (!next) throw new Error(`${operation.id} leads to "${id}", which is no operation.`)
      return [id, linkTo(operation, next, places)]
    }),
  )
}

/** The parameters that both have stay as they are. */
function linkTo(operation: Operation, next: Operation, places: Readonly<Record<string, string>>): oas31.LinkObject {
  const kept = pathParameters(next.path).filter((name) => pathParameters(operation.path).includes(name) && !(name in places))
  return {
    operationId: next.id,
    description: `${textsOf(next).summary}.`,
    parameters: {
      ...Object.fromEntries(kept.map((name) => [name, `$request.path.${name}`])),
      ...Object.fromEntries(Object.entries(places).map(([name, place]) => [name, `$response.body#${place}`])),
    },
  }
}
