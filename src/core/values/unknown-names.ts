/** Names in what was sent that nothing reads, at any depth: found one by one, so that nobody has to look for all of them. */
import type * as z from 'zod'
import { firstOf } from './first-of.ts'
import { nearestName } from './nearest-name.ts'

export interface UnknownName {
  readonly path: readonly (string | number)[]
  /** What there is beside it that is read. */
  readonly known: readonly string[]
}

type Shape = Readonly<Record<string, unknown>>
/** What schemas of several kinds tell of what is in them. */
interface Def {
  readonly type: string
  readonly innerType?: unknown
  readonly in?: unknown
  readonly element?: unknown
  readonly catchall?: unknown
}

/** Letters of a name that are told. */
const LONGEST = 80

/**
 * @param takesAny whether it may have any name: then only one is unread, which schemas leave out
 */
export function* unknownIn(given: object, shape: Shape, way: UnknownName['path'] = [], takesAny = false): Generator<UnknownName> {
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(shape, name)) {
      if (isNested(value)) yield* unknownInside(value, shape[name], [...way, name], takesAny)
    } else if (!takesAny) yield { path: [...way, name.slice(0, LONGEST)], known: Object.keys(shape) }
    else if (name === '__proto__') yield { path: [...way, name], known: [] }
  }
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Objects that take any name, or refuse those they do not know, look at them and at all that is in them themselves. */
function* unknownInside(value: object, schema: unknown, path: UnknownName['path'], takesAny: boolean): Generator<UnknownName> {
  const { def } = (schema as { readonly _zod: { readonly def: Def } })._zod
  const inner = def.innerType ?? def.in
  if (inner) yield* unknownInside(value, inner, path, takesAny)
  else if (def.type === 'object' && !Array.isArray(value))
    yield* unknownIn(value, (schema as z.ZodObject).shape, path, takesAny || def.catchall !== undefined)
  else if (def.type === 'record') yield* unknownIn(value, {}, path, true)
  else if (def.type === 'array' && Array.isArray(value)) {
    for (const [i, item] of value.entries()) if (isNested(item)) yield* unknownInside(item, def.element, [...path, i], takesAny)
  }
}

/** What may have been meant. */
export function meant({ path, known }: UnknownName, way: UnknownName['path'] = []): string {
  const name = String(path.at(-1))
  const nearest = nearestName(name, known) ?? sameInOtherWords(name, known)
  return nearest ? ` Did you mean "${[...way, nearest].join('.')}"?` : ''
}

/** What lists of other APIs call the same: how many, and from where on. */
const pagings = [
  ['limit', 'page_size', 'pageSize', 'per_page', 'size'],
  ['page', 'cursor', 'offset', 'page_token'],
]

const sameInOtherWords = (name: string, known: UnknownName['known']): string | undefined =>
  pagings.find((names) => names.includes(name))?.find((other) => known.includes(other))

/** So many are told; the rest is no better. */
export const MOST_TOLD = 8

/** What is said of names where they are refused. */
export const unknownIssues = (what: string, unknown: Generator<UnknownName>): { path: UnknownName['path']; message: string }[] =>
  firstOf(unknown, MOST_TOLD).map((name) => ({
    path: name.path,
    message: `There is no ${what} "${wayTo(name)}".${meant(name)}`,
  }))

export const wayTo = ({ path }: UnknownName): string => path.join('.')
