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
