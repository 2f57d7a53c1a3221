/** The schemas of a document: those that have a name, and each enum, are among its components. */
import type * as oas31 from 'openapi3-ts/oas31'
import * as z from 'zod'
import { nameOf } from '../../core/call/naming.ts'
import type { Operation } from '../../core/call/operation.ts'
import { MOST } from '../../core/values/excess.ts'
import { dropUsualLimits } from '../../core/values/json-schema.ts'
import { Enums, type Schema } from './enums.ts'
import { pascalCase } from './words.ts'

/** What is sent may leave out what has a default, and if it is strict has no other fields; what is answered has all. */
export type Use = 'request' | 'strict request' | 'answer'

/** What the body of an operation is called. */
export const nameOfBody = ({ id }: Operation): string => `${pascalCase(id)}Request`

/** What an answer is called that has no name of its own: after its items, after what is got, or after the operation. */
export function nameOfAnswer({ id }: Operation, schema: z.ZodType): string {
  const item = schema instanceof z.ZodArray ? nameOf(schema.element as z.ZodType) : undefined
  if (item !== undefined) return `${item}List`
  return /^(?:get|list)([A-Z]\w*)$/.exec(id)?.[1] ?? `${pascalCase(id)}Result`
}

export class Schemas {
  readonly #named = new Map<string, Schema>()
  /** The names of bodies: enums are called after answers rather than after those. */
  readonly #bodies = new Set<string>()

  /** A schema, or the reference to it where it has a name or is given one. */
  of(schema: z.ZodType, use: Use, name?: string): Schema {
    const { properties, $defs = {} } = toJsonSchema(z.object({ it: schema }), use) as {
      properties: { it: Schema }
      $defs?: Record<string, Schema>
    }
    for (const [id, definition] of Object.entries($defs)) this.#add(id, toComponentRefs(definition))
    const own = toComponentRefs(properties.it)
    if (name === undefined || '$ref' in own || !hasParts(own)) return own
    this.#add(name, own)
    if (use !== 'answer') this.#bodies.add(name)
    return { $ref: `#/components/schemas/${name}` }
  }

  /** The fields of a query, and which of them are needed. */
  fields(query: z.ZodObject): { properties: Record<string, oas31.SchemaObject>; required: readonly string[] } {
    const schema = this.of(query, 'request') as oas31.SchemaObject
    return { properties: (schema.properties ?? {}) as Record<string, oas31.SchemaObject>, required: schema.required ?? [] }
  }

  /** All that have a name by now, sorted by it; the enums of parameters get theirs last. */
  finish(
    parameters: readonly { readonly operation: Operation; readonly parameter: oas31.ParameterObject }[],
  ): [string, Schema][] {
    const enums = new Enums((name, schema) => this.#add(name, schema))
    const named = [...this.#named]
    for (const [name, schema] of named) if ('enum' in schema) enums.know(name, schema.enum)
    for (const [name, schema] of named.filter(([, each]) => !('enum' in each)).sort(byRank(this.#bodies)))
      this.#named.set(name, enums.in(schema, name.replace(/Request$|Result$/, '')))
    for (const { operation, parameter } of parameters)
      if (parameter.schema) parameter.schema = enums.in(parameter.schema, pascalCase(operation.id), parameter.name)
    return [...this.#named].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  #add(name: string, schema: Schema): void {
    const known = this.#named.get(name)
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`Two schemas are called "${name}".`)
    this.#named.set(name, schema)
  }
}

/** Answers before bodies, short names before long ones. */
const byRank =
  (bodies: ReadonlySet<string>) =>
  ([a]: [string, unknown], [b]: [string, unknown]): number =>
    Number(bodies.has(a)) - Number(bodies.has(b)) || a.length - b.length || (a < b ? -1 : 1)

const hasParts = (schema: oas31.SchemaObject): boolean =>
  schema.type === 'object' || schema.type === 'array' || schema.anyOf !== undefined || schema.oneOf !== undefined

/** @param use what a request may leave out, because it has a default, an answer has */
function toJsonSchema(schema: z.ZodType, use: Use): unknown {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodDefault) declareDefault(zodSchema, jsonSchema, use)
      if (use === 'answer' && zodSchema instanceof z.ZodObject) requireAll(zodSchema, jsonSchema)
      if (use !== 'answer' && zodSchema instanceof z.ZodArray) jsonSchema.maxItems ??= MOST.items
      if (use === 'strict request' && zodSchema instanceof z.ZodObject) jsonSchema.additionalProperties ??= false
      // A format says it shorter than the pattern that checks it.
      if (jsonSchema.format) delete jsonSchema.pattern
      if (jsonSchema.type !== 'string') delete jsonSchema.pattern
      dropUsualLimits(jsonSchema)
    },
  })
}

/** What is read into something else has its default too, which zod leaves out. That nothing is null says nothing more. */
function declareDefault({ def }: z.ZodDefault, jsonSchema: { default?: unknown }, use: Use): void {
  if (use === 'answer' || def.defaultValue === null) delete jsonSchema.default
  else jsonSchema.default ??= def.defaultValue
}

function requireAll({ shape }: z.ZodObject, jsonSchema: { required?: string[] }): void {
  const there = Object.keys(shape).filter((name) => shape[name]?._zod.optout !== 'optional')
  if (there.length) jsonSchema.required = there
}

const toComponentRefs = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Schema
