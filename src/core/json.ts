/** JSON out, with the text of immutable values kept; JSON in, with an error that points at the spot. */

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

/** Reads JSON. The reason for a failure is ours, so it is the same in every engine. */
export function parseJson(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { reason: explain(text) }
  }
}

/** A string, a number or word, or a mark, with the space before it. */
const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON does not allow them in a string
  /[ \t\n\r]*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\]:,]))/y

/** Walks the tokens without recursion until one is not allowed where it stands. */
function explain(text: string): string {
  const open: ('{' | '[')[] = []
  let expected: 'value' | 'value or ]' | 'name or }' | 'name' | ':' | ', or the end' | 'the end' = 'value'
  const end = text.replace(/[ \t\n\r]+$/, '').length
  token.lastIndex = 0
  for (;;) {
    const at = token.lastIndex
    const match = token.exec(text)
    if (!match) return describe(text, at, end, expected)
    const [, string, scalar, mark] = match
    const isValue = scalar !== undefined || (string !== undefined && !expected.startsWith('name'))
    if ((expected === 'value' || expected === 'value or ]') && (isValue || mark === '{' || mark === '[')) {
      if (isValue) expected = open.length ? ', or the end' : 'the end'
      else {
        open.push(mark as '{' | '[')
        expected = mark === '{' ? 'name or }' : 'value or ]'
      }
    } else if (expected.startsWith('name') && string !== undefined) expected = ':'
    else if (expected === ':' && mark === ':') expected = 'value'
    else if (expected === ', or the end' && mark === ',') expected = open.at(-1) === '{' ? 'name' : 'value'
    else if (
      (mark === '}' && open.at(-1) === '{' && (expected === 'name or }' || expected === ', or the end')) ||
      (mark === ']' && open.at(-1) === '[' && (expected === 'value or ]' || expected === ', or the end'))
    ) {
      open.pop()
      expected = open.length ? ', or the end' : 'the end'
    } else return describe(text, at, end, expected)
  }
}

function describe(text: string, from: number, end: number, expected: string): string {
  let at = from
  while (at < end && ' \t\n\r'.includes(text[at] as string)) at++
  const before = text.slice(0, at).split('\n')
  const place = `line ${before.length} column ${(before.at(-1) as string).length + 1}`
  const wanted = expected.replace('name', 'a name in double quotes').replace('value', 'a value')
  return at >= end ? `the text ends too early, at ${place}; expected ${wanted}` : `expected ${wanted} at ${place}`
}
