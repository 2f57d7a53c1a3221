/** Every response of every test is held against the document that was built: its status must be declared and its body must fit. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Api } from '../../src/core/call/api.ts'
import { Simulator } from '../../src/core/simulator.ts'
import type { SimResponse } from '../../src/core/values/http.ts'
import { World } from '../../src/core/world/world.ts'
import { createSimulator } from '../../src/index.ts'
import type { toOpenApi } from '../../src/serve/openapi.ts'

type Document = NonNullable<ReturnType<typeof toOpenApi>>

let checks: Map<string, Checker> | undefined

class Checker {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true })
  readonly #bySchema = new Map<string, ValidateFunction>()
  readonly #document: Document
  readonly #operations = new Map<string, { path: string; method: string }>()

  constructor(api: Api, document: Document) {
    // biome-ignore lint/suspicious/noExplicitAny: the types of ajv-formats do not know its ESM form
    ;(formats as any)(this.#ajv)
    // It knows no addresses of other scripts: they need a name, an @ and a domain.
    this.#ajv.addFormat('idn-email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/)
    this.#document = closed(document) as Document
    this.#ajv.addSchema({ ...this.#document, $id: 'document' })
    for (const { id, path, method } of api.operations) this.#operations.set(id, { path, method: method.toLowerCase() })
  }

  check({ api, operation = '', status, headers, body, fault }: SimResponse): void {
    const place = this.#operations.get(operation)
    // What a fault answers is in no document.
    if (!place || status >= 500 || fault !== undefined) return
    const given = this.#document.paths?.[place.path]?.[place.method as 'get']?.responses?.[status]
    // What many operations answer is a component.
    const way: string[] = given?.$ref?.slice(2).split('/') ?? ['paths', place.path, place.method, 'responses', String(status)]
    const declared = given?.$ref ? this.#document.components?.responses?.[way.at(-1) as string] : given
    if (!declared || '$ref' in declared)
      throw new Error(`${api}.${operation} answered ${status}, which its document does not declare: ${body}`)
    if (!declared.content) {
      if (body !== '') throw new Error(`${api}.${operation} answered ${status} with a body, which its document does not declare.`)
      return
    }
    if (body === '') return
    const [type = ''] = String(headers['content-type']).split(';')
    if (!declared.content[type])
      throw new Error(`${api}.${operation} answered ${status} as ${type}, which its document does not.`)
    const pointer = [...way, 'content', type, 'schema']
    const validate = this.#validator(
      pointer.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/'),
    )
    if (!validate(type === 'application/json' ? JSON.parse(body) : body))
      throw new Error(
        `${api}.${operation} ${status} does not fit its schema: ${this.#ajv.errorsText(validate.errors)} in ${body}`,
      )
  }

  #validator(pointer: string): ValidateFunction {
    let validate = this.#bySchema.get(pointer)
    if (!validate) this.#bySchema.set(pointer, (validate = this.#ajv.compile({ $ref: `document#/${pointer}` })))
    return validate
  }
}

/** The document with no room for fields that it does not name, so that nothing inside can leak out. */
function closed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(closed)
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]))
  if (copy.type === 'object' && copy.properties && copy.additionalProperties === undefined) copy.additionalProperties = false
  return copy
}

function checkerOf(name: string): Checker | undefined {
  if (!checks) {
    checks = new Map()
    for (const api of createSimulator().apis)
      if (api.document)
        checks.set(api.name, new Checker(api, JSON.parse(readFileSync(`dist/documents/${api.name}.json`, 'utf8'))))
  }
  return checks.get(name)
}

let isBusy = false

function checked(response: SimResponse): SimResponse {
  if (isBusy || response.operation === undefined || response.api === undefined) return response
  isBusy = true
  try {
    checkerOf(response.api)?.check(response)
  } finally {
    isBusy = false
  }
  return response
}

const inWorld = World.prototype.handle
World.prototype.handle = function (this: World, request) {
  return checked(inWorld.call(this, request))
}

const inSimulator = Simulator.prototype.handle
Simulator.prototype.handle = function (this: Simulator, ...request) {
  return checked(inSimulator.apply(this, request))
}
