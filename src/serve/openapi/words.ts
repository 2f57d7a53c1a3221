/** Names as a document has them, made of those that the code has. */

/** The words of `action_type`, `actionType` and `ActionType`. */
const wordsOf = (name: string): string[] => name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** `ActionType` */
export const pascalCase = (name: string): string => wordsOf(name).map(capitalized).join('')

/** The name of a part of something: of `action_type` in an `Action` it is `ActionType`. */
export function nameOfPart(whole: string, part: string): string {
  const [before, after] = [wordsOf(whole).map(capitalized), wordsOf(part).map(capitalized)]
  let shared = Math.min(before.length, after.length)
  while (before.slice(before.length - shared).join() !== after.slice(0, shared).join()) shared--
  return [...before, ...after.slice(shared)].join('')
}

const SMALL = new Set('a an the of and or with to in is it its are by for on at as that who what which be has from'.split(' '))

/** A short name for a sentence, of its first words that say something: `proposedActionBecomes`. */
export function shortName(sentence: string): string {
  const words = sentence.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const telling = words.filter((word) => !SMALL.has(word))
  const [first = 'example', ...rest] = (telling.length ? telling : words).slice(0, 3)
  return [first, ...rest.map(capitalized)].join('')
}
