/** Each enum of a document has a name among its components. */
import type * as oas31 from 'openapi3-ts/oas31'
import { nameOfPart } from './words.ts'

export type Schema = oas31.SchemaObject | oas31.ReferenceObject

/** Where a schema may hold others, of which some are named after a property. */
export type Json = { readonly [key: string]: unknown }

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/**
 * Gives enums names, in the order in which they are met: after what they stand in and their property. One of the same
 * values in a property of the same name has the same name.
 */
export class Enums {
  readonly #known = new Map<string, string>()
  readonly #add: (name: string, schema: Schema) => void

  constructor(add: (name: string, schema: Schema) => void) {
    this.#add = add
  }

  /** An enum that was given a name: whatever has its values is it too. */
  know(name: string, values: unknown): void {
    this.#known.set(keyOf('', values), name)
  }

  /** The schema with references to its enums. */
  in(schema: Schema, owner: string, property = ''): Schema {
    return this.#within(schema as Json, owner, property) as Schema
  }

  #within(schema: Json, owner: string, property: string): unknown {
    if (Array.isArray(schema.enum)) return this.#named(schema, owner, property)
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]) => {
        if (key === 'properties' && isObject(value)) return [key, this.#properties(value, nameOfPart(owner, property))]
        if (key === 'items' && isObject(value)) return [key, this.#within(value, owner, property)]
        if (Array.isArray(value) && /^(any|one|all)Of$/.test(key))
          return [key, value.map((each) => this.#within(each as Json, owner, property))]
        return [key, value]
      }),
    )
  }

  #properties(properties: Json, owner: string): Json {
    return Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, this.#within(schema as Json, owner, name)]),
    )
  }

  #named({ type, enum: values, ...rest }: Json, owner: string, property: string): Json {
    const key = keyOf(property, values)
    let name = this.#known.get(keyOf('', values)) ?? this.#known.get(key)
    if (name === undefined) {
      name = nameOfPart(owner, property)
      this.#known.set(key, name)
      this.#add(name, { type, enum: values } as Schema)
    }
    return { $ref: `#/components/schemas/${name}`, ...rest }
  }
}

const keyOf = (property: string, values: unknown): string => `${property} ${JSON.stringify(values)}`
