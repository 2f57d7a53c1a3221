/** Schemas in words, and what is in them. */
import type { OpenApiDocument } from '../../../serve/openapi.ts'
import { isReference, nameOf, resolved, type Schema, type SchemaObject } from './document.ts'

export interface Field {
  readonly name: string
  readonly schema: Schema
  readonly isRequired: boolean
}

/** A named form of what may take several. */
interface Form {
  readonly name: string
  readonly schema: Schema
}

const isNothing = (schema: Schema): boolean => 'type' in schema && schema.type === 'null'

/** The forms that something may take, but nothing. */
const formsOf = ({ anyOf, oneOf }: SchemaObject): Schema[] => (anyOf ?? oneOf ?? []).filter((each) => !isNothing(each))

const isNullable = ({ anyOf, oneOf, type }: SchemaObject): boolean =>
  [type].flat().includes('null') || (anyOf ?? oneOf ?? []).some(isNothing)

/** `string (uuid)`, `list of Action`, `date or null` */
export function typeOf(document: OpenApiDocument, schema: Schema): string {
  const whole = resolved(document, schema)
  if (!whole) return 'anything'
  const words = isReference(schema) && !valuesOf(document, schema).length ? nameOf(schema) : ownType(document, whole)
  return isNullable(whole) && !words.endsWith('null') ? `${words} or null` : words
}

function ownType(document: OpenApiDocument, schema: SchemaObject): string {
  const { type, items, format, additionalProperties } = schema
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const forms = formsOf(schema)
  if (forms.length) return [...new Set(forms.map((each) => typeOf(document, each)))].join(' or ')
  if (items) return `list of ${typeOf(document, items)}`
  const kind = [type ?? []].flat().filter((each) => each !== 'null')
  if (kind[0] === 'object' && typeof additionalProperties === 'object')
    return `object of ${typeOf(document, additionalProperties)}`
  const words = kind.join(' or ') || 'anything'
  return format ? `${words} (${format})` : words
}

/** The values that it may have, where they are known. */
export function valuesOf(document: OpenApiDocument, schema: Schema): readonly string[] {
  const whole = resolved(document, schema)
  if (whole?.enum) return whole.enum.filter((each) => each !== null).map(String)
  return whole?.type === 'boolean' ? ['true', 'false'] : []
}

/** The values that each of a list may have. */
export function valuesOfItems(document: OpenApiDocument, schema: Schema): readonly string[] {
  const { items } = resolved(document, schema)
  return items ? valuesOf(document, items) : []
}

const limits: readonly (readonly [keyof SchemaObject, string])[] = [
  ['minimum', 'at least'],
  ['maximum', 'at most'],
  ['minLength', 'characters at least'],
  ['maxLength', 'characters at most'],
  ['minItems', 'items at least'],
  ['maxItems', 'items at most'],
  ['pattern', 'pattern'],
  ['default', 'usually'],
]

/** `at least 1, usually 20` */
export function limitsOf(document: OpenApiDocument, schema: Schema): string {
  const own = resolved(document, schema)
  const all = { ...own, ...schema } as SchemaObject
  return limits.flatMap(([key, words]) => (all[key] === undefined ? [] : `${words} ${String(all[key])}`)).join(', ')
}

/** What is in an object, in each of a list, or in the one form that something may take. */
export function fieldsOf(document: OpenApiDocument, schema: Schema | undefined): Field[] {
  if (!schema) return []
  const whole = resolved(document, schema)
  if (!whole) return []
  const forms = formsOf(whole)
  if (forms.length === 1) return fieldsOf(document, forms[0])
  if (whole.items) return fieldsOf(document, whole.items)
  const { properties = {}, required = [], additionalProperties } = whole
  const named = Object.entries(properties).map(([name, each]) => ({ name, schema: each, isRequired: required.includes(name) }))
  if (named.length || typeof additionalProperties !== 'object') return named
  return fieldsOf(document, additionalProperties)
}

/** The forms of what may take several, where they differ in what is in them. */
export function variantsOf(document: OpenApiDocument, schema: Schema | undefined): Form[] {
  if (!schema) return []
  const whole = resolved(document, schema)
  if (!whole) return []
  if (whole.items) return variantsOf(document, whole.items)
  const forms = formsOf(whole).filter((each) => fieldsOf(document, each).length > 0)
  return forms.length > 1 ? forms.map((each) => ({ name: nameOfForm(document, each), schema: each })) : []
}

/** By its own name, or by what tells it from the others. */
function nameOfForm(document: OpenApiDocument, schema: Schema): string {
  if (isReference(schema)) return nameOf(schema)
  const fixed = fieldsOf(document, schema).flatMap(({ name, schema: each }) => {
    const value = resolved(document, each).const
    return value === undefined ? [] : `${name} ${JSON.stringify(value)}`
  })
  return fixed[0] ?? 'one form'
}
