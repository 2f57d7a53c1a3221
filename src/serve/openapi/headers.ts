/** Headers of answers, as the components that they are. */
import type * as oas31 from 'openapi3-ts/oas31'

const known: Readonly<Record<string, readonly [name: string, description: string, format?: string]>> = {
  allow: ['Allow', 'The methods that the path takes.'],
  location: ['Location', 'Where it goes on.', 'uri-reference'],
  'www-authenticate': ['WWW-Authenticate', 'The scheme of the credentials that are needed.'],
}

export const refTo = (name: string): string => `#/components/headers/${name}`

/** References to headers, by their lower-case names; nothing for an answer without any that matter. */
export function toHeaders(names: readonly string[]): { headers?: Record<string, oas31.ReferenceObject> } {
  const own = names.flatMap((name) => known[name]?.[0] ?? [])
  return own.length ? { headers: Object.fromEntries(own.map((name) => [name, { $ref: refTo(name) }])) } : {}
}

export const allHeaders: Readonly<Record<string, oas31.HeaderObject>> = Object.fromEntries(
  Object.values(known).map(([name, description, format]) => [
    name,
    { description, required: true, schema: { type: 'string', ...(format && { format }) } },
  ]),
)
