/** The name that somebody may have meant. */
import { distance } from 'fastest-levenshtein'

/** A name longer than this is no typo. */
const LONGEST = 80

/** The known name at most a third of its letters away. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined
  const plain = (text: string) => text.toLowerCase().replace(/[_-]/g, '')
  let best: { name: string; away: number } | undefined
  for (const candidate of known) {
    const away = distance(plain(name), plain(candidate))
    if (away <= Math.max(1, candidate.length / 3) && (!best || away < best.away)) best = { name: candidate, away }
  }
  return best?.name
}
