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
