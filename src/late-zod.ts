/**
 * zod, in the place of zod, with schemas that are made when they are first asked for something: there are thousands, and to make
 * them takes longer than all else of a start. What is known without making one is answered without: the fields of an object, and
 * whether a field has a default or may be missing. The build and the tests put this in the place of `zod`; sources import `zod`.
 */
import * as zod from 'zod/v4'

export { _check } from 'zod/v4/core'

type Schema = zod.ZodType
// biome-ignore lint/suspicious/noExplicitAny: stands for schemas of all kinds
type Any = any
type Shape = Readonly<Record<string, unknown>>

/** What a schema that is not made yet tells of itself. */
interface Known {
  readonly kind?: 'default' | 'optional' | undefined
  readonly def?: object | undefined
  readonly shape?: Shape | undefined
  /** What `meta()` tells of it: null for nothing, undefined where only the schema knows, as it may go on from another one's. */
  readonly words?: object | null | undefined
}

const MADE = Symbol('made')
const KNOWN = Symbol('known')

/** These say what a schema is to be like, and make another one of it. */
const modifiers = new Set(
  [
    ['optional', 'nullable', 'nullish', 'default', 'catch', 'meta', 'describe', 'refine', 'superRefine', 'check', 'overwrite'],
    ['min', 'max', 'length', 'int', 'regex', 'trim', 'toLowerCase', 'transform', 'pipe', 'array', 'or', 'readonly', 'startsWith'],
    ['extend', 'pick', 'omit', 'partial', 'strict', 'loose', 'nonnegative', 'positive'],
  ].flat(),
)

/** The schema itself, made now unless it is there. */
const made = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && MADE in value ? (value as { [MADE]: unknown })[MADE] : value

/** The same inside of the lists and the fields that schemas are made of. */
function allMade(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(allMade)
  if (typeof value !== 'object' || value === null) return value
  if (MADE in value) return made(value)
  const isPlain = Object.getPrototypeOf(value) === Object.prototype
  return isPlain ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, made(item)])) : value
}

class Later implements ProxyHandler<object> {
  readonly known: Known
  #make: (() => Schema) | undefined
  #schema: Schema | undefined
  /** Those that were asked for: they are the schema's, whoever they are called on. */
  readonly #methods = new Map<string | symbol, unknown>()

  constructor(make: () => Schema, known: Known) {
    this.#make = make
    this.known = known
  }

  get schema(): Schema {
    this.#schema ??= this.#make?.() as Schema
    this.#make = undefined
    return this.#schema
  }

  get(_: object, key: string | symbol): unknown {
    if (key === MADE) return this.schema
    if (key === KNOWN) return this.known
    const method = this.#methods.get(key)
    if (method) return method
    if (modifiers.has(key as string)) return this.#kept(key, (...args: unknown[]) => this.#modified(key as string, args))
    if (!this.#schema && key === 'shape' && this.known.shape) return this.known.shape
    if (!this.#schema && key === 'def' && this.known.def) return this.known.def
    const value = Reflect.get(this.schema, key)
    return typeof value === 'function' && key !== 'constructor' ? this.#kept(key, value.bind(this.schema)) : value
  }

  #kept(key: string | symbol, method: unknown): unknown {
    this.#methods.set(key, method)
    return method
  }

  has(_: object, key: string | symbol): boolean {
    return key === MADE || Reflect.has(this.schema, key)
  }

  getPrototypeOf(): object | null {
    return Reflect.getPrototypeOf(this.schema)
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.schema)
  }

  getOwnPropertyDescriptor(_: object, key: string | symbol): PropertyDescriptor | undefined {
    const descriptor = Reflect.getOwnPropertyDescriptor(this.schema, key)
    return descriptor && { ...descriptor, configurable: true }
  }

  /** `meta()` asks, and says nothing. */
  #modified(name: string, args: readonly unknown[]): unknown {
    const make = (): Any => (this.schema as Any)[name](...args.map(allMade))
    if (name === 'meta' && !args.length) return this.known.words === undefined ? make() : (this.known.words ?? undefined)
    return later(make, knownOf(name, args, this.known))
  }
}

const later = (make: () => Schema, known: Known = {}): Any => new Proxy({}, new Later(make, known))

function knownOf(name: string, [first]: readonly unknown[], { kind, def, shape, words }: Known): Known {
  if (name === 'default') return { kind: 'default', def: isPrimitive(first) ? { defaultValue: first } : undefined }
  if (name === 'optional' || name === 'nullish') return { kind: 'optional' }
  if (name === 'extend') return { shape: shape && { ...shape, ...(first as Shape) } }
  if (shape && name === 'pick')
    return { shape: Object.fromEntries(Object.keys(first as Shape).map((field) => [field, shape[field]])) }
  if (shape && name === 'omit')
    return { shape: Object.fromEntries(Object.entries(shape).filter(([field]) => !Object.hasOwn(first as Shape, field))) }
  // What adds a word, or a condition, leaves the kind as it is.
  if (name === 'meta') return { kind, def, shape, words: words === null ? (first as object) : undefined }
  return ['describe', 'refine', 'superRefine', 'check'].includes(name) ? { kind, def, shape } : {}
}

const isPrimitive = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value) || value === null

/** A function of zod that makes a schema, making it later. */
const factory = <F extends (...args: Any[]) => unknown>(make: F): F =>
  ((...args: unknown[]) => later(() => make(...args.map(allMade)) as Schema, { words: null })) as unknown as F

const ofFields = <F extends (...args: Any[]) => unknown>(make: F): F =>
  ((shape: Shape = {}, ...rest: unknown[]) =>
    later(() => make(allMade(shape), ...rest.map(allMade)) as Schema, { shape, words: null })) as unknown as F

export const object = ofFields(zod.object)
export const looseObject = ofFields(zod.looseObject)
export const strictObject = ofFields(zod.strictObject)

const [enumOf, undefinedOf, instanceOf] = [factory(zod.enum), factory(zod.undefined), factory(zod.instanceof)]

export { enumOf as enum, instanceOf as instanceof, undefinedOf as undefined }
export const string = factory(zod.string)
export const number = factory(zod.number)
export const int = factory(zod.int)
export const boolean = factory(zod.boolean)
export const stringbool = factory(zod.stringbool)
export const array = factory(zod.array)
export const literal = factory(zod.literal)
export const unknown = factory(zod.unknown)
export const record = factory(zod.record)
export const union = factory(zod.union)
export const discriminatedUnion = factory(zod.discriminatedUnion)
export const custom = factory(zod.custom)
export const email = factory(zod.email)
export const guid = factory(zod.guid)
export const base64 = factory(zod.base64)
export const iso = { date: factory(zod.iso.date), datetime: factory(zod.iso.datetime) }

export const NEVER = zod.NEVER

export const toJSONSchema = ((schema: unknown, ...rest: Any[]) =>
  zod.toJSONSchema(made(schema) as Schema, ...rest)) as typeof zod.toJSONSchema

/** A class of schemas, to ask whether one is of it: those of these kinds are known before they are made. */
const classOf = <C>(real: C, kind?: Known['kind']): C =>
  ({
    [Symbol.hasInstance]: (value: Any) =>
      kind && value?.[KNOWN] ? value[KNOWN].kind === kind : made(value) instanceof (real as Any),
  }) as unknown as C

export const ZodDefault = classOf(zod.ZodDefault, 'default')
export const ZodOptional = classOf(zod.ZodOptional, 'optional')
export const ZodArray = classOf(zod.ZodArray)
export const ZodObject = classOf(zod.ZodObject)
export const ZodUndefined = classOf(zod.ZodUndefined)
