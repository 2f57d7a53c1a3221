/** Hints for the caller, in the header `X-Sim-Warning`: plain ASCII, short and few. */

import { distance } from 'fastest-levenshtein'

export const WARNING_HEADER = 'x-sim-warning'
const MOST = 8
const LONGEST = 300

/** Makes any text fit for a header. */
export function toHeaderText(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 3)}...` : plain
}

/** The warnings of one answer, as header values. */
export function toHeaderValues(warnings: readonly string[]): string[] {
  const shown = warnings.slice(0, MOST).map(toHeaderText)
  return warnings.length > MOST ? [...shown, `and ${warnings.length - MOST} more`] : shown
}

/** What to say of names that nothing reads: each with the nearest name that is known. */
export function unknownNames(what: string, given: Iterable<string>, known: readonly string[]): string[] {
  const warnings: string[] = []
  for (const name of given) {
    if (known.includes(name)) continue
    const nearest = nearestName(name, known)
    warnings.push(`The ${what} "${name.slice(0, 80)}" is ignored.${nearest ? ` Did you mean "${nearest}"?` : ''}`)
  }
  return warnings
}

/** The known name at most a third of its letters away. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > 80) return undefined
  const plain = (text: string) => text.toLowerCase().replace(/[_-]/g, '')
  let best: { name: string; away: number } | undefined
  for (const candidate of known) {
    const away = distance(plain(name), plain(candidate))
    if (away <= Math.max(1, candidate.length / 3) && (!best || away < best.away)) best = { name: candidate, away }
  }
  return best?.name
}
