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

/** What a short name may not be cut before or after: without it, it would say the opposite. */
const NOT = new Set(['not', 'no', 'none', 'never', 'without', 'cannot', 'neither', 'nor', 'only'])

/** A short name for a sentence, of its first words that say something: `proposedActionBecomes`. `E-mail` and `caller’s` are one word each. */
export function shortName(sentence: string): string {
  const words =
    sentence
      .toLowerCase()
      .replace(/(?<=[a-z])[-’'](?=[a-z])/g, '')
      .match(/[a-z0-9]+/g) ?? []
  const telling = words.filter((word) => !SMALL.has(word))
  const chosen = telling.length ? telling : words
  let end = 3
  while (NOT.has(chosen[end - 1] ?? '') || NOT.has(chosen[end] ?? '')) end++
  const [first = 'example', ...rest] = chosen.slice(0, end)
  return [first, ...rest.map(capitalized)].join('')
}
