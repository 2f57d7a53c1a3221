/** The OpenAPI 3.1 document of an API, read off its operations and their examples. */

import type * as oas31 from 'openapi3-ts/oas31'
import { OpenApiBuilder } from 'openapi3-ts/oas31'
import { stringify } from 'yaml'
import * as z from 'zod'
import type { Api, ApiDocument } from '../core/call/api.ts'
import { Glossary } from '../core/call/glossary.ts'
import { isLoose, possibleRefusals } from '../core/call/ladder.ts'
import type { Method, Operation } from '../core/call/operation.ts'
import { exampleRefusal, type RefusalKind } from '../core/call/refusal.ts'
import type { Resource } from '../core/call/resource.ts'
import { pathParameters } from '../core/call/router.ts'
import { reasonOf } from '../core/call/status.ts'
import type { Simulator } from '../core/simulator.ts'
import { textsOf } from './openapi/apart.ts'
import { type Call, Calls, type Found } from './openapi/calls.ts'
import { describe } from './openapi/describe.ts'
import { allHeaders, refTo, toHeaders } from './openapi/headers.ts'
import { link } from './openapi/links.ts'
import { inOrder } from './openapi/order.ts'
import { USUAL_ORIGIN } from './openapi/origin.ts'
import { nameOfAnswer, nameOfBody, Schemas } from './openapi/schemas.ts'
import { Shared } from './openapi/share.ts'
import { pascalCase, shortName } from './openapi/words.ts'

/** A document of OpenAPI 3.1, as JSON. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly info: {
    readonly title: string
    readonly version: string
    readonly description?: string
    readonly [key: string]: unknown
  }
  readonly servers?: readonly { readonly url: string; readonly [key: string]: unknown }[]
  readonly tags?: readonly { readonly name: string; readonly description?: string; readonly [key: string]: unknown }[]
  // biome-ignore lint/suspicious/noExplicitAny: whoever reads it knows what is where, by the specification
  readonly paths?: Readonly<Record<string, any>>
  // biome-ignore lint/suspicious/noExplicitAny: the same
  readonly components?: Readonly<Record<string, Readonly<Record<string, any>>>>
  readonly [key: string]: unknown
}

/**
 * The document of an API.
 *
 * @param name `ar`, `crm` or `sim`
 * @param origin where the simulator is, for the server and for addresses in examples; `http://127.0.0.1:4010` unless told
 * @returns undefined for an API that has none
 * @example
 * const document = toOpenApi(createSimulator(), 'ar')
 */
export function toOpenApi(simulator: Simulator, name: string, origin = USUAL_ORIGIN): OpenApiDocument | undefined {
  const api = simulator.apis.find((each) => each.name === name)
  return api?.document && (new Writer(simulator, api, api.document, origin).write() as unknown as OpenApiDocument)
}

/** The text of a document as a file. In YAML what older readers take for a number, a date or a yes is quoted. */
export function toText(document: object, format: 'json' | 'yaml'): string {
  return format === 'json'
    ? `${JSON.stringify(document, null, 2)}\n`
    : stringify(document, { aliasDuplicateObjects: false, compat: 'yaml-1.1', lineWidth: 120 })
}

/** A parameter, and where it stands. */
interface Placed {
  readonly operation: Operation
  readonly parameter: oas31.ParameterObject
  readonly list: (oas31.ParameterObject | oas31.ReferenceObject)[]
  readonly at: number
}

class Writer {
  readonly #api: Api
  readonly #conventions: ApiDocument
  readonly #glossary: Glossary
  readonly #origin: string
  readonly #calls: Calls
  readonly #builder: OpenApiBuilder
  readonly #schemas = new Schemas()
  readonly #parameters: Placed[] = []
  readonly #shared = {
    parameters: new Shared<oas31.ParameterObject>('parameters'),
    responses: new Shared<oas31.ResponseObject>('responses'),
    examples: new Shared<oas31.ExampleObject>('examples'),
  }

  constructor(simulator: Simulator, api: Api, conventions: ApiDocument, origin: string) {
    this.#api = api
    this.#conventions = conventions
    this.#glossary = new Glossary(api.resources, conventions.words)
    this.#origin = origin
    this.#calls = new Calls(simulator, api, origin)
    this.#builder = OpenApiBuilder.create().addOpenApiVersion('3.1.0')
  }

  write(): oas31.OpenAPIObject {
    const { title, description, basePath, resources, isStrict } = this.#api
    const { version, security, words } = this.#conventions
    this.#builder
      .addInfo({
        title,
        version,
        description: `${words?.about ?? description}${OF_ITSELF}${isStrict ? '' : STRICT}${resources.some(hasExtension) ? EXTENSIONS : ''}`,
        license: { name: 'MIT', identifier: 'MIT' },
      })
      .addServer({ url: this.#origin + basePath })
      .addSecurityScheme(security.name, security.scheme as unknown as oas31.SecuritySchemeObject)
    const items = new Map<string, oas31.PathItemObject>()
    for (const resource of resources.filter(({ operations }) => operations.length)) {
      this.#builder.addTag({ name: resource.name, description: resource.description })
      for (const operation of resource.operations) {
        const methods = [operation.method, ...operation.also]
        const written = methods.map((method) => [method.toLowerCase(), this.#operation(operation, resource, method)])
        items.set(operation.path, { ...items.get(operation.path), ...Object.fromEntries(written) })
      }
    }
    for (const path of inOrder(items.keys())) this.#builder.addPath(path, items.get(path) as oas31.PathItemObject)
    this.#addComponents()
    return link(describe(this.#builder.getSpec(), this.#glossary), this.#api)
  }

  #addComponents(): void {
    const named = this.#schemas.finish(this.#parameters)
    for (const [name, schema] of named) this.#builder.addSchema(name, schema)
    const taken = new Set(named.map(([name]) => name))
    // Where parameters hold references, those that are the same can be told.
    for (const { parameter, list, at } of this.#parameters) {
      const refer = (reference: oas31.ReferenceObject) => {
        list[at] = reference
      }
      this.#shared.parameters.add(parameter, [pascalCase(parameter.name)], refer)
    }
    for (const [name, parameter] of this.#shared.parameters.finish(taken)) this.#builder.addParameter(name, parameter)
    for (const [name, response] of this.#shared.responses.finish(taken)) this.#builder.addResponse(name, response)
    for (const [name, example] of this.#shared.examples.finish(taken)) this.#builder.addExample(name, example)
    const written = JSON.stringify(this.#builder.getSpec())
    for (const [name, header] of Object.entries(allHeaders))
      if (written.includes(`"${refTo(name)}"`)) this.#builder.addHeader(name, header)
  }

  #operation(operation: Operation, resource: Resource, method: Method): oas31.OperationObject {
    const { id, isPublic, isExtension, body } = operation
    const { summary, description, source } = textsOf(operation)
    const { name, isOptional } = this.#conventions.security
    const isUsual = method === operation.method
    const calls = this.#calls.of(operation)
    return {
      operationId: isUsual ? id : `${id}By${pascalCase(method.toLowerCase())}`,
      tags: [resource.name],
      summary: isUsual ? summary : `${summary}, by ${method}`,
      ...(description && { description }),
      'x-source': toSource(source),
      ...(isExtension && { 'x-simulator-extension': true }),
      ...fromGuide(calls.bodies.length ? calls.bodies : [calls.shown]),
      security: isPublic ? [] : [...(isOptional ? [{}] : []), { [name]: [] }],
      ...atLeastOne('parameters', this.#parametersOf(operation, resource, calls.shown)),
      ...(body && { requestBody: this.#requestBody(operation, body, calls.bodies) }),
      responses: this.#responses(operation, calls.answers),
    }
  }

  #parametersOf(operation: Operation, resource: Resource, call: Call | undefined): Placed['list'] {
    const list = [...this.#pathParameters(operation), ...this.#queryParameters(operation), ...headerParameters(operation)]
    const own = list.map(({ name, in: place, description, ...rest }): oas31.ParameterObject => {
      const meaning = description ?? this.#glossary.parameter(name, resource)
      const parameter = { name, in: place, ...(meaning !== undefined && { description: meaning }), ...rest }
      const values = call?.values[place as keyof Call['values']]
      const value = values?.[place === 'header' ? name.toLowerCase() : name]
      return value === undefined ? parameter : { ...parameter, example: toTyped(value, parameter.schema) }
    })
    const placed: Placed['list'] = [...own]
    this.#parameters.push(...own.map((parameter, at) => ({ operation, parameter, list: placed, at })))
    return placed
  }

  #pathParameters({ path, params }: Operation): oas31.ParameterObject[] {
    return pathParameters(path).map((name) => {
      const own = params?.shape[name]
      return {
        name,
        in: 'path',
        required: true,
        ...(own?.description !== undefined && { description: own.description }),
        schema: own ? this.#schemas.of(own as z.ZodType, 'request') : (this.#conventions.idSchema as oas31.SchemaObject),
      }
    })
  }

  #queryParameters({ query }: Operation): oas31.ParameterObject[] {
    if (!query) return []
    const { properties, required } = this.#schemas.fields(query)
    const named = Object.entries(properties).map(
      ([name, { description, ...schema }]): oas31.ParameterObject => ({
        name,
        in: 'query',
        ...(required.includes(name) && { required: true }),
        ...(description !== undefined && { description }),
        schema,
        ...(schema.type === 'array' && { style: 'form', explode: false }),
      }),
    )
    return isLoose(query) ? [...named, FILTERS] : named
  }

  #requestBody(operation: Operation, body: z.ZodObject, calls: readonly Call[]): oas31.RequestBodyObject {
    const isRead = (field: string) => field in body.shape || isLoose(body)
    const sent = calls.filter(({ example }) => Object.keys(example.body ?? {}).some(isRead))
    const examples = sent.map(({ example, request }) => ({ name: example.name, value: JSON.parse(request.body as string) }))
    const use = this.#api.isStrict ? 'strict request' : 'request'
    return {
      required: operation.needsBody || !body.safeParse({}).success,
      content: {
        [JSON_TYPE]: { schema: this.#schemas.of(body, use, nameOfBody(operation)), ...this.#examples(examples) },
      },
    }
  }

  #responses(operation: Operation, calls: readonly Call[]): oas31.ResponsesObject {
    const responses: Record<string, oas31.ResponseObject | oas31.ReferenceObject> = {}
    const answerOf = (status: string) => calls.find(({ example }) => example.expect.status === Number(status))
    for (const [status, schema] of Object.entries(operation.responses)) {
      const description = this.#glossary.answer(operation.id, Number(status)) ?? reasonOf(Number(status))
      responses[status] = isEmpty(schema)
        ? { description, ...(Number(status) >= 300 && toHeaders(['location'])) }
        : {
            description,
            content: {
              [operation.media ?? mediaTypeOf(schema)]: {
                schema: this.#schemas.of(schema, 'answer', nameOfAnswer(operation, schema)),
                ...this.#examples(toExamples(answerOf(status))),
              },
            },
          }
    }
    for (const [status, { description, headers }] of Object.entries(this.#refusals(operation))) {
      const schema = this.#schemas.of(this.#conventions.refusalSchema(Number(status)), 'answer')
      const examples = Object.fromEntries(toExamples(answerOf(status)).map(toEntry))
      const response = {
        description,
        ...toHeaders(headers),
        content: { [JSON_TYPE]: { schema, ...(Object.keys(examples).length && { examples }) } },
      }
      responses[status] = response
      const { noun = '' } = operation.target?.table ?? {}
      const reason = pascalCase(reasonOf(Number(status)))
      const refer = (reference: oas31.ReferenceObject) => {
        responses[status] = reference
      }
      const names = [reason, ...(noun ? [pascalCase(noun) + reason] : [])]
      this.#shared.responses.add(response, names, refer)
    }
    return responses
  }

  /** By status, what it is for and the headers that come along. */
  #refusals(operation: Operation): Record<string, { description: string; headers: readonly string[] }> {
    const answerOf = (kind: RefusalKind) => this.#api.refuse(exampleRefusal(kind))
    const headers = new Map<number, readonly string[]>()
    const descriptions = possibleRefusals(this.#api, operation, (kind) => {
      const answer = answerOf(kind)
      headers.set(answer.status, Object.keys(answer.headers ?? {}))
      return answer.status
    })
    return Object.fromEntries(
      Object.entries(descriptions).map(([status, description]) => [
        status,
        { description, headers: headers.get(Number(status)) ?? [] },
      ]),
    )
  }

  /** Examples by short names; the sentence sums them up. */
  #examples(all: readonly Shown[]): { examples?: oas31.ExamplesObject } {
    if (!all.length) return {}
    const examples: Record<string, oas31.ExampleObject | oas31.ReferenceObject> = {}
    for (const each of all) {
      const [, example] = toEntry(each)
      const name = freeName(shortName(each.name), examples)
      examples[name] = example
      const refer = (reference: oas31.ReferenceObject) => {
        examples[name] = reference
      }
      this.#shared.examples.add(example, [shortName(each.name)], refer)
    }
    return { examples }
  }
}

const hasExtension = ({ operations }: Resource): boolean => operations.some(({ isExtension }) => isExtension)

const EXTENSIONS = `

## Beyond the vendor

Operations with \`x-simulator-extension\` are arsim’s own: apps need them, and the vendor documents none of that kind. Of the others \`x-source\` names the page that does.

## Other worlds

Ids and passwords in examples are those of the default scenario with seed 1. Where the guide of a world, \`GET /__sim\`, has what a call sends, \`x-guide\` says the place.`

const OF_ITSELF = `

## Answers of the simulator itself

\`{"error":{"message":"…"}}\` is answered where no API is asked: 400 for a name of a world or a \`Host\` that cannot be, 403 for a page of another site or a \`Host\` that is not allowed, 404 for a world that is only looked at and is not there, 500 where a scenario fails or arsim has a bug, 507 where there is no room for another world. A body of at most 1 MB has at most 10,000 items in a list, 1,000 fields in an object and 100 levels; more is answered with 400. Any operation that writes answers 507, in the shape of its API, where its world has no room.`

const STRICT = ` A fault answers with any status. A server that was started with \`--strict\` refuses names of fields and parameters that are not known, with 400, also where an operation does not list it.`

/** Parameters of any other name. */
const FILTERS: oas31.ParameterObject = {
  name: 'filters',
  in: 'query',
  description: 'Columns, or ways inside them, and what they hold: each is a parameter by itself, as in `?status=proposed`.',
  style: 'form',
  explode: true,
  schema: { type: 'object', additionalProperties: { type: 'string' } },
}

interface Shown {
  readonly name: string
  readonly value: unknown
}

const toEntry = ({ name, value }: Shown): [string, oas31.ExampleObject] => [shortName(name), { summary: name, value }]

function freeName(name: string, taken: object): string {
  let free = name
  for (let count = 2; free in taken; count++) free = `${name}${count}`
  return free
}

/** What a call got, where there was anything to see. */
function toExamples(call: Call | undefined): Shown[] {
  if (!call || call.response.body === '') return []
  const { body, headers } = call.response
  return [{ name: call.example.name, value: headers['content-type'] === JSON_TYPE ? JSON.parse(body) : body }]
}

/** The text of a parameter as its schema has it. */
function toTyped(text: string, schema: oas31.SchemaObject | oas31.ReferenceObject | undefined): unknown {
  const { type } = (schema ?? {}) as oas31.SchemaObject
  if (type === 'integer' || type === 'number') return Number(text)
  if (type === 'boolean') return text === 'true'
  return type === 'array' ? text.split(',') : text
}

const headerParameters = ({ headers, optionalHeaders }: Operation): oas31.ParameterObject[] => [
  ...Object.entries(headers).map(([name, description]) => toHeader(name, description, true)),
  ...Object.entries(optionalHeaders).map(([name, description]) => toHeader(name, description, false)),
]

const toHeader = (name: string, description: string, required: boolean): oas31.ParameterObject => ({
  name,
  in: 'header',
  ...(required && { required }),
  description,
  schema: { type: 'string' },
})

const JSON_TYPE = 'application/json'

/** As what an answer is sent. */
const mediaTypeOf = (schema: z.ZodType): string => (schema.meta()?.contentMediaType as string | undefined) ?? JSON_TYPE

const isEmpty = (schema: z.ZodType): boolean => schema instanceof z.ZodUndefined

const atLeastOne = <T>(key: string, items: readonly T[]) => (items.length ? { [key]: items } : {})

/** Where the guide of a world has what these calls send: another world has other ids there. */
function fromGuide(calls: readonly (Call | undefined)[]): { readonly 'x-guide'?: Found } {
  const found: Found = Object.assign({}, ...calls.map((call) => call?.found))
  return Object.keys(found).length ? { 'x-guide': found } : {}
}

/** The page of the vendor's facts and its heading. */
const toSource = (source: string): string => source.replace(/^([\w-]+), /, 'docs/vendor/$1.md, ')
