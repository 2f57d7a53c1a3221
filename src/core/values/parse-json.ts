/** JSON in, with an error that points at the spot: ours, so that it is the same in every engine, and in time that grows with the text. */

/** Reads JSON, or says why that is not possible. */
export function parseJson(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { reason: explain(text) }
  }
}

type Expected = 'value' | 'value or ]' | 'name or }' | 'name' | ':' | ', or the end' | 'the end'

/** Walks the text, without recursion, until something is not allowed where it stands. */
function explain(text: string): string {
  const open: string[] = []
  let expected: Expected = 'value'
  let at = 0
  for (;;) {
    while (isSpace(text[at])) at++
    const mark = text[at]
    const wantsValue = expected === 'value' || expected === 'value or ]'
    const wantsName: boolean = expected === 'name' || expected === 'name or }'
    const mayClose = expected !== 'value' && expected !== 'name' && expected !== ':'
    if (mark === '"' && (wantsValue || wantsName)) {
      const end = endOfString(text, at)
      if (end < 0) break
      at = end
      expected = wantsName ? ':' : afterValue(open)
    } else if (wantsValue && (mark === '{' || mark === '[')) {
      open.push(mark)
      expected = mark === '{' ? 'name or }' : 'value or ]'
      at++
    } else if (expected === ':' && mark === ':') {
      expected = 'value'
      at++
    } else if (expected === ', or the end' && mark === ',') {
      expected = open.at(-1) === '{' ? 'name' : 'value'
      at++
    } else if (mayClose && ((mark === '}' && open.at(-1) === '{') || (mark === ']' && open.at(-1) === '['))) {
      open.pop()
      expected = afterValue(open)
      at++
    } else {
      scalar.lastIndex = at
      if (!wantsValue || !scalar.test(text)) break
      at = scalar.lastIndex
      expected = afterValue(open)
    }
  }
  return at < text.length ? `expected ${wanted(expected)} at ${placeOf(text, at)}` : endsTooEarly(text, expected)
}

const afterValue = (open: readonly string[]): Expected => (open.length ? ', or the end' : 'the end')

/** A number or a word. */
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const escaped = /["\\/bfnrt]|u[\da-fA-F]{4}/y

/** Behind the quote that ends a string; -1 where it does not end, or holds what must be escaped. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at + 1
    if (code < 0x20) return -1
    at++
    if (code !== 0x5c) continue
    escaped.lastIndex = at
    if (!escaped.test(text)) return -1
    at = escaped.lastIndex
  }
  return -1
}

const isSpace = (mark: string | undefined): boolean => mark === ' ' || mark === '\t' || mark === '\n' || mark === '\r'

function endsTooEarly(text: string, expected: Expected): string {
  let end = text.length
  while (end > 0 && isSpace(text[end - 1])) end--
  return `the text ends too early, at ${placeOf(text, end)}; expected ${wanted(expected)}`
}

const wanted = (expected: Expected): string => expected.replace('name', 'a name in double quotes').replace('value', 'a value')

function placeOf(text: string, at: number): string {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  return `line ${line} column ${at - start + 1}`
}
