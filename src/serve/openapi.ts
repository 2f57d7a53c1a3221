/** The OpenAPI 3.1 document of an API, read off its operations and their examples. */

import type * as oas31 from 'openapi3-ts/oas31'
import { OpenApiBuilder } from 'openapi3-ts/oas31'
import { stringify } from 'yaml'
import * as z from 'zod'
import type { Api, ApiDocument } from '../core/call/api.ts'
import { prepare, toExampleRequest } from '../core/call/example.ts'
import { possibleRefusals } from '../core/call/ladder.ts'
import type { Example, Operation } from '../core/call/operation.ts'
import { exampleRefusal, type RefusalKind } from '../core/call/refusal.ts'
import type { Resource } from '../core/call/resource.ts'
import type { Simulator } from '../core/simulator.ts'

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

type Schema = oas31.SchemaObject | oas31.ReferenceObject

/**
 * The document of an API.
 *
 * @param name `ar`
 * @returns undefined for an API that has none
 * @example
 * const document = toOpenApi(createSimulator(), 'ar')
 */
export function toOpenApi(simulator: Simulator, name: string): OpenApiDocument | undefined {
  const api = simulator.apis.find((each) => each.name === name)
  return api?.document && (new Writer(simulator, api, api.document).write() as unknown as OpenApiDocument)
}

/** The text of a document as a file. */
export function toText(document: OpenApiDocument, format: 'json' | 'yaml'): string {
  return format === 'json'
    ? `${JSON.stringify(document, null, 2)}\n`
    : stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 })
}

/** Addresses in examples are relative. */
const ORIGIN = ''

class Writer {
  readonly #simulator: Simulator
  readonly #api: Api
  readonly #conventions: ApiDocument
  readonly #builder: OpenApiBuilder
  readonly #schemas = new Map<string, Schema>()

  constructor(simulator: Simulator, api: Api, conventions: ApiDocument) {
    this.#simulator = simulator
    this.#api = api
    this.#conventions = conventions
    this.#builder = OpenApiBuilder.create().addOpenApiVersion('3.1.0')
  }

  write(): oas31.OpenAPIObject {
    const { title, description, basePath, resources } = this.#api
    const { version, security } = this.#conventions
    this.#builder
      .addInfo({ title, version, description, license: { name: 'MIT', identifier: 'MIT' } })
      .addServer({ url: basePath })
      .addSecurityScheme(security.name, security.scheme as unknown as oas31.SecuritySchemeObject)
    for (const resource of resources.filter(({ operations }) => operations.length)) {
      this.#builder.addTag({ name: resource.name, description: resource.description })
      for (const operation of resource.operations)
        this.#builder.addPath(operation.path, { [operation.method.toLowerCase()]: this.#operation(operation, resource) })
    }
    for (const [name, schema] of [...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1))) this.#builder.addSchema(name, schema)
    return this.#builder.getSpec()
  }

  #operation(operation: Operation, resource: Resource): oas31.OperationObject {
    const { id, summary, description, source, isPublic, isExtension, body } = operation
    return {
      operationId: id,
      tags: [resource.name],
      summary,
      description: [description, `Source: ${toSource(source)}.`].filter(Boolean).join('\n\n'),
      ...(isExtension && { 'x-simulator-extension': true }),
      security: isPublic ? [] : [{ [this.#conventions.security.name]: [] }],
      ...atLeastOne('parameters', [
        ...this.#pathParameters(operation),
        ...this.#queryParameters(operation),
        ...headerParameters(operation),
      ]),
      ...(body && { requestBody: this.#requestBody(operation, body) }),
      responses: this.#responses(operation),
    }
  }

  #pathParameters({ path, target, params }: Operation): oas31.ParameterObject[] {
    return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
      const own = params?.shape[name]
      const what =
        name === target?.param ? target.table.kind.replaceAll('_', ' ') : name.replace(/_?id$/i, '').replaceAll('_', ' ')
      return {
        name,
        in: 'path',
        required: true,
        description: own?.description ?? `The id of the ${what}.`,
        schema: own ? this.#schema(own as z.ZodType) : (this.#conventions.idSchema as oas31.SchemaObject),
      }
    })
  }

  #queryParameters({ query }: Operation): oas31.ParameterObject[] {
    if (!query) return []
    const { properties = {} } = toJsonSchema(query) as { properties?: Record<string, oas31.SchemaObject> }
    return Object.entries(properties).map(([name, { description = name, ...schema }]) => ({
      name,
      in: 'query',
      description,
      schema,
      ...(schema.type === 'array' && { style: 'form', explode: false }),
    }))
  }

  #requestBody(operation: Operation, body: z.ZodObject): oas31.RequestBodyObject {
    const world = this.#simulator.scratch()
    const examples = operation.examples
      .filter(({ expect, body: value }) => expect.status < 300 && Object.keys(value ?? {}).some((field) => field in body.shape))
      .map((example) => {
        const request = toExampleRequest(this.#simulator, this.#api, operation, example, world, ORIGIN)
        return [slug(example), { summary: example.name, value: JSON.parse(request.body as string) }] as const
      })
    const schema = this.#schema(body)
    const required = 'required' in schema && (schema.required?.length ?? 0) > 0
    return {
      required,
      content: { 'application/json': { schema, ...(examples.length && { examples: Object.fromEntries(examples) }) } },
    }
  }

  #responses(operation: Operation): oas31.ResponsesObject {
    const responses: Record<string, oas31.ResponseObject> = {}
    for (const [status, schema] of Object.entries(operation.responses))
      responses[status] = isEmpty(schema)
        ? { description: Number(status) < 300 ? 'Done.' : 'Goes on elsewhere: see the header `Location`.' }
        : {
            description: 'Success.',
            content: {
              [operation.media ?? mediaTypeOf(schema)]: {
                schema: this.#schema(schema, 'answer'),
                ...this.#example(operation, Number(status)),
              },
            },
          }
    for (const [status, description] of Object.entries(this.#refusals(operation)))
      responses[status] = {
        description,
        content: {
          'application/json': {
            schema: this.#schema(this.#conventions.refusalSchema(Number(status))),
            ...this.#example(operation, Number(status)),
          },
        },
      }
    return responses
  }

  #refusals(operation: Operation): Record<number, string> {
    const statusOf = (kind: RefusalKind) => this.#api.refuse(exampleRefusal(kind)).status
    return possibleRefusals(this.#api, operation, statusOf)
  }

  /** The answer that the first example of a status really gets. */
  #example(operation: Operation, status: number): { examples?: oas31.ExamplesObject } {
    const example = operation.examples.find(({ expect }) => expect.status === status)
    if (!example) return {}
    const world = this.#simulator.scratch()
    prepare(this.#simulator, world, example)
    const { body, headers } = world.handle(toExampleRequest(this.#simulator, this.#api, operation, example, world, ORIGIN))
    if (body === '') return {}
    const value = headers['content-type'] === JSON_TYPE ? shortened(JSON.parse(body)) : body
    return { examples: { [slug(example)]: { summary: example.name, value } } }
  }

  /** Named schemas go to the components. */
  #schema(schema: z.ZodType, of: 'request' | 'answer' = 'request'): Schema {
    const { properties, $defs = {} } = toJsonSchema(z.object({ it: schema }), of) as {
      properties: { it: Schema }
      $defs?: Record<string, Schema>
    }
    for (const [name, definition] of Object.entries($defs)) this.#schemas.set(name, toComponentRefs(definition))
    return toComponentRefs(properties.it)
  }
}

const headerParameters = ({ headers }: Operation): oas31.ParameterObject[] =>
  Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  }))

/** @param of a request may leave out what has a default, an answer has it */
function toJsonSchema(schema: z.ZodType, of: 'request' | 'answer' = 'request'): unknown {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (of === 'answer' && zodSchema instanceof z.ZodDefault) delete jsonSchema.default
      if (of === 'answer' && zodSchema instanceof z.ZodObject) requireAll(zodSchema, jsonSchema)
      // A format says it shorter than the pattern that checks it.
      if (jsonSchema.format) delete jsonSchema.pattern
      if (jsonSchema.type !== 'string') delete jsonSchema.pattern
    },
  })
}

function requireAll({ shape }: z.ZodObject, jsonSchema: { required?: string[] }): void {
  const there = Object.keys(shape).filter((name) => shape[name]?._zod.optout !== 'optional')
  if (there.length) jsonSchema.required = there
}

const toComponentRefs = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Schema

const JSON_TYPE = 'application/json'

/** As what an answer is sent. */
const mediaTypeOf = (schema: z.ZodType): string => (schema.meta()?.contentMediaType as string | undefined) ?? JSON_TYPE

const isEmpty = (schema: z.ZodType): boolean => schema instanceof z.ZodUndefined

const atLeastOne = <T>(key: string, items: readonly T[]) => (items.length ? { [key]: items } : {})

/** The page of the vendor's facts and its heading. */
const toSource = (source: string): string => source.replace(/^([\w-]+), /, 'docs/vendor/$1.md, ')

const slug = ({ name }: Example) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Lists as long as it takes to see how they go on. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 2).map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item)]))
}
