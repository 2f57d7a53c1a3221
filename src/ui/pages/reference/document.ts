/** What the page reads of an OpenAPI document. */
import type {
  ExampleObject,
  MediaTypeObject,
  OperationObject,
  ParameterObject,
  ReferenceObject,
  RequestBodyObject,
  ResponseObject,
  SchemaObject,
} from 'openapi3-ts/oas31'
import type { OpenApiDocument } from '../../../serve/openapi.ts'

export type { ParameterObject, SchemaObject } from 'openapi3-ts/oas31'
export type Schema = SchemaObject | ReferenceObject

/** An operation with all that it refers to. */
export interface Operation {
  readonly id: string
  readonly tag: string
  readonly method: string
  /** Below the simulator and the prefix of a world: `/api/companies/{company_id}/actions`. */
  readonly path: string
  readonly title: string
  readonly about: string
  /** Whether it wants to know who calls. */
  readonly isSecured: boolean
  readonly parameters: readonly ParameterObject[]
  readonly body: Body | undefined
  readonly answers: readonly Answer[]
  /** What its examples have of the guide of their world, by the place there: `samples.actions.proposed`. */
  readonly fromGuide: Readonly<Record<string, string | number>>
}

export interface Body {
  readonly isRequired: boolean
  readonly schema: Schema | undefined
  readonly examples: readonly Example[]
}

export interface Example {
  readonly title: string
  readonly value: unknown
}

export interface Answer {
  readonly status: string
  readonly about: string
  readonly type: string | undefined
  readonly schema: Schema | undefined
  readonly examples: readonly Example[]
  /** What can be called with what is answered. */
  readonly leadsTo: readonly string[]
}

export const isReference = (node: object): node is ReferenceObject => '$ref' in node

/** What a reference stands for; anything else as it is. */
export function resolved<T extends object>(document: OpenApiDocument, node: T | ReferenceObject): T {
  if (!isReference(node)) return node
  const [, , kind = '', name = ''] = node.$ref.split('/')
  return document.components?.[kind]?.[decodeURIComponent(name)] as T
}

/** The name of what a reference stands for. */
export const nameOf = ({ $ref }: ReferenceObject): string => $ref.slice($ref.lastIndexOf('/') + 1)

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

export function operationsOf(document: OpenApiDocument): Operation[] {
  // What comes before that is where the simulator is.
  const base = new URL(document.servers?.[0]?.url ?? '').pathname.replace(/^.*\/~[\w-]+/, '')
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method] as OperationObject | undefined
      return operation ? toOperation(document, method.toUpperCase(), base + (path === '/' ? '' : path), operation) : []
    }),
  )
}

function toOperation(document: OpenApiDocument, method: string, path: string, operation: OperationObject): Operation {
  const { operationId = '', tags = [], summary = '', description = '', security = [], parameters = [] } = operation
  const { requestBody, responses = {} } = operation
  return {
    id: operationId,
    tag: tags[0] ?? '',
    method,
    path,
    title: summary,
    about: description,
    isSecured: security.some((each) => Object.keys(each).length > 0),
    parameters: parameters.map((each) => resolved(document, each)),
    body: requestBody && toBody(document, resolved<RequestBodyObject>(document, requestBody)),
    answers: Object.entries(responses).map(([status, each]) => toAnswer(document, status, resolved(document, each))),
    fromGuide: operation['x-guide'] ?? {},
  }
}

function toBody(document: OpenApiDocument, { required = false, content }: RequestBodyObject): Body {
  const media = content['application/json']
  return { isRequired: required, schema: media?.schema, examples: examplesOf(document, media) }
}

function toAnswer(document: OpenApiDocument, status: string, { description, content = {}, links = {} }: ResponseObject): Answer {
  const [type, media] = Object.entries(content)[0] ?? []
  const leadsTo = Object.values(links).flatMap((link) => resolved(document, link).operationId ?? [])
  return {
    status,
    about: description,
    type,
    schema: media?.schema,
    examples: examplesOf(document, media),
    leadsTo: [...new Set(leadsTo)],
  }
}

const examplesOf = (document: OpenApiDocument, { examples = {} }: MediaTypeObject = {}): Example[] =>
  Object.entries(examples).map(([name, each]) => {
    const { summary = name, value } = resolved<ExampleObject>(document, each)
    return { title: summary, value }
  })
