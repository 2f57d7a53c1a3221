/** Names in what was sent that nothing reads, at any depth: found one by one, so that nobody has to look for all of them. */
import type * as z from 'zod'
import { firstOf } from '../values/first-of.ts'
import { nearestName } from '../values/nearest-name.ts'
import type { Issue } from './refusal.ts'

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

export function* unknownIn(given: object, shape: Shape, way: UnknownName['path'] = []): Generator<UnknownName> {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(shape, name)) yield { path: [...way, name.slice(0, LONGEST)], known: Object.keys(shape) }
    else if (isNested(value)) yield* unknownInside(value, shape[name], [...way, name])
  }
}

/** The names that a schema drops although it takes any. */
export function* droppedIn(given: object): Generator<UnknownName> {
  if (Object.hasOwn(given, '__proto__')) yield { path: ['__proto__'], known: [] }
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Objects that take any name, or refuse those they do not know, look at them themselves. */
function* unknownInside(value: object, schema: unknown, path: UnknownName['path']): Generator<UnknownName> {
  const { def } = (schema as { readonly _zod: { readonly def: Def } })._zod
  const inner = def.innerType ?? def.in
  if (inner) yield* unknownInside(value, inner, path)
  else if (def.type === 'object' && !def.catchall && !Array.isArray(value))
    yield* unknownIn(value, (schema as z.ZodObject).shape, path)
  else if (def.type === 'array' && Array.isArray(value)) {
    for (const [i, item] of value.entries()) if (isNested(item)) yield* unknownInside(item, def.element, [...path, i])
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
export const unknownIssues = (what: string, unknown: Generator<UnknownName>): Issue[] =>
  firstOf(unknown, MOST_TOLD).map((name) => ({
    path: name.path,
    message: `There is no ${what} "${wayTo(name)}".${meant(name)}`,
  }))

export const wayTo = ({ path }: UnknownName): string => path.join('.')
