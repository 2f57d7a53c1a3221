/** JSON out, with the text of immutable values kept. */

/** Where an immutable value keeps its JSON; empty until it is first written. */
const TEXT = Symbol('JSON')

/** Marks a value that never changes, so that its JSON is written once. */
export function immutable<T extends object>(value: T): T {
  return Object.defineProperty(value, TEXT, { value: '', writable: true })
}

/** Like `JSON.stringify` for plain data, but reuses the text of values marked `immutable`, at any depth of lists and objects. */
export function toJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const kept = value as { [TEXT]?: string }
  if (kept[TEXT] !== undefined) return (kept[TEXT] ||= JSON.stringify(value))
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`
  let out = ''
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key]
    if (item !== undefined) out += `${out ? ',' : ''}${JSON.stringify(key)}:${toJson(item)}`
  }
  return `{${out}}`
}

/** What JSON can hold, as far as a type can tell without refusing values of an interface. */
export type Json = string | number | boolean | null | object

export const GIVE_JSON = 'Give JSON: texts, numbers, true, false, null, lists or plain objects.'

/** Deeper than anybody writes: a value that holds itself goes on for ever. */
const DEEPEST = 500

/**
 * The way to the first part that JSON cannot hold: a function, a pattern, a map; undefined where there is none.
 *
 * @param optional so many levels of fields may be undefined, as if they were left out
 */
export function foreignIn(value: unknown, optional = 0, path: readonly string[] = []): readonly string[] | undefined {
  if (value === undefined) return path.length <= optional ? undefined : path
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return undefined
  if (typeof value !== 'object' || path.length > DEEPEST) return path
  const parts = Object.entries(value)
  if (!parts.length && !isPlain(value)) return path
  for (const [key, part] of parts) {
    const found = foreignIn(part, optional, [...path, key])
    if (found) return found
  }
  return undefined
}

/** Also where it comes from another realm. */
function isPlain(value: object): boolean {
  const kind: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || kind === null || Object.getPrototypeOf(kind) === null
}
