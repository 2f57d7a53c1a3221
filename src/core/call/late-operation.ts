/** Operations that are loaded when they are first called, or asked what only they can tell. */
import type { Operation } from './operation.ts'

/** What finds an operation. */
export type KnownOfOperation = Pick<Operation, 'id' | 'method' | 'path' | 'also' | 'bodyLimit'>

/** An operation of which only that is there. */
export class LateOperation implements Operation {
  readonly id: string
  readonly method: Operation['method']
  readonly path: string
  readonly also: Operation['also']
  readonly bodyLimit: number | undefined
  readonly #load: () => Operation
  readonly #loadExamples: () => Operation['examples']
  #loaded: Operation | undefined

  /** @param loadExamples as only documents show them, they are not loaded with the rest */
  constructor(
    { id, method, path, also, bodyLimit }: KnownOfOperation,
    load: () => Operation,
    loadExamples: () => Operation['examples'],
  ) {
    this.id = id
    this.method = method
    this.path = path
    this.also = also
    this.bodyLimit = bodyLimit
    this.#load = load
    this.#loadExamples = loadExamples
  }

  get #it(): Operation {
    this.#loaded ??= this.#load()
    return this.#loaded
  }

  get summary() {
    return this.#it.summary
  }

  get description() {
    return this.#it.description
  }

  get source() {
    return this.#it.source
  }

  get isPublic() {
    return this.#it.isPublic
  }

  get isExtension() {
    return this.#it.isExtension
  }

  get openTo() {
    return this.#it.openTo
  }

  get target() {
    return this.#it.target
  }

  get params() {
    return this.#it.params
  }

  get headers() {
    return this.#it.headers
  }

  get optionalHeaders() {
    return this.#it.optionalHeaders
  }

  get query() {
    return this.#it.query
  }

  get body() {
    return this.#it.body
  }

  get needsBody() {
    return this.#it.needsBody
  }

  get references() {
    return this.#it.references
  }

  get checks() {
    return this.#it.checks
  }

  get clashes() {
    return this.#it.clashes
  }

  get responses() {
    return this.#it.responses
  }

  get media() {
    return this.#it.media
  }

  get forbids() {
    return this.#it.forbids
  }

  get fires() {
    return this.#it.fires
  }

  get rules() {
    return this.#it.rules
  }

  get refuses() {
    return this.#it.refuses
  }

  get handle() {
    return this.#it.handle
  }

  get examples() {
    return this.#loadExamples()
  }
}
