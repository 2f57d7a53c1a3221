/** How much there may be in a JSON text, so that work does not grow faster than the text. */
import { parseJson } from './parse-json.ts'

export const MOST = { depth: 100, fields: 1_000, items: 10_000 }
export type Most = typeof MOST

/** What a JSON text has more of than it may. */
interface Excess {
  /** The field that it is in, if it is in one. */
  readonly path: readonly string[]
  readonly message: string
}

export const tooManyFields = `There are more than ${MOST.fields} fields.`

/**
 * Where a JSON text has more than it may. It is looked for before the text is parsed: what is nested deep, or has many
 * fields, takes the parser itself far longer than its length would, and who writes the value again may come to no end.
 */
export function excessOf(text: string, most: Most = MOST): Excess | undefined {
  if (text.length <= 2 * most.depth) return undefined
  const open: { readonly isList: boolean; commas: number }[] = []
  let field: { readonly start: number; readonly end: number } | undefined
  const excess = (message: string): Excess => ({ path: field && open.length > 1 ? [nameOf(text, field)] : [], message })
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      const end = endOfString(text, at)
      if (end < 0) return undefined
      if (open.length === 1) field = { start: at, end }
      at = end - 1
    } else if (code === COMMA) {
      const inner = open.at(-1)
      if (!inner) return undefined
      const count = ++inner.commas + 1
      if (inner.isList && count > most.items) return excess(`There are more than ${most.items} items.`)
      if (!inner.isList && count > most.fields) return excess(tooManyFields)
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      open.push({ isList: code === OPEN_LIST, commas: 0 })
      if (open.length > most.depth) return excess(`This is nested deeper than ${most.depth} levels.`)
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) open.pop()
  }
  return undefined
}

const [QUOTE, COMMA, OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [...'",{}[]'].map((mark) => mark.charCodeAt(0))

/** Behind the quote that ends a string; -1 where it does not end. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let first = end
    while (text[first - 1] === '\\') first--
    if ((end - first) % 2 === 0) return end + 1
  }
  return -1
}

function nameOf(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  const parsed = parseJson(text.slice(start, end))
  return 'value' in parsed ? String(parsed.value) : ''
}
