/** The name that somebody may have meant, and what to say where there is none of a name. */
import { distance } from 'fastest-levenshtein'

/** A name longer than this is no typo. */
const LONGEST = 80

/** The known name at most a third of its letters away, or one mistake. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined
  const plain = (text: string) => text.toLowerCase().replace(/[_-]/g, '')
  let best: { name: string; away: number } | undefined
  for (const candidate of known) {
    const away = mistakes(plain(name), plain(candidate))
    if (away <= Math.max(1, candidate.length / 3) && (!best || away < best.away)) best = { name: candidate, away }
  }
  return best?.name
}

/** How many letters are wrong, missing or too many; two that are swapped are one mistake. */
function mistakes(given: string, meant: string): number {
  const away = distance(given, meant)
  const isSwap = (letter: string, i: number) => given.slice(0, i) + given[i + 1] + letter + given.slice(i + 2) === meant
  return away === 2 && given.split('').some(isSwap) ? 1 : away
}

/** So many names are told; more are no help. */
const MOST = 20

/** Says behind a name that there is none of it: which one may have been meant, else what there is. */
export function hint(name: string, known: readonly string[], otherwise: string = listed(known)): string {
  const nearest = nearestName(name, known)
  return nearest === undefined ? otherwise : ` Did you mean "${nearest}"?`
}

const listed = (known: readonly string[]): string =>
  known.length && known.length <= MOST ? ` There is: ${known.join(', ')}.` : ''

/** Says that there is none of a name: with the one that may have been meant, else with all there are. */
export const noSuch = (what: string, name: string, known: readonly string[]): string =>
  `There is no ${what} "${name.slice(0, LONGEST)}".${hint(name, known)}`

/** The first field that is none of these, also where it has no value. */
export const strangerIn = (given: object, known: readonly string[]): string | undefined =>
  Object.keys(given).find((name) => !known.includes(name))

/** @throws TypeError, unless another error is told, for the first that is none of these */
export function refuseStrangers(given: object, known: readonly string[], what = 'option', Refusal: Telling = TypeError): void {
  const stranger = strangerIn(given, known)
  if (stranger !== undefined) throw new Refusal(noSuch(what, stranger, known))
}

type Telling = new (sentence: string) => Error

/**
 * Whether somebody asks an object for a name by mistake: what is asked of any object, such as `then` and `toJSON`, may be missing.
 */
export const isMistaken = (name: string | symbol, all: object): name is string =>
  typeof name === 'string' &&
  !(name in all) &&
  name !== 'then' &&
  (/^[a-z\d_]+$/.test(name) || nearestName(name, Object.keys(all)) !== undefined)
