/** What things mean is said in a document where it is not said yet. */
import type * as oas31 from 'openapi3-ts/oas31'
import type { Glossary } from '../../core/call/glossary.ts'
import { isObject, type Json } from './enums.ts'

/** The document with a sentence for each property that the words of its API have one for. */
export function describe(document: oas31.OpenAPIObject, glossary: Glossary): oas31.OpenAPIObject {
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {}))
    fields(schema, (way) => glossary.field(name, way))
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
  Object.assign(property, told((property.description as string | undefined) ?? fitting(property, sentence(way))))
  fields(property, sentence, way)
}

/** When it is null is not said of what never is, as of a field in a body. */
const fitting = (property: Json, text: string | undefined): string | undefined =>
  JSON.stringify(property).includes('"null"') ? text : text?.replace(/; null [^.;]*(?=[.;])/, '')

const told = (description: string | undefined) => (description === undefined ? {} : { description })
